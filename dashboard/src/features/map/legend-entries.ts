import type { Place } from './layer.ts';
import { hatchOf, isPartial, type Paint } from './paint.ts';
import { HATCHES, type Hatch } from './palette.ts';

/** What stands before a line of the legend. */
export type Swatch =
  | { readonly colour: string }
  | { readonly hatch: Hatch }
  | { readonly broken: true }
  | { readonly radius: number; readonly negative: boolean };

export interface LegendEntry {
  readonly swatch: Swatch;
  readonly text: string;
  /** Territories that have it; undefined for discs, whose sizes are without end. */
  readonly count: number | undefined;
}

export interface LegendWords {
  ofClass(from: number | undefined, to: number | undefined): string;
  ofValue(value: number): string;
  readonly negative: string;
  readonly partial: string;
  readonly hatches: Readonly<Record<Hatch, string>>;
}

/** What colours, discs and textures mean, and how many territories have each. Only what is on the map is told. */
export function toLegend(places: readonly Place[], paint: Paint, words: LegendWords): readonly LegendEntry[] {
  return [
    ...shades(places, paint, words),
    ...discs(places, paint, words),
    ...partial(places, words),
    ...hatches(places, words),
  ];
}

function shades(places: readonly Place[], { classes, colours }: Paint, words: LegendWords): readonly LegendEntry[] {
  // Nothing is below zero: « 0 ou moins » would say that something may be.
  const isFromZero = places.every(({ value }) => value === null || value >= 0);
  if (!classes || classes.list.every(({ count }) => count === 0)) return [];
  return classes.list.map(({ from, to, count }, index) => ({
    swatch: { colour: colours[index] ?? '' },
    text: from === undefined && to === 0 && isFromZero ? words.ofValue(0) : words.ofClass(from, to),
    count,
  }));
}

function discs(places: readonly Place[], { disc, radiusOf }: Paint, words: LegendWords): readonly LegendEntry[] {
  if (!disc) return [];
  const values = places.flatMap(({ value }) => value ?? []);
  const largest = values.reduce((known, value) => Math.max(known, Math.abs(value)), 0);
  const samples = new Set([largest, largest / 4, largest / 20].map(toRound).filter((value) => value > 0));
  const entries = [...samples].map((value) => ({
    swatch: { radius: radiusOf(value), negative: false },
    text: words.ofValue(value),
    count: undefined,
  }));
  if (!values.some((value) => value < 0)) return entries;
  return [...entries, { swatch: { radius: 12, negative: true }, text: words.negative, count: undefined }];
}

function partial(places: readonly Place[], words: LegendWords): readonly LegendEntry[] {
  const count = places.filter(isPartial).length;
  return count === 0 ? [] : [{ swatch: { broken: true }, text: words.partial, count }];
}

function hatches(places: readonly Place[], words: LegendWords): readonly LegendEntry[] {
  const without = places.filter(({ value }) => value === null).map(({ state }) => hatchOf(state));
  return HATCHES.flatMap((hatch) => {
    const count = without.filter((one) => one === hatch).length;
    return count === 0 ? [] : [{ swatch: { hatch }, text: words.hatches[hatch], count }];
  });
}

/** One significant digit, downwards: a disc of the legend is never larger than those of the map. */
function toRound(value: number): number {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / power) * power;
}
