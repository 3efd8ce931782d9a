import type { CompareColumn, CompareRow, ComparisonTable } from './comparison-table.ts';
import { isMeasured } from './gaps.ts';

/** What gaps are measured from when the reader does not say: of the benchmarks on the screen, the nearest of those that have most figures. */
export function maybeOrigin({ rows, benchmarks }: Pick<ComparisonTable, 'rows' | 'benchmarks'>): string | undefined {
  const counted = [...benchmarks, ...rows].map((row) => ({ row, count: figuresOf(row).length }));
  const most = Math.max(...counted.map(({ count }) => count));
  return counted.find(({ count }) => count === most)?.row.territory.id;
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
  const best = lines.find(({ territory }) => territory.id === maybeOrigin(table));
  const isBetter = best !== undefined && figuresOf(best).length > figuresOf(origin).length;
  return { indicators: missing.map(({ indicator }) => indicator), better: isBetter ? best.territory : undefined };
}

function figuresOf({ cells }: CompareRow): CompareRow['cells'] {
  return cells.filter(({ indicator, value }) => isMeasured(indicator) && value !== null);
}
