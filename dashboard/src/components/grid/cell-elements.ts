import classes from '../../cells/cell-value.module.css';
import { formatCell, type Locale, partialWords, precise, type Quantity } from '../../format.ts';
import type { CellState } from '../../graphql/generated.ts';
import { baseOf, localeAt } from '../../i18n/address.ts';
import { territoryPath } from '../../url.ts';

/** Draws a cell of a grid: its value as text, or the mark of why there is none. */
export function toCellElement(
  locale: Locale,
  cell:
    | {
        readonly value: number | null;
        readonly state: CellState;
        readonly decimals?: number | undefined;
        readonly coverage?: number | undefined;
      }
    | undefined,
  quantity: Quantity,
): HTMLElement | string {
  if (!cell) return '';
  const text = formatCell(locale, cell.value, cell.state, precise(quantity, cell.decimals));
  if (cell.value !== null && cell.coverage !== undefined) return toPartialElement(locale, text, cell.coverage);
  if (cell.value !== null && cell.state !== 'ESTIMATED') return text;
  const mark = document.createElement('span');
  mark.className = (cell.value === null ? classes.mark : classes.value) ?? '';
  mark.dataset.state = cell.state;
  mark.textContent = text;
  return mark;
}

/** A figure followed by the mark that it rests on part of the communes. */
function toPartialElement(locale: Locale, text: string, share: number): HTMLElement {
  const { label } = partialWords(locale, share);
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.textContent = ` (${label})`;
  const mark = document.createElement('span');
  mark.className = classes.partial ?? '';
  mark.dataset.compact = '';
  mark.title = label;
  mark.style.setProperty('--share', String(share));
  mark.append(spoken);
  const whole = document.createElement('span');
  whole.append(text, mark);
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
