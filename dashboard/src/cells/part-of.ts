/** Share of the communes that the figure of a row rests on, 0 to 1, when not all of them; undefined for whole sums and other figures. */
export function partOf(coverage: readonly (number | null)[] | null | undefined, row: number): number | undefined {
  const share = coverage?.[row];
  return share != null && share < 1 ? share : undefined;
}
