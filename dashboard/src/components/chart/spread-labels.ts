/** Where a label would stand, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where ECharts would write the label of a point. */
interface LaidLabel {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly labelRect: Box;
}

/** Pixels between two labels. */
const GAP = 2;

/** Where labels stand so that none covers another: each keeps its place, or takes the nearest free one above or below those before it. */
export function spread(labels: readonly Box[]): readonly number[] {
  const placed: Box[] = [];
  for (const label of labels) placed.push({ ...label, y: placeOf(label, placed) });
  return placed.map(({ y }) => y);
}

/** The same for ECharts, which asks for labels one by one in the order of their points, all of them each time it lays them out. */
export function toLabelLayout(): (label: LaidLabel) => { readonly dy: number } {
  let placed: Box[] = [];
  let last: readonly [number, number] = [-1, -1];
  return ({ seriesIndex, dataIndex, labelRect }) => {
    const [series, index] = last;
    if (seriesIndex < series || (seriesIndex === series && dataIndex <= index)) placed = [];
    last = [seriesIndex, dataIndex];
    const y = placeOf(labelRect, placed);
    placed.push({ ...labelRect, y });
    return { dy: y - labelRect.y };
  };
}

function placeOf({ x, y, width, height }: Box, placed: readonly Box[]): number {
  const near = placed.filter((other) => x < other.x + other.width + GAP && other.x < x + width + GAP);
  const isFree = (top: number): boolean =>
    near.every((other) => top + height + GAP <= other.y || other.y + other.height + GAP <= top);
  const places = [y, ...near.flatMap((other) => [other.y - height - GAP, other.y + other.height + GAP])].filter(isFree);
  const [first = y, ...others] = places;
  return others.reduce((best, one) => (Math.abs(one - y) < Math.abs(best - y) ? one : best), first);
}
