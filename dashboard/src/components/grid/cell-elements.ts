import type { ColDef } from 'ag-grid-community';
import classes from '../../cells/cell-value.module.css';
import {
  fewCasesWords,
  formatCell,
  type Locale,
  type PartialSum,
  partialShare,
  partialWords,
  precise,
  type Quantity,
  roundedWords,
  speakCell,
  stateWords,
} from '../../format.ts';
import type { CellState } from '../../graphql/generated.ts';
import { baseOf, localeAt } from '../../i18n/address.ts';
import { territoryPath } from '../../url.ts';
import { drawnCell } from './drawn-cell.ts';

/** A figure as a grid has it. */
export interface GridCell {
  readonly value: number | null;
  readonly state: CellState;
  readonly decimals?: number | undefined;
  readonly coverage?: PartialSum | undefined;
  readonly fewCases?: boolean | undefined;
}

/** Draws a cell of a grid: its value as text, or the mark of why there is none. */
export function toCellElement(locale: Locale, cell: GridCell | undefined, quantity: Quantity): HTMLElement | string {
  if (!cell) return '';
  const figure = toFigureElement(locale, cell, quantity);
  return cell.fewCases && cell.value !== null ? withFewCases(locale, figure) : figure;
}

/** Whether a cell is its text alone, without any mark nor words. */
function isPlain(locale: Locale, cell: GridCell | undefined, quantity: Quantity): boolean {
  if (!cell) return true;
  const isWhole = cell.coverage === undefined && !cell.fewCases && cell.state !== 'ESTIMATED';
  return cell.value !== null && isWhole && roundedWords(locale, precise(quantity, cell.decimals)) === undefined;
}

/** How a column of figures is drawn: a plain figure is text of the grid itself, which costs least while thousands scroll past. */
export function figureCells<Row>(
  locale: Locale,
  quantity: Quantity,
  cellOf: (row: Row | undefined) => GridCell | undefined,
): Pick<ColDef<Row>, 'valueFormatter' | 'cellRendererSelector'> {
  const component = drawnCell<Row>(({ data }) => toCellElement(locale, cellOf(data), quantity));
  return {
    valueFormatter: ({ data }) => {
      const cell = cellOf(data ?? undefined);
      return cell ? formatCell(locale, cell.value, cell.state, precise(quantity, cell.decimals)) : '';
    },
    cellRendererSelector: ({ data }) => (isPlain(locale, cellOf(data), quantity) ? undefined : { component }),
  };
}

function toFigureElement(locale: Locale, cell: GridCell, quantity: Quantity): HTMLElement | string {
  const own = precise(quantity, cell.decimals);
  const text = formatCell(locale, cell.value, cell.state, own);
  const rounded = cell.value === null ? undefined : roundedWords(locale, own);
  if (cell.value !== null && cell.coverage !== undefined) return toPartialElement(locale, text, cell.coverage, rounded);
  if (rounded !== undefined) return toRoundedElement(text, rounded);
  if (cell.value !== null && cell.state !== 'ESTIMATED') return text;
  const mark = document.createElement('span');
  mark.className = (cell.value === null ? classes.mark : classes.value) ?? '';
  mark.dataset.state = cell.state;
  mark.title = stateWords(locale, cell.state).label;
  mark.ariaHidden = 'true';
  mark.textContent = text;
  const whole = document.createElement('span');
  whole.append(mark, toSpoken(speakCell(locale, cell.value, cell.state, own)));
  return whole;
}

/** What only a screen reader says. */
function toSpoken(words: string): HTMLElement {
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.textContent = words;
  return spoken;
}

/** A rate followed by the mark that few cases make it. */
function withFewCases(locale: Locale, figure: HTMLElement | string): HTMLElement {
  const words = fewCasesWords(locale);
  const mark = document.createElement('span');
  mark.className = classes.few ?? '';
  mark.title = words;
  mark.append(toSpoken(` (${words})`));
  const whole = document.createElement('span');
  whole.append(figure, mark);
  return whole;
}

/** A figure of which tens or units are not known, told in words to who does not see its mark. */
function toRoundedElement(text: string, rounded: string): HTMLElement {
  const whole = document.createElement('span');
  whole.title = rounded;
  whole.append(text, toSpoken(`, ${rounded}`));
  return whole;
}

/** A figure followed by the mark that it rests on part of the communes. */
function toPartialElement(locale: Locale, text: string, part: PartialSum, rounded: string | undefined): HTMLElement {
  const { label } = partialWords(locale, part);
  const mark = document.createElement('span');
  mark.className = classes.partial ?? '';
  mark.dataset.compact = '';
  mark.title = label;
  mark.style.setProperty('--share', String(partialShare(part)));
  mark.append(toSpoken(` (${label})`));
  const whole = rounded === undefined ? document.createElement('span') : toRoundedElement(text, rounded);
  if (rounded === undefined) whole.append(text);
  whole.append(mark);
  return whole;
}

/** Draws the name of a territory as a link to its portrait; a bar while the row travels. */
export function toTerritoryElement(territory: { readonly id: string; readonly name: string } | undefined): HTMLElement {
  if (!territory) {
    const pending = document.createElement('span');
    pending.className = 'cell-pending';
    return pending;
  }
  const link = document.createElement('a');
  link.href = baseOf(localeAt(window.location.pathname)) + territoryPath(territory.id);
  // The cell takes the focus: its keys lead to the link.
  link.tabIndex = -1;
  link.textContent = territory.name;
  return link;
}
