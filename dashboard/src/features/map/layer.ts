import { partOf } from '../../cells/part-of.ts';
import { type PartialSum, roundTo } from '../../format.ts';
import type { Geography, MapLayerQuery } from '../../graphql/generated.ts';
import { hasAt } from '../../indicators/counted.ts';
import { type Indicator, yearsIn, yearsOf } from '../../indicators/use-catalogue.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { namesApart } from '../../territories/told-apart.ts';
import type { MapView } from '../../url.ts';

/** Levels that maps draw. */
export type DrawnLevel = NonNullable<MapView['level']>;
export type Layer = MapLayerQuery['mapLayer'];

/** What a map shows of one territory. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly state: Layer['states'][number];
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases: boolean;
}

/** Turns the parallel lists of a layer into places. */
export function toPlaces(layer: Layer): readonly Place[] {
  const { ids, values, states, decimals, fewCases } = layer;
  const names = namesApart(ids, layer.names);
  return ids.map((id, index) => ({
    id,
    name: names[index] ?? id,
    value: values[index] ?? null,
    state: states[index] ?? 'NOT_AVAILABLE',
    decimals: decimals?.[index],
    coverage: partOf(layer, index),
    fewCases: fewCases?.[index] ?? false,
  }));
}

/** A value as it is written, as far as its figure is known; those without decimals of their own are rounded with the others. */
export function writtenValue(value: number, decimals: number | undefined): number {
  return decimals === undefined ? value : roundTo(value, decimals);
}

/** Decimals that most of the figures of a map support, for what is told of them together. */
export function usualDecimals(places: readonly Place[], { decimals }: Pick<Indicator, 'decimals'>): number {
  const supported = places.flatMap((place) => (place.value === null ? [] : [place.decimals ?? decimals]));
  const sorted = supported.sort((left, right) => left - right);
  return Math.min(decimals, sorted[Math.floor((sorted.length - 1) / 2)] ?? decimals);
}

/** Numbers of people or things are drawn as symbols: shading would show the size of territories. */
export function isCounted({ nature, unit }: Pick<Indicator, 'nature' | 'unit'>): boolean {
  return unit === 'COUNT' || nature === 'STOCK' || nature === 'FLOW' || nature === 'AMOUNT';
}

/** Levels that can be drawn inside a territory, finest first. */
export function levelsWithin(within: string | undefined): readonly DrawnLevel[] {
  switch (within === undefined ? 'FRANCE' : maybeLevel(within)) {
    case 'FRANCE':
      return ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION'];
    case 'REGION':
      return ['COMMUNE', 'EPCI', 'DEPARTEMENT'];
    case 'DEPARTEMENT':
      return ['COMMUNE', 'EPCI'];
    default:
      return ['COMMUNE'];
  }
}

/** Years in which an indicator has figures at a level of a geography, oldest first; all its years when it never has any there. */
export function yearsAt(indicator: Indicator, level: DrawnLevel, geography: Geography): readonly number[] {
  const there = yearsIn(indicator, geography).filter((year) => hasAt(year, level));
  return yearsOf({ years: there.length > 0 ? there : indicator.years });
}

/** The geography in which a year is drawn: the one asked, or the constant one, the only one of a ratio of figures published in several perimeters. */
export function geographyOf(indicator: Indicator, year: number, asked: Geography): Geography {
  return yearsIn(indicator, asked).some((one) => one.year === year) ? asked : 'CONSTANT';
}

/** Code of `commune:69123`. */
export function codeOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
