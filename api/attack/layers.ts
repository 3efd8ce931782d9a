import { type CellState, hasValue, type OfficialLevel, READINGS, type Reading } from '@boussole/schema';
import type { Client } from './client.ts';

export const LEVELS = [
  'commune',
  'epci',
  'departement',
  'region',
  'france',
] as const satisfies readonly OfficialLevel[];

export interface Told {
  /** Id of a territory whose code was that of another at another time: it is not made of its level and code. */
  readonly id?: string | undefined;
  readonly value: number | null;
  readonly state: CellState;
  /** Share of its communes that a sum rests on; 1 for whole sums, and for what is no sum. */
  readonly coverage: number;
  /** How many communes that it rests on have a figure made of some of their parts only. */
  readonly incomplete?: number;
}

/** What a publication shows of an indicator in a year, at one level and in one reading of the past. */
export interface Layer {
  readonly indicator: string;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly reading: Reading;
  readonly vintage: number;
  /** By code, in the order of the answer. */
  readonly cells: ReadonlyMap<string, Told>;
  readonly breaks: readonly number[];
}

export interface IndicatorAsked {
  readonly id: string;
  readonly nature: string;
  readonly sources: readonly string[];
  /** Those that are read as published: a year of constant geography alone is made of figures that hide elsewhere. */
  readonly years: readonly number[];
}

export async function readIndicators(client: Client): Promise<readonly IndicatorAsked[]> {
  const { indicators } = await client.ask<{
    indicators: readonly {
      id: string;
      nature: string;
      sources: readonly { id: string }[];
      years: readonly { year: number; geographies: readonly Reading[] }[];
    }[];
  }>('{ indicators { id nature sources { id } years { year geographies } } }');
  return indicators.map(({ sources, years, ...indicator }) => ({
    ...indicator,
    sources: sources.map(({ id }) => id),
    years: years.flatMap(({ year, geographies }) => (geographies.includes('PUBLISHED') ? [year] : [])),
  }));
}

const LAYER = `query ($indicator: ID!, $year: Int!, $level: Level!, $geography: Geography!, $publication: ID) {
  mapLayer(indicator: $indicator, year: $year, level: $level, geography: $geography, publication: $publication) {
    vintage ids values states coverage incompleteCommunes breaks } }`;

/** Undefined where the publication has no such year, or no territory of that level. */
export async function readLayer(
  client: Client,
  asked: Pick<Layer, 'indicator' | 'year' | 'level' | 'reading'>,
  publication?: string,
): Promise<Layer | undefined> {
  const { indicator, year, level, reading } = asked;
  const variables = { indicator, year, level: level.toUpperCase(), geography: reading, publication };
  const { mapLayer } = await client.ask<{
    mapLayer: {
      vintage: number;
      ids: readonly string[];
      values: readonly (number | null)[];
      states: readonly CellState[];
      coverage: readonly (number | null)[] | null;
      incompleteCommunes: readonly number[] | null;
      breaks: readonly number[];
    };
  }>(LAYER, variables);
  const { ids, values, states, coverage, incompleteCommunes, vintage, breaks } = mapLayer;
  const cells = new Map(
    ids.map((id, place): [string, Told] => [
      codeOf(id),
      {
        ...(id.includes('@') && { id }),
        ...{ value: values[place]!, state: states[place]!, coverage: coverage?.[place] ?? 1 },
        incomplete: incompleteCommunes?.[place] ?? 0,
      },
    ]),
  );
  return { ...asked, vintage, cells, breaks };
}

/** `commune:60694@2018-12-31` is 60694 in its vintage, a code that another commune has today. */
function codeOf(id: string): string {
  return id.slice(id.indexOf(':') + 1).replace(/@.*$/, '');
}

/** Every level, in both readings. */
export async function readLayers(
  client: Client,
  indicator: string,
  year: number,
  publication?: string,
): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  for (const reading of READINGS) {
    for (const level of LEVELS) {
      const layer = await readLayer(client, { indicator, year, level, reading }, publication);
      if (layer) layers.push(layer);
    }
  }
  return layers;
}

/** Whether something is hidden at a level: its states alone are asked for. */
export async function hidesAt(client: Client, indicator: string, year: number, level: OfficialLevel): Promise<boolean> {
  const { mapLayer } = await client.ask<{ mapLayer: { states: readonly CellState[] } }>(
    `query ($indicator: ID!, $year: Int!, $level: Level!) {
      mapLayer(indicator: $indicator, year: $year, level: $level, geography: PUBLISHED) { states } }`,
    { indicator, year, level: level.toUpperCase() },
  );
  return mapLayer.states.some((state) => isHidden({ state }));
}

export function isHidden({ state }: Pick<Told, 'state'>): boolean {
  return state === 'SECRET' || state === 'SECRET_SECONDARY';
}

/** Whether a figure is there to be read. */
export function isShown({ value, state }: Told): boolean {
  return value !== null && hasValue(state);
}
