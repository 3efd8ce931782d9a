import type { ScatterAxis, ScatterContent, ScatterPoint } from '../../components/chart/scatter-chart-option.ts';
import { formatCompact, formatValue, type Locale, precise } from '../../format.ts';
import type { CellState, ScatterQuery } from '../../graphql/generated.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { namesApart } from '../../territories/told-apart.ts';

/** Fewest points that make a cloud. */
export const FEWEST_POINTS = 5;

/** A territory that has both figures. */
export interface CrossedPoint extends ScatterPoint {
  readonly id: string;
}

/** A figure of a territory, with or without a value. */
export interface CrossedCell {
  readonly value: number | null | undefined;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
}

/** Territories that have both figures, and the cells of those that are asked by id. */
export interface Crossed {
  readonly points: readonly CrossedPoint[];
  /** Whether the group holds a territory. */
  has(id: string): boolean;
  cellsOf(id: string): { readonly across: CrossedCell; readonly up: CrossedCell };
}

const crossings = new WeakMap<ScatterQuery, Crossed>();

/** Crosses the two columns of an answer: once, however often the page is come back to. */
export function toCrossed(answer: ScatterQuery): Crossed {
  const known = crossings.get(answer) ?? cross(answer);
  crossings.set(answer, known);
  return known;
}

function cross({ across, up }: ScatterQuery): Crossed {
  const upAt = placesIn(up.ids);
  const names = namesApart(across.ids, across.names);
  const points = across.ids.flatMap((id, index): CrossedPoint[] => {
    const other = upAt(id, index) ?? -1;
    const [x, y] = [across.values[index], up.values[other]];
    if (x == null || y == null) return [];
    const decimals = { across: across.decimals?.[index], up: up.decimals?.[other] };
    return [{ id, name: names[index] ?? id, across: x, up: y, decimals }];
  });
  const cell = (
    { values, states, decimals }: Pick<ScatterQuery['up'], 'values' | 'states' | 'decimals'>,
    index = -1,
  ): CrossedCell => ({
    value: values[index],
    state: states[index] ?? 'NOT_AVAILABLE',
    decimals: decimals?.[index],
  });
  const acrossAt = placesIn(across.ids);
  return {
    points,
    has: (id) => acrossAt(id) !== undefined || upAt(id) !== undefined,
    cellsOf: (id) => ({ across: cell(across, acrossAt(id)), up: cell(up, upAt(id)) }),
  };
}

/** Where ids are in a list. The two lists of a cloud are nearly always the same: the place in one is tried first in the other. */
function placesIn(ids: readonly string[]): (id: string, likely?: number) => number | undefined {
  let places: ReadonlyMap<string, number> | undefined;
  return (id, likely) => {
    if (likely !== undefined && ids[likely] === id) return likely;
    places ??= new Map(ids.map((one, index) => [one, index]));
    return places.get(id);
  };
}

/** Counts that spread over more than that are read by their logarithm. */
const SKEWED = 100;

export function toAxis(indicator: Indicator, values: readonly number[], locale: Locale): ScatterAxis {
  const positive = values.every((value) => value > 0);
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]); // as: a pair, not a list
  return {
    name: indicator.shortLabel,
    isLog: indicator.unit === 'COUNT' && positive && high > SKEWED * low,
    axisText: (value) => formatCompact(locale, value, indicator),
    valueText: (value, decimals) => formatValue(locale, value, precise(indicator, decimals)),
  };
}

interface Named {
  readonly own: ReadonlySet<string>;
  readonly peers: ReadonlySet<string>;
  readonly words: { readonly all: string; readonly own: string; readonly peers: string };
}

/** The cloud in the background, then peers, then the territories of the reader: told apart by shape as well as colour. */
export function toGroups(points: readonly CrossedPoint[], { own, peers, words }: Named): ScatterContent['groups'] {
  const mine = points.filter(({ id }) => own.has(id));
  const alike = points.filter(({ id }) => peers.has(id) && !own.has(id));
  const others = points.filter(({ id }) => !own.has(id) && !peers.has(id));
  const groups: ScatterContent['groups'] = [
    { name: words.all, points: others, colour: '--series-7', symbol: 'circle', size: 4, named: 'never' },
    { name: words.peers, points: alike, colour: '--series-2', symbol: 'triangle', size: 11, named: 'pointed' },
    { name: words.own, points: mine, colour: '--series-1', symbol: 'diamond', size: 15, named: 'always' },
  ];
  return groups.filter(({ points: some }) => some.length > 0);
}
