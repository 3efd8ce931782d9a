import type { DistributionQuery } from '../../graphql/generated.ts';

export type DistributionAnswer = DistributionQuery['distribution'];
type Histogram = NonNullable<DistributionAnswer['histogram']>;

/** Values counted together; open at both ends of a histogram. */
export interface Band {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly count: number;
}

/** The bands of a histogram; one that is open and holds nobody tells nothing. */
export function toBands({ edges, counts }: Histogram): readonly Band[] {
  const bands = counts.map((count, index) => ({ from: edges[index - 1], to: edges[index], count }));
  return bands.filter(({ from, to, count }) => count > 0 || (from !== undefined && to !== undefined));
}

/** Whether a band holds all that is beyond an edge, however far. */
export function isOpen({ from, to }: Pick<Band, 'from' | 'to'>): boolean {
  return from === undefined || to === undefined;
}

/** Where an edge stands across the bands, 0 to 1. */
export function edgeAcross(histogram: Histogram, index: number): number {
  return (index + 1 - emptyBelow(histogram)) / toBands(histogram).length;
}

/** Where a value stands across bands drawn with the same width, 0 to 1; in the middle of an open one. */
export function placeAcross(histogram: Histogram, value: number): number {
  const { scale, edges } = histogram;
  const band = edges.filter((edge) => edge <= value).length;
  const [from, to] = [edges[band - 1], edges[band]];
  const measure = (one: number): number => (scale === 'LOG' ? Math.log(one) : one);
  const inside =
    from === undefined || to === undefined ? 0.5 : (measure(value) - measure(from)) / (measure(to) - measure(from));
  return (band + inside - emptyBelow(histogram)) / toBands(histogram).length;
}

/** How many bands are left out before the first one. */
function emptyBelow({ counts }: Histogram): number {
  return counts[0] === 0 ? 1 : 0;
}
