export interface SparklinePoint {
  readonly year: number;
  readonly value: number | null;
}

export interface SparklineShape {
  readonly line: readonly { readonly year: number; readonly x: number; readonly y: number }[];
  readonly last: { readonly x: number; readonly y: number };
}

/** Places the known points of a line without axes, years to scale; undefined when two are not known. */
export function maybeSparkline(
  points: readonly SparklinePoint[],
  width: number,
  height: number,
  pad: number,
): SparklineShape | undefined {
  const known = points.filter((point): point is { year: number; value: number } => point.value !== null);
  if (known.length < 2) return undefined;
  const years = known.map(({ year }) => year);
  const values = known.map(({ value }) => value);
  const x = scale(Math.min(...years), Math.max(...years), pad, width - pad);
  const y = scale(Math.min(...values), Math.max(...values), height - pad, pad);
  const line = known.map(({ year, value }) => ({ year, x: x(year), y: y(value) }));
  return { line, last: line.at(-1)! };
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}
