import { maybeFavourable } from '../../cells/favour.ts';
import { toCellElement } from '../../components/grid/cell-elements.ts';
import { maybeSparkline } from '../../components/sparkline-shape.ts';
import { formatDifference, type Locale, precise } from '../../format.ts';
import type { HistoryOf } from './api/use-histories.ts';
import classes from './compare.module.css';
import type { CompareCell } from './comparison-table.ts';
import { sureness } from './gaps.ts';

const WIDTH = 46;
const HEIGHT = 18;
const PAD = 2.5;
/** Two points always make a straight line, which says nothing more than the change. */
const ENOUGH_FOR_A_LINE = 3;
const SVG = 'http://www.w3.org/2000/svg';

/** Draws a figure for the grid, beside its past and above its gap when they are asked for. */
export function drawCell(
  locale: Locale,
  maybeChance: string,
  cell: CompareCell | undefined,
  historyOf: HistoryOf | undefined,
): HTMLElement | string {
  const figure = toCellElement(locale, cell, cell?.indicator ?? { unit: 'COUNT', decimals: 0 });
  if (!cell || (!historyOf && !cell.gap)) return figure;
  const whole = document.createElement('span');
  whole.className = classes.cell ?? '';
  const line = historyOf && maybeLine(cell, historyOf);
  if (line) whole.append(line);
  const texts = document.createElement('span');
  texts.append(figure);
  if (cell.gap) texts.append(toGapElement(locale, maybeChance, cell));
  whole.append(texts);
  return whole;
}

/** Words of a gap: ▲ +3,2 points; between brackets when it may be chance. */
export function gapText(locale: Locale, { indicator, gap }: Pick<CompareCell, 'indicator' | 'gap'>): string {
  if (!gap) return '';
  const { shown, decimals } = gap;
  const arrow = shown > 0 ? '▲ ' : shown < 0 ? '▼ ' : '';
  const text = arrow + formatDifference(locale, shown, precise(indicator, decimals));
  return sureness(gap) === 0 ? `(${text})` : text;
}

function toGapElement(locale: Locale, maybeChance: string, cell: CompareCell): HTMLElement {
  const gap = document.createElement('span');
  gap.className = classes.gap ?? '';
  const favourable = maybeGapFavour(cell);
  if (favourable !== undefined) gap.dataset.favour = favourable ? 'better' : 'worse';
  gap.textContent = gapText(locale, cell);
  if (sureness(cell.gap) === 0) {
    gap.dataset.chance = '';
    gap.title = `${maybeChance}. ${cell.gap?.chance?.explanation ?? ''}`;
    const spoken = document.createElement('span');
    spoken.className = 'visually-hidden';
    spoken.textContent = `, ${maybeChance}`;
    gap.append(spoken);
  }
  return gap;
}

/** Is a gap good news? Undefined when the indicator does not say, and when it may be chance. */
export function maybeGapFavour({ gap, indicator }: Pick<CompareCell, 'gap' | 'indicator'>): boolean | undefined {
  return gap && sureness(gap) > 0 ? maybeFavourable(gap.shown, indicator.polarity) : undefined;
}

function maybeLine({ indicator, territory }: CompareCell, historyOf: HistoryOf): SVGElement | undefined {
  const points = historyOf(indicator.id, territory.id);
  const shape = maybeSparkline(points, WIDTH, HEIGHT, PAD);
  if (!shape || shape.line.length < ENOUGH_FOR_A_LINE) return undefined;
  const svg = toSvg('svg', { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' });
  const path = shape.line.map(({ x, y }) => `${x},${y}`).join(' ');
  svg.append(toSvg('polyline', { points: path, fill: 'none', stroke: 'var(--accent)', 'stroke-width': 1.5 }));
  svg.append(toSvg('circle', { cx: shape.last.x, cy: shape.last.y, r: 2.25, fill: 'var(--accent)' }));
  return svg;
}

function toSvg(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
}
