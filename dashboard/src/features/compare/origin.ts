import type { CompareColumn, CompareRow, ComparisonTable } from './comparison-table.ts';
import { isMeasured } from './gaps.ts';

type Lines = Pick<ComparisonTable, 'rows' | 'benchmarks'>;

/** From the narrowest to the widest. */
const LEVELS: readonly CompareRow['territory']['level'][] = ['EPCI', 'DEPARTEMENT', 'REGION', 'FRANCE'];

/**
 * What gaps are measured from when the reader does not say: the nearest of the benchmarks that has half of the figures that the best of them has.
 * Undefined without any: a territory among its equals is no benchmark.
 */
export function maybeOrigin(lines: Lines): string | undefined {
  const counted = counts(lines);
  const most = Math.max(...counted.map(({ count }) => count));
  return counted.find(({ count }) => 2 * count >= most)?.row.territory.id;
}

/** Benchmarks, nearest first, and how many figures they have: what is compared and holds the rest, or may, is one. */
function counts({ rows, benchmarks }: Lines): readonly { readonly row: CompareRow; readonly count: number }[] {
  const rankOf = ({ territory: { level } }: CompareRow): number => LEVELS.indexOf(level);
  const narrowest = Math.min(...rows.map(rankOf));
  const wider = rows.filter((row) => rankOf(row) > narrowest);
  return [...wider, ...benchmarks]
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .map((row) => ({ row, count: figuresOf(row).length }));
}

/** Indicators of which no gap can be told, because what it would be measured from has no figure, and what has them all, or most. */
export interface Gapless {
  readonly indicators: readonly CompareColumn['indicator'][];
  /** Undefined when nothing else has more. */
  readonly better: CompareRow['territory'] | undefined;
}

export function maybeGapless(table: ComparisonTable, from: string | undefined): Gapless | undefined {
  const lines = [...table.benchmarks, ...table.rows];
  const origin = lines.find(({ territory }) => territory.id === from);
  const missing = origin?.cells.filter(({ indicator, value }) => isMeasured(indicator) && value === null) ?? [];
  if (!origin || missing.length === 0) return undefined;
  const own = figuresOf(origin).length;
  const [best] = counts(table).toSorted((one, other) => other.count - one.count);
  const better = best && best.count > own ? best.row.territory : undefined;
  return { indicators: missing.map(({ indicator }) => indicator), better };
}

function figuresOf({ cells }: CompareRow): CompareRow['cells'] {
  return cells.filter(({ indicator, value }) => isMeasured(indicator) && value !== null);
}
