import type { DistributionQuery } from '../../graphql/generated.ts';

export type DistributionAnswer = DistributionQuery['distribution'];
type Histogram = NonNullable<DistributionAnswer['histogram']>;

/** Values counted together; open at both ends of a histogram. */
export interface Band {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly count: number;
}

export function toBands({ edges, counts }: Histogram): readonly Band[] {
  return counts.map((count, index) => ({ from: edges[index - 1], to: edges[index], count }));
}

/** Where a value stands across bands drawn with the same width, 0 to 1; in the middle of an open one. */
export function placeAcross({ scale, edges, counts }: Histogram, value: number): number {
  const band = edges.filter((edge) => edge <= value).length;
  const [from, to] = [edges[band - 1], edges[band]];
  const measure = (one: number): number => (scale === 'LOG' ? Math.log(one) : one);
  const inside =
    from === undefined || to === undefined ? 0.5 : (measure(value) - measure(from)) / (measure(to) - measure(from));
  return (band + inside) / counts.length;
}
