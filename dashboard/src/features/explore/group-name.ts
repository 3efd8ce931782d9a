import { toTerritoryElement } from '../../components/grid/cell-elements.ts';
import type { ExploreRow } from './api/use-datasource.ts';

export interface GroupWords {
  readonly isOpen: boolean;
  /** What the button does. */
  readonly action: string;
  readonly partial: string;
  readonly partialText: string;
}

/** Draws the name of a row; that of a group follows a button that opens it, and its number of rows. */
export function toNameElement(row: ExploreRow | undefined, words: (row: ExploreRow) => GroupWords): HTMLElement {
  const name = toTerritoryElement(row);
  if (!row) return name;
  if (row.members === null) {
    if (row.depth > 0) name.classList.add('cell-below');
    return name;
  }
  const { isOpen, action, partial, partialText } = words(row);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cell-opener';
  button.tabIndex = -1;
  button.setAttribute('aria-expanded', String(isOpen));
  button.setAttribute('aria-label', action);
  button.textContent = isOpen ? '▾' : '▸';
  const count = document.createElement('small');
  count.textContent = row.whole ? ` ${row.members}` : ` ${row.members}, ${partial}`;
  if (!row.whole) count.title = partialText;
  const whole = document.createElement('span');
  whole.append(button, name, count);
  return whole;
}
