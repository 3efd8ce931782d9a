import type { PartialSum } from '../format.ts';

/** What the figures of a column rest on, aligned with its rows. */
export interface Covered {
  readonly coverage?: readonly (number | null)[] | null | undefined;
  readonly populationCoverage?: readonly (number | null)[] | null | undefined;
  readonly incompleteCommunes?: readonly number[] | null | undefined;
}

/** What the figure of a row rests on when that is not all of its communes, or not all of theirs; undefined for whole sums and other figures. */
export function partOf(
  { coverage, populationCoverage, incompleteCommunes }: Covered,
  row: number,
): PartialSum | undefined {
  const share = coverage?.[row];
  const communes = share != null && share < 1 ? share : undefined;
  const incomplete = incompleteCommunes?.[row] || undefined;
  if (communes === undefined && incomplete === undefined) return undefined;
  return {
    communes,
    population: communes === undefined ? undefined : (populationCoverage?.[row] ?? undefined),
    incomplete,
  };
}
