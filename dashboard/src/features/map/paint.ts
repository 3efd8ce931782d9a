import type { CellState, Polarity } from '../../graphql/generated.ts';
import { type Classes, type ClassQuestion, toClasses } from './classes.ts';
import { toColours } from './colours.ts';
import { type Place, writtenValue } from './layer.ts';
import type { Hatch, Palette } from './palette.ts';

export interface Disc {
  /** In units of the plan. */
  readonly radius: number;
  readonly negative: boolean;
}

/** What covers a territory: a colour, or the texture that says why it has none. */
export type Fill = { readonly colour: string } | { readonly hatch: Hatch };

/** How territories are painted. */
export interface Paint {
  fill(id: string): Fill;
  /** Whether its figure rests on part of what it should: it is drawn with a broken outline. */
  isPartial(id: string): boolean;
  /** Disc of a territory, when values are drawn as discs. */
  readonly disc: ((id: string) => Disc | undefined) | undefined;
  /** Radius of the disc of a value. */
  radiusOf(value: number): number;
  /** Undefined when values are drawn as discs. */
  readonly classes: Classes | undefined;
  readonly colours: readonly string[];
}

type Places = ReadonlyMap<string, Place>;
const LARGEST = 42;

/** Paints shades, for what can be compared between territories of unequal size. */
export function toShades(places: Places, question: ClassQuestion, polarity: Polarity, palette: Palette): Paint {
  const classes = toClasses(question);
  const colours = toColours(classes, polarity, palette);
  return {
    fill: (id) => {
      const place = places.get(id);
      return fillOf(place, (value) => colours[classes.of(writtenValue(value, place?.decimals))] ?? palette.surface);
    },
    isPartial: (id) => isPartial(places.get(id)),
    disc: undefined,
    radiusOf: () => 0,
    classes,
    colours,
  };
}

/** Paints discs whose surface is the value, for numbers. `values` are those of every map that shares the scale. */
export function toDiscs(places: Places, values: readonly number[], palette: Palette): Paint {
  const largest = values.reduce((known, value) => Math.max(known, Math.abs(value)), 0) || 1;
  const radiusOf = (value: number): number => LARGEST * Math.sqrt(Math.abs(value) / largest);
  return {
    fill: (id) => fillOf(places.get(id), () => palette.ground),
    isPartial: (id) => isPartial(places.get(id)),
    disc: (id) => {
      const value = places.get(id)?.value;
      return value == null || value === 0 ? undefined : { radius: radiusOf(value), negative: value < 0 };
    },
    radiusOf,
    classes: undefined,
    colours: [],
  };
}

/** Lengths of the strokes and gaps of a broken outline, in pixels of the screen. */
export const BROKEN = [3, 2.5] as const;

/** Does the figure of a territory rest on part of what it should? */
export function isPartial(place: Place | undefined): boolean {
  return place?.coverage !== undefined && place.value !== null;
}

/** The texture of a state that has no value. */
export function hatchOf(state: CellState): Hatch {
  if (state === 'SECRET' || state === 'SECRET_SECONDARY') return 'hidden';
  if (state === 'NOT_APPLICABLE') return 'notApplicable';
  return state === 'NOT_AGGREGABLE' ? 'notAggregable' : 'missing';
}

function fillOf(place: Place | undefined, ofValue: (value: number) => string): Fill {
  if (!place) return { hatch: 'missing' };
  return place.value === null ? { hatch: hatchOf(place.state) } : { colour: ofValue(place.value) };
}
