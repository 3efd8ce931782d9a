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

/** From one point to another, in pixels. */
export type Line = readonly [from: readonly [number, number], to: readonly [number, number]];

/** Pixels between two labels. */
const GAP = 2;
/** A label that lines cross goes this far at most, by steps, to a place that none crosses. */
const FAR = 48;
const STEP = 4;

/**
 * Where labels stand so that none covers another, nor a line where there is room: each keeps its place, or takes the nearest free one above
 * or below. Those of one height that begin at the same place stand in the order of what they name.
 */
export function spread(labels: readonly Box[], lines: readonly Line[] = []): readonly number[] {
  const placed: Box[] = [];
  for (const label of labels) placed.push({ ...label, y: placeOf(label, placed, lines) });
  const tops = placed.map(({ y }) => y);
  return labels.map((label) => {
    const column = [...labels.keys()].filter((other) => isOfColumn(labels[other]!, label));
    const above = column.toSorted((one, other) => labels[one]!.y - labels[other]!.y);
    const free = column.map((other) => tops[other]!).sort((one, other) => one - other);
    return free[above.findIndex((other) => labels[other] === label)]!;
  });
}

function isOfColumn(one: Box, other: Box): boolean {
  return one.x === other.x && one.height === other.height;
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

function placeOf({ x, y, width, height }: Box, placed: readonly Box[], lines: readonly Line[] = []): number {
  const near = placed.filter((other) => x < other.x + other.width + GAP && other.x < x + width + GAP);
  const isFree = (top: number): boolean =>
    near.every((other) => top + height + GAP <= other.y || other.y + other.height + GAP <= top);
  const isClear = (top: number): boolean => !lines.some((line) => crosses(line, { x, y: top, width, height }));
  const places = [y, ...near.flatMap((other) => [other.y - height - GAP, other.y + other.height + GAP])].filter(isFree);
  if (places[0] === y && isClear(y)) return y;
  const clear = lines.length === 0 ? [] : [...around(y), ...places].filter((top) => isFree(top) && isClear(top));
  return nearest(clear, y) ?? nearest(places, y) ?? y;
}

function around(y: number): readonly number[] {
  return Array.from({ length: FAR / STEP }, (_, index) => (index + 1) * STEP).flatMap((far) => [y - far, y + far]);
}

function nearest(places: readonly number[], y: number): number | undefined {
  const [first, ...others] = places;
  if (first === undefined) return undefined;
  return others.reduce((best, one) => (Math.abs(one - y) < Math.abs(best - y) ? one : best), first);
}

function crosses([[left, from], [right, to]]: Line, { x, y, width, height }: Box): boolean {
  const [start, end] = [Math.max(x, Math.min(left, right)), Math.min(x + width, Math.max(left, right))];
  if (start > end) return false;
  const at = (where: number): number =>
    left === right ? from : from + ((to - from) * (where - left)) / (right - left);
  const [one, other] = [at(start), at(end)];
  return Math.max(one, other) > y && Math.min(one, other) < y + height;
}
