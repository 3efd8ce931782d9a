import type { Geography, Level } from './graphql/generated.ts';
import { withLevel } from './territories/plain-code.ts';

/** An indicator in a year, as a column of the explorer. */
export interface ColumnKey {
  readonly indicator: string;
  readonly year: number;
}

export interface PortraitView {
  /** The territory that the reader compares with, beside those that it belongs to. */
  readonly beside: string | undefined;
  /** Reads the latest year that most benchmarks have a figure for, not the latest of the territory. */
  readonly comparable: boolean;
  /** What the ages are drawn against; undefined takes the nearest. */
  readonly pyramid: string | undefined;
}

export interface CompareView {
  readonly territories: readonly string[];
  readonly indicators: readonly string[];
  /** Undefined reads the latest year of each indicator. */
  readonly year: number | undefined;
  /** Without a year: the latest of the years in which most territories and benchmarks have a figure. */
  readonly comparable: boolean;
  readonly geography: Geography;
  /** Group in which rank and percentile are shown and colours are chosen. */
  readonly within: PositionLevel;
  readonly ranks: boolean;
  /** Draws the past of each figure beside it. */
  readonly curves: boolean;
  /** Puts indicators in rows and territories in columns. */
  readonly transposed: boolean;
  /** Benchmark, or territory of the comparison, from which gaps are measured. */
  readonly gap: string | undefined;
  readonly simple: boolean;
  /** How territories were added because they are alike; undefined when none were. */
  readonly alike: Alike | undefined;
  /** Undefined keeps the order in which the territories were added. */
  readonly sort: CompareSort | undefined;
}
/** The territory that others are like, and the indicators that they were chosen by. */
export interface Alike {
  readonly of: string;
  readonly by: readonly string[];
}
export interface CompareSort {
  /** `nom`, `ecart` (the biggest gaps, of territories and of indicators), or the id of an indicator. */
  readonly by: string;
  readonly descending: boolean;
}
export type PositionLevel = 'FRANCE' | 'REGION' | 'DEPARTEMENT' | 'EPCI';

export interface TrendView {
  readonly territories: readonly string[];
  readonly indicators: readonly string[];
  readonly geography: Geography;
  readonly base100: boolean;
  /** Whether trends are continued. */
  readonly continued: boolean;
}

export type ClassMethod = 'QUANTILES' | 'JENKS' | 'EQUAL' | 'MANUAL' | 'BENCHMARK';
export interface MapView {
  readonly indicator: string | undefined;
  /** Undefined reads the latest year. */
  readonly year: number | undefined;
  /** Undefined draws the level that suits where the map is. */
  readonly level: (typeof MAP_LEVELS)[number] | undefined;
  readonly within: string | undefined;
  readonly method: ClassMethod;
  readonly classes: number;
  /** Bounds of classes that the reader typed, increasing. */
  readonly bounds: readonly number[];
  /** What the colours are chosen around. */
  readonly benchmark: string;
  readonly geography: Geography;
  /** The map beside the first one; undefined shows one map. */
  readonly second: SecondMap | undefined;
  /** The part of the map that is seen; undefined shows the whole. */
  readonly frame: MapFrame | undefined;
}
export interface SecondMap {
  readonly indicator: string;
  /** Undefined reads the first year of the same indicator, the nearest year of another. */
  readonly year: number | undefined;
  /** Do both maps share their classes, when they can? */
  readonly shared: boolean;
}
export interface MapFrame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The figure whose explanation is open, beside whatever the page shows. */
export interface CellKey extends ColumnKey {
  readonly territory: string;
  readonly geography: Geography;
}

/** Levels that maps draw. */
export const MAP_LEVELS = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION'] as const satisfies readonly Level[];
const METHODS: readonly (readonly [ClassMethod, string])[] = [
  ['QUANTILES', 'quantiles'],
  ['JENKS', 'jenks'],
  ['EQUAL', 'egales'],
  ['MANUAL', 'manuelle'],
  ['BENCHMARK', 'ecart'],
];
/** Numbers of classes that a map may have: more colours than that are not told apart. */
export const CLASS_COUNTS: readonly number[] = [3, 4, 5, 6, 7];
const DEFAULT_CLASSES = 5;
const MAX_BOUNDS = 6;
const POSITION_LEVELS: readonly PositionLevel[] = ['FRANCE', 'REGION', 'DEPARTEMENT', 'EPCI'];

/** Reads the address of a Portrait, beside the territory that its path names. */
export function readPortrait(parameters: URLSearchParams): PortraitView {
  return {
    beside: parameters.get('avec') || undefined,
    comparable: parameters.get('annee') === 'comparable',
    pyramid: parameters.get('pyramide') || undefined,
  };
}

export function writePortrait(view: PortraitView): string {
  return query({
    avec: view.beside,
    annee: view.comparable ? 'comparable' : undefined,
    pyramide: view.pyramid,
  });
}

/** Reads the address of Comparer; what is not understood takes its default. */
export function readCompare(parameters: URLSearchParams): CompareView {
  return {
    territories: territoryList(parameters),
    indicators: list(parameters, 'i'),
    year: maybeYear(parameters.get('annee')),
    comparable: parameters.get('annee') === 'comparable',
    geography: readGeography(parameters),
    within: POSITION_LEVELS.find((level) => level.toLowerCase() === parameters.get('rang')) ?? 'FRANCE',
    ranks: parameters.get('rangs') === 'oui',
    curves: parameters.get('courbes') === 'oui',
    transposed: parameters.get('lignes') === 'indicateurs',
    gap: parameters.get('ecart') || undefined,
    simple: parameters.get('tableau') === 'simple',
    alike: maybeAlike(parameters),
    sort: maybeCompareSort(parameters.get('tri') ?? ''),
  };
}

/** Writes the address of Comparer; defaults are left out, so that equal views have equal addresses. */
export function writeCompare(view: CompareView): string {
  // Peers of a territory that is no longer compared are peers of nothing.
  const alike = view.alike && view.territories.includes(view.alike.of) ? view.alike : undefined;
  return query({
    t: view.territories.join(','),
    i: view.indicators.join(','),
    annee: view.year?.toString() ?? (view.comparable ? 'comparable' : undefined),
    geographie: writeGeography(view.geography),
    rang: view.within === 'FRANCE' ? undefined : view.within.toLowerCase(),
    rangs: view.ranks ? 'oui' : undefined,
    courbes: view.curves ? 'oui' : undefined,
    lignes: view.transposed ? 'indicateurs' : undefined,
    ecart: view.gap,
    tableau: view.simple ? 'simple' : undefined,
    semblables: alike?.of,
    criteres: alike?.by.join(','),
    tri: view.sort && (view.sort.descending ? `-${view.sort.by}` : view.sort.by),
  });
}

export function readTrend(parameters: URLSearchParams): TrendView {
  return {
    territories: territoryList(parameters),
    indicators: list(parameters, 'i'),
    geography: readGeography(parameters),
    base100: parameters.get('base') === '100',
    continued: parameters.get('prolonger') === 'oui',
  };
}

export function writeTrend(view: TrendView): string {
  return query({
    i: view.indicators.join(','),
    t: view.territories.join(','),
    geographie: writeGeography(view.geography),
    base: view.base100 ? '100' : undefined,
    prolonger: view.continued ? 'oui' : undefined,
  });
}

export function readMap(parameters: URLSearchParams): MapView {
  const level = parameters.get('niveau')?.toUpperCase();
  const method = parameters.get('methode');
  const classes = Number(parameters.get('classes') ?? DEFAULT_CLASSES);
  return {
    indicator: parameters.get('i') || undefined,
    year: maybeYear(parameters.get('annee')),
    level: MAP_LEVELS.find((known) => known === level),
    within: parameters.get('dans') || undefined,
    method: METHODS.find(([, name]) => name === method)?.[0] ?? 'QUANTILES',
    classes: CLASS_COUNTS.includes(classes) ? classes : DEFAULT_CLASSES,
    bounds: toBounds(list(parameters, 'bornes').map(Number)),
    benchmark: parameters.get('repere') || 'france:FR',
    geography: readGeography(parameters),
    second: maybeSecondMap(parameters),
    frame: maybeFrame(parameters.get('cadre') ?? ''),
  };
}

export function writeMap(view: MapView): string {
  return query({
    i: view.indicator,
    annee: view.year?.toString(),
    niveau: view.level?.toLowerCase(),
    dans: view.within,
    methode: view.method === 'QUANTILES' ? undefined : METHODS.find(([method]) => method === view.method)?.[1],
    classes: view.classes === DEFAULT_CLASSES ? undefined : String(view.classes),
    bornes: view.bounds.join(','),
    repere: view.benchmark === 'france:FR' ? undefined : view.benchmark,
    geographie: writeGeography(view.geography),
    i2: view.second?.indicator,
    annee2: view.second?.year?.toString(),
    echelles: view.second && !view.second.shared ? 'propres' : undefined,
    cadre: view.frame && [view.frame.scale.toFixed(2), view.frame.x.toFixed(1), view.frame.y.toFixed(1)].join(','),
  });
}

function maybeAlike(parameters: URLSearchParams): Alike | undefined {
  const of = parameters.get('semblables');
  return of ? { of, by: list(parameters, 'criteres') } : undefined;
}

function maybeSecondMap(parameters: URLSearchParams): SecondMap | undefined {
  const indicator = parameters.get('i2');
  if (!indicator) return undefined;
  return {
    indicator,
    year: maybeYear(parameters.get('annee2')),
    shared: parameters.get('echelles') !== 'propres',
  };
}

function maybeFrame(text: string): MapFrame | undefined {
  const [scale, x, y] = text.split(',').map(Number);
  if (scale === undefined || x === undefined || y === undefined) return undefined;
  return [scale, x, y].every(Number.isFinite) ? { scale, x, y } : undefined;
}

/** Keeps the numbers of a list, increasing, each once. */
export function toBounds(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers.filter(Number.isFinite))].sort((left, right) => left - right).slice(0, MAX_BOUNDS);
}

/** Reads `pourquoi=population_municipale@2023@commune:69123`; undefined when no explanation is asked for. */
export function maybeCellKey(parameters: URLSearchParams): CellKey | undefined {
  const [indicator, year, territory, geography] = (parameters.get('pourquoi') ?? '').split('|');
  const known = maybeYear(year ?? null);
  if (!indicator || !known || !territory) return undefined;
  return { indicator, year: known, territory, geography: geography === 'publiee' ? 'PUBLISHED' : 'CONSTANT' };
}

/** Adds the explanation of a figure to an address, or takes it away. */
export function withCellKey(parameters: URLSearchParams, key: CellKey | undefined): string {
  const entries = Object.fromEntries(parameters);
  const text = key && [key.indicator, key.year, key.territory, writeGeography(key.geography)].filter(Boolean).join('|');
  return query({ ...entries, pourquoi: text });
}

export function territoryPath(id: string): string {
  return `/territoire/${id}`;
}

/** Writes `population_municipale@2023`, the name of a column in addresses and exports. */
export function columnName({ indicator, year }: ColumnKey): string {
  return `${indicator}@${year}`;
}

export function maybeColumn(text: string): ColumnKey | undefined {
  const [indicator, year] = text.split('@');
  const known = maybeYear(year ?? null);
  return indicator && known ? { indicator, year: known } : undefined;
}

function maybeCompareSort(text: string): CompareSort | undefined {
  const descending = text.startsWith('-');
  const by = descending ? text.slice(1) : text;
  return by === '' ? undefined : { by, descending };
}

export function territoryList(parameters: URLSearchParams): string[] {
  return [...new Set(list(parameters, 't').map(withLevel))];
}

export function list(parameters: URLSearchParams, name: string): string[] {
  const items = (parameters.get(name) ?? '').split(',').filter((item) => item !== '');
  return [...new Set(items)];
}

export function maybeYear(text: string | null): number | undefined {
  return text && /^\d{4}$/.test(text) ? Number(text) : undefined;
}

export function readGeography(parameters: URLSearchParams): Geography {
  return parameters.get('geographie') === 'publiee' ? 'PUBLISHED' : 'CONSTANT';
}

export function writeGeography(geography: Geography): string | undefined {
  return geography === 'PUBLISHED' ? 'publiee' : undefined;
}

/** Keeps `:` `,` `@` `|` readable: they are legal in a query string and are what a reader of the address sees. */
export function query(entries: Readonly<Record<string, string | undefined>>): string {
  const text = Object.entries(entries)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replace(/%(3A|2C|40|7C)/g, (code) => decodeURIComponent(code))}`,
    )
    .join('&');
  return text && `?${text}`;
}
