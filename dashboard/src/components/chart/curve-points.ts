export interface Point {
  readonly year: number;
  readonly value: number | null;
}

/** The points that a series has, those without a figure included. Years further apart than its others have a hole between them, whatever the other curves know. */
export function pointsOf(years: readonly number[], values: readonly (number | null | undefined)[]): readonly Point[] {
  const points = years.flatMap((year, position): Point[] => {
    const value = values[position];
    return value === undefined ? [] : [{ year, value }];
  });
  const known = points.filter(({ value }) => value !== null);
  const usual = Math.min(...known.slice(1).map(({ year }, index) => year - known[index]!.year));
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const isApart = next !== undefined && point.value !== null && next.value !== null && next.year - point.year > usual;
    return isApart ? [point, { year: point.year + usual, value: null }] : [point];
  });
}

/** Cuts points where the series breaks. */
export function piecesOf<Point extends { readonly year: number }>(
  points: readonly Point[],
  breaks: readonly number[],
): readonly (readonly Point[])[] {
  const bounds = [
    Number.NEGATIVE_INFINITY,
    ...breaks.toSorted((left, right) => left - right),
    Number.POSITIVE_INFINITY,
  ];
  return bounds
    .slice(1)
    .map((end, index) => points.filter(({ year }) => bounds[index]! <= year && year < end))
    .filter((piece) => piece.length > 0);
}

/** Pieces of a curve with years that miss between two known ones, by what is known of them. */
export function bridgesOf(
  years: readonly number[],
  { values, breaks }: { readonly values: readonly (number | null | undefined)[]; readonly breaks: readonly number[] },
): readonly (readonly (readonly [number, number])[])[] {
  return piecesOf(pointsOf(years, values), breaks).flatMap((piece) => {
    const first = piece.findIndex(({ value }) => value !== null);
    const last = piece.findLastIndex(({ value }) => value !== null);
    if (!piece.slice(first, last + 1).some(({ value }) => value === null)) return [];
    return [piece.flatMap(({ year, value }) => (value === null ? [] : [[year, value] as const]))];
  });
}
