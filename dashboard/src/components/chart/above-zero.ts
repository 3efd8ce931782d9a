/** From this share of the highest value on, zero is out of the chart. */
const HIGH = 0.5;

interface Drawn {
  readonly series: readonly { readonly values: readonly (number | null | undefined)[] }[];
}

/** Does the axis of values begin above zero, because all curves are far from it? Slopes then look steeper than they are. */
export function startsAboveZero({ series }: Drawn): boolean {
  const values = series.flatMap((one) => one.values.flatMap((value) => value ?? []));
  return values.length > 0 && Math.min(...values) > HIGH * Math.max(...values);
}
