import { toTerritoryElement } from '../../components/grid/cell-elements.ts';
import type { ExploreRow } from './api/use-datasource.ts';

export interface GroupWords {
  readonly isOpen: boolean;
  readonly name: string;
  /** What the button does. */
  readonly action: string;
  /** How many rows it gathers, and of how many when some are left out. */
  readonly count: string;
  readonly countText: string;
  /** How the keyboard leads to its portrait. */
  readonly toPortrait: string;
}

/** Id of the line that adds a selection up. */
export const SELECTION = 'selection';

/** Has a line figures of a territory, that can be explained? Sums of some rows are of nobody's. */
export function isReadable({ id, whole }: Pick<ExploreRow, 'id' | 'whole'>): boolean {
  return whole && id !== SELECTION && !maybeStratum(id);
}

/** Reads `groupe:strate-2000-5000`, the head of a class of population. */
export function maybeStratum(id: string): { readonly from: number; readonly to: number | undefined } | undefined {
  const [, from, to] = /^groupe:strate-(\d+)(?:-(\d+))?$/.exec(id) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: to === undefined ? undefined : Number(to) };
}

/** Draws the name of a row; that of a group follows a button that opens it, and its number of rows. */
export function toNameElement(row: ExploreRow | undefined, words: (row: ExploreRow) => GroupWords): HTMLElement {
  if (!row || row.members === null) {
    const name = toTerritoryElement(row);
    if (row && row.depth > 0) name.classList.add('cell-below');
    return name;
  }
  const { isOpen, name, action, count, countText, toPortrait } = words(row);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cell-opener';
  button.tabIndex = -1;
  button.setAttribute('aria-expanded', String(isOpen));
  button.setAttribute('aria-label', action);
  button.textContent = isOpen ? '▾' : '▸';
  const number = document.createElement('small');
  number.className = 'cell-count';
  number.textContent = count;
  number.title = countText;
  const whole = document.createElement('span');
  whole.className = 'cell-group';
  whole.append(button, maybeStratum(row.id) ? toText(name) : toLink(row, toPortrait), number);
  return whole;
}

function toLink(row: ExploreRow, help: string): HTMLElement {
  const link = toTerritoryElement(row);
  link.setAttribute('aria-keyshortcuts', 'Shift+Enter');
  link.title = help;
  return link;
}

function toText(words: string): HTMLElement {
  const text = document.createElement('span');
  text.textContent = words;
  return text;
}
