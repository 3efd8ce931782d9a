import type { FilterOperator, Geography, Level } from './graphql/generated.ts';
import {
  type ColumnKey,
  columnName,
  list,
  maybeColumn,
  maybeYear,
  query,
  readGeography,
  territoryList,
  writeGeography,
} from './url.ts';

export interface ExploreFilter {
  readonly column: ColumnKey;
  readonly operator: FilterOperator;
  readonly value?: number;
  readonly upper?: number;
}
export interface ExploreSort {
  readonly by: 'name' | 'code' | ColumnKey;
  readonly descending: boolean;
}
export type ExploreGrouping = 'EPCI' | 'DEPARTEMENT' | 'REGION' | 'STRATUM';
/** Groups whose rows are listed below them: none but some, or all but some. */
export interface Unfolded {
  readonly all: boolean;
  readonly but: readonly string[];
}
/** What a column of the grid is beyond its name: what the reader did to it. */
export interface ColumnLayout {
  /** Name of the column: `name`, `epci`, `population_municipale@2023`. */
  readonly column: string;
  /** In pixels. */
  readonly width: number;
  readonly pinned: boolean;
}
/** Columns that the reader resized, pinned or moved. */
export interface ExploreLayout {
  /** Only those that are not as they were first. */
  readonly columns: readonly ColumnLayout[];
  /** Names of columns from left to right; empty while none was moved. */
  readonly order: readonly string[];
}
export type ExploreYears = 'LATEST' | 'ALL' | readonly number[];
export type Cut = 'SEX' | 'AGE';
/** What columns are put together by. */
export type Pivot = 'INDICATOR' | 'YEAR' | 'MEMBER';

export interface ExploreView {
  readonly level: Level;
  readonly within: string | undefined;
  /** Rows chosen one by one, in the place of a level; undefined lists a level. */
  readonly territories: readonly string[] | undefined;
  readonly indicators: readonly string[];
  readonly years: ExploreYears;
  /** Dimensions that indicators are cut by. */
  readonly cuts: readonly Cut[];
  readonly search: string;
  readonly filters: readonly ExploreFilter[];
  readonly sort: readonly ExploreSort[];
  /** Undefined lists rows without gathering them. */
  readonly groups: ExploreGrouping | undefined;
  readonly unfolded: Unfolded;
  readonly pivot: Pivot;
  readonly layout: ExploreLayout;
  readonly geography: Geography;
}

export const NO_LAYOUT: ExploreLayout = { columns: [], order: [] };

const GROUPINGS = [
  ['EPCI', 'epci'],
  ['DEPARTEMENT', 'departement'],
  ['REGION', 'region'],
  ['STRATUM', 'strate'],
] as const satisfies readonly (readonly [ExploreGrouping, string])[];
const PIVOTS = [
  ['INDICATOR', 'indicateurs'],
  ['YEAR', 'annees'],
  ['MEMBER', 'parts'],
] as const satisfies readonly (readonly [Pivot, string])[];
const CUTS = [
  ['SEX', 'sexe'],
  ['AGE', 'age'],
] as const satisfies readonly (readonly [Cut, string])[];
export const EXPLORE_LEVELS: readonly Level[] = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION', 'FRANCE'];
const OPERATORS: readonly FilterOperator[] = [
  'GT',
  'GTE',
  'LT',
  'LTE',
  'EQ',
  'BETWEEN',
  'HAS_VALUE',
  'HAS_NO_VALUE',
  'HIGHEST',
  'LOWEST',
];
const NARROWEST = 40;
const WIDEST = 1_000;

/** Reads the address of the explorer; what is not understood takes its default. */
export function readExplore(parameters: URLSearchParams): ExploreView {
  const level = parameters.get('niveau')?.toUpperCase();
  const cuts = list(parameters, 'couper');
  const open = list(parameters, 'ouverts');
  return {
    level: EXPLORE_LEVELS.find((known) => known === level) ?? 'COMMUNE',
    within: parameters.get('dans') || undefined,
    territories: parameters.has('t') ? territoryList(parameters) : undefined,
    indicators: list(parameters, 'i'),
    years: readYears(list(parameters, 'annees')),
    cuts: CUTS.flatMap(([cut, name]) => (cuts.includes(name) ? [cut] : [])),
    search: parameters.get('q') ?? '',
    filters: list(parameters, 'filtre').flatMap((text) => maybeFilter(text) ?? []),
    sort: list(parameters, 'tri').flatMap((text) => maybeSort(text) ?? []),
    groups: GROUPINGS.find(([, name]) => name === parameters.get('grouper')?.toLowerCase())?.[0],
    unfolded: open[0] === 'tous' ? { all: true, but: open.slice(1) } : { all: false, but: open },
    pivot: PIVOTS.find(([, name]) => name === parameters.get('colonnes'))?.[0] ?? 'INDICATOR',
    layout: {
      columns: list(parameters, 'disposition').flatMap((text) => maybeColumnLayout(text) ?? []),
      order: list(parameters, 'ordre'),
    },
    geography: readGeography(parameters),
  };
}

export function writeExplore(view: ExploreView): string {
  const { years, territories } = view;
  return query({
    niveau: view.level === 'COMMUNE' ? undefined : view.level.toLowerCase(),
    dans: view.within,
    // A list that is empty is still a list: its reader is choosing.
    t: territories?.length === 0 ? ',' : territories?.join(','),
    i: view.indicators.join(','),
    annees: years === 'LATEST' ? undefined : years === 'ALL' ? 'toutes' : years.join(','),
    couper: CUTS.flatMap(([cut, name]) => (view.cuts.includes(cut) ? [name] : [])).join(','),
    q: view.search,
    filtre: view.filters.map(writeFilter).join(','),
    tri: view.sort.map(writeSort).join(','),
    grouper: GROUPINGS.find(([grouping]) => grouping === view.groups)?.[1],
    ouverts: view.groups && [...(view.unfolded.all ? ['tous'] : []), ...view.unfolded.but].join(','),
    colonnes: view.pivot === 'INDICATOR' ? undefined : PIVOTS.find(([pivot]) => pivot === view.pivot)?.[1],
    disposition: view.layout.columns
      .map(({ column, width, pinned }) => `${column}:${width}${pinned ? ':fixe' : ''}`)
      .join(','),
    ordre: view.layout.order.join(','),
    geographie: writeGeography(view.geography),
  });
}

/** Writes `revenu_median@2021:gte:20000`, a condition in addresses and exports. */
export function writeFilter({ column, operator, value, upper }: ExploreFilter): string {
  return [columnName(column), operator.toLowerCase(), value, upper].filter((part) => part !== undefined).join(':');
}

function readYears(texts: readonly string[]): ExploreYears {
  if (texts[0] === 'toutes') return 'ALL';
  const years = texts.flatMap((text) => maybeYear(text) ?? []);
  return years.length === 0 ? 'LATEST' : years;
}

/** Reads `population_municipale@2023:140:fixe`. */
function maybeColumnLayout(text: string): ColumnLayout | undefined {
  const [column, width, pinned] = text.split(':');
  const pixels = Number(width);
  if (!column || !Number.isInteger(pixels) || pixels < NARROWEST || pixels > WIDEST) return undefined;
  return { column, width: pixels, pinned: pinned === 'fixe' };
}

function maybeFilter(text: string): ExploreFilter | undefined {
  const [name = '', operator = '', value, upper] = text.split(':');
  const column = maybeColumn(name);
  const known = OPERATORS.find((candidate) => candidate === operator.toUpperCase());
  if (!column || !known) return undefined;
  const numbers = [value, upper].map((part) => (part === undefined || part === '' ? undefined : Number(part)));
  const needed = known === 'BETWEEN' ? 2 : known.startsWith('HAS') ? 0 : 1;
  if (numbers.slice(0, needed).some((number) => number === undefined || Number.isNaN(number))) return undefined;
  const [first, second] = numbers;
  if (needed === 2 && Number(second) < Number(first)) return undefined;
  // A number of rows.
  if ((known === 'HIGHEST' || known === 'LOWEST') && !(Number.isInteger(first) && Number(first) > 0)) return undefined;
  return {
    column,
    operator: known,
    ...(needed > 0 && first !== undefined ? { value: first } : {}),
    ...(needed > 1 && second !== undefined ? { upper: second } : {}),
  };
}

function writeSort({ by, descending }: ExploreSort): string {
  const name = by === 'name' ? 'nom' : by === 'code' ? 'code' : columnName(by);
  return descending ? `-${name}` : name;
}

function maybeSort(text: string): ExploreSort | undefined {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const by = name === 'nom' ? 'name' : name === 'code' ? 'code' : maybeColumn(name);
  return by && { by, descending };
}
