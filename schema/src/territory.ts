import { isDay } from './day.ts';

/**
 * Levels of the French territorial organisation, widest first. EPCI and département do **not** nest: 89 EPCI straddle several
 * départements, and a few island communes belong to no EPCI. `groupe` is a set of communes of the user's own, `partie` what an EPCI
 * that straddles has in one of its départements.
 */
export const LEVELS = ['france', 'region', 'departement', 'epci', 'commune', 'groupe', 'partie'] as const;
export type Level = (typeof LEVELS)[number];

/** Levels that official files describe, in the order in which the cube numbers territories. */
export const OFFICIAL_LEVELS = [
  'france',
  'region',
  'departement',
  'epci',
  'commune',
] as const satisfies readonly Level[];
export type OfficialLevel = (typeof OFFICIAL_LEVELS)[number];

/** A millésime: the state of the official geographic code (COG) on 1 January of that year. */
export type Vintage = number;

/** `commune:69123`, `epci:200046977`, `departement:69`, `region:84`, `france:FR`, `france:METRO`, `groupe:<id>`, `partie:<epci>-<departement>`. */
export type TerritoryId = `${Level}:${string}`;

export const FRANCE: TerritoryId = 'france:FR';
/** France without its overseas départements: the only country of which some sources publish medians. */
export const METROPOLE: TerritoryId = 'france:METRO';
export const NATIONAL_CODES = ['FR', 'METRO'] as const;

/** Codes of level `france` that hold a département. */
export function nationalCodes(departement: string): readonly (typeof NATIONAL_CODES)[number][] {
  return departement.startsWith('97') ? ['FR'] : ['FR', 'METRO'];
}

export interface TerritoryKey {
  readonly level: Level;
  readonly code: string;
}

const CODE: Record<Level, RegExp> = {
  france: /^(FR|METRO)$/,
  region: /^\d{2}$/,
  departement: /^(\d{2}|2[AB]|97\d)$/,
  epci: /^\d{9}$/,
  // A second part names an earlier holder of a recycled code by its last day: `01001@1970-12-31`.
  commune: /^(\d{2}|2[AB])\d{3}(@\d{4}-\d{2}-\d{2})?$/,
  groupe: /^[a-z0-9][a-z0-9-]{0,62}$/,
  partie: /^\d{9}-(\d{2}|2[AB]|97\d)$/,
};

export function toTerritoryId(level: Level, code: string): TerritoryId {
  return `${level}:${code}`;
}

const BY_NAME: ReadonlyMap<string, Level> = new Map(LEVELS.map((level) => [level, level]));

/** Reads a territory id; returns undefined when the level is unknown or the code cannot be one of that level. */
export function maybeTerritoryKey(id: string): TerritoryKey | undefined {
  const separator = id.indexOf(':');
  const level = BY_NAME.get(id.slice(0, separator));
  const code = id.slice(separator + 1);
  if (!level || !CODE[level].test(code)) return undefined;
  const [, lastDay] = code.split('@');
  return lastDay === undefined || isDay(lastDay) ? { level, code } : undefined;
}

/** Département of a commune code: three characters overseas (`97101` -> `971`), two elsewhere (`2A004` -> `2A`). */
export function departementOfCommune(code: string): string {
  return code.startsWith('97') || code.startsWith('98') ? code.slice(0, 3) : code.slice(0, 2);
}

/** Overseas collectivities are not départements and are outside the figures for France: 975, 977, 978, 984, 986-989. */
export function isOverseasCollectivity(departement: string): boolean {
  return /^(975|977|978|98\d)$/.test(departement);
}

/** The two ways to read a figure of the past. */
export const READINGS = ['PUBLISHED', 'CONSTANT'] as const;
/**
 * `PUBLISHED`: each year in the perimeter it was published in. `CONSTANT`: the past restated in the reference vintage.
 */
export type Reading = (typeof READINGS)[number];
