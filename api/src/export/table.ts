import type { CellState, Indicator } from '@boussole/schema';
import { type AnswerHeader, type Cube, coveredPercent, roundTo, type Territory } from '@boussole/warehouse';
import type { Lease } from '../lease.ts';
import { maybeParentName } from '../parents.ts';
import type { Language } from '../types/enums.ts';
import type { Fact } from './facts.ts';
import { WORDS, type Words } from './words.ts';

/** What an answer gives to export: rows of territories, columns of numbers, and what was asked. */
export interface TableContent {
  /** Name of the kind of table: « Comparaison ». */
  readonly title: string;
  readonly answer: AnswerHeader;
  /** What was asked: rows, filters, order. */
  readonly asked: readonly Fact[];
  readonly rows: readonly Territory[];
  /** What each row is; undefined where all are territories of the list. */
  readonly kinds?: readonly RowKind[] | undefined;
  readonly columns: readonly TableColumn[];
}

/** Asks the question of an address, and says in a language what was asked. */
export type ReadTable = (lease: Lease, language: Language) => Promise<TableContent>;

/** What a row is, in formats for programs: who adds a column up takes one kind only. */
export const ROW_KINDS = ['territory', 'subtotal', 'total'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export type TableColumn = FigureColumn | PlainColumn;

/** An indicator in a year, one value and one state per row; NaN where the state has no value. */
export interface FigureColumn {
  readonly kind: 'figure';
  readonly indicator: Indicator;
  readonly year: number;
  readonly values: Float64Array;
  readonly states: readonly CellState[];
  /** Decimals that each value supports, as sources round what it is made of, −1 for tens; undefined when none is rounded. */
  readonly decimals: ArrayLike<number> | undefined;
  /** Share of the communes that each value rests on, 0 to 1, NaN where it is no sum; undefined when none rests on some of them only. */
  readonly coverage: ArrayLike<number> | undefined;
  /** How many communes behind each value have a figure made of some of their parts (IRIS) only; undefined when none has. */
  readonly incomplete: ArrayLike<number> | undefined;
  /** Which values are rates of fewer than `SMALL_NUMBER` cases; undefined when none is. */
  readonly few: readonly boolean[] | undefined;
}

/** Numbers about figures (a rank, a coverage), undefined where there is none. */
export interface PlainColumn {
  readonly kind: 'plain';
  readonly id: string;
  readonly title: string;
  readonly decimals: number;
  readonly values: readonly (number | undefined)[];
}

/** What names a row, for machines. */
export const ROW_NAMES = ['id', 'code', 'name', 'epci', 'departement'] as const;

/** Texts of a row, in the order of `ROW_NAMES`; empty where a territory has no parent of that level. */
export function toRowTexts(cube: Cube, row: Territory): string[] {
  const ofLevel = (level: 'epci' | 'departement'): string => maybeParentName(cube, row, level) ?? '';
  return [row.id, row.code, row.name, ofLevel('epci'), ofLevel('departement')];
}

/** Name of the state of a row, for people: « calculé, arrondi à la centaine » where units and tens are not known, « publié, moins de 20 cas » for a rate of so few. */
export function stateName(column: FigureColumn, row: number, { states, nearest, few }: Words): string {
  const name = states[column.states[row]!];
  if (maybeValue(column, row) === undefined) return name;
  const decimals = shownDecimals(column, row);
  const rounded = decimals < 0 ? [nearest[-decimals - 1] ?? nearest.at(-1)] : [];
  return [name, ...rounded, ...(column.few?.[row] ? [few] : [])].join(', ');
}

/** What says, beside figures, which share of their communes they rest on. */
export function toCoverageColumn(column: FigureColumn, coverage: ArrayLike<number>, language: Language): PlainColumn {
  return {
    kind: 'plain',
    id: `${toColumnId(column)}.coverage`,
    title: WORDS[language].coverageOf(toColumnTitle(column, language)),
    decimals: 1,
    values: Array.from(coverage, (share) => (Number.isNaN(share) ? undefined : coveredPercent(share))),
  };
}

/** What says, beside figures, how many communes behind them lack some of their parts. */
export function toIncompleteColumn(
  column: FigureColumn,
  incomplete: ArrayLike<number>,
  language: Language,
): PlainColumn {
  return {
    kind: 'plain',
    id: `${toColumnId(column)}.incomplete`,
    title: WORDS[language].incompleteOf(toColumnTitle(column, language)),
    decimals: 0,
    values: Array.from(incomplete, (count, row) => (Number.isNaN(column.values[row]) ? undefined : count)),
  };
}

/** Name of a column for machines: `population_municipale@2022`. */
export function toColumnId(column: TableColumn): string {
  return column.kind === 'plain' ? column.id : `${column.indicator.id}@${column.year}`;
}

/** Name of a column for people: « Population 2022 ». */
export function toColumnTitle(column: TableColumn, language: Language): string {
  return column.kind === 'plain' ? column.title : `${column.indicator.shortLabel[language]} ${column.year}`;
}

/**
 * The value of a row without the noise of sums: 12 digits are what floating point numbers are sure of; and without decimals that it does not
 * support, where it is told how many. Undefined without a value.
 */
export function maybeValue(column: TableColumn, row: number): number | undefined {
  const value = column.values[row];
  if (value === undefined || Number.isNaN(value)) return undefined;
  const decimals = column.kind === 'plain' ? column.decimals : column.decimals?.[row];
  if (decimals !== undefined) return roundTo(value, decimals);
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

/** Decimals with which the number of a row is shown: those that it supports, or those of its indicator. */
export function shownDecimals(column: TableColumn, row: number): number {
  return column.kind === 'plain' ? column.decimals : (column.decimals?.[row] ?? column.indicator.decimals);
}

/** The value of a row as it is shown to people; undefined without a value. */
export function maybeShown(column: TableColumn, row: number): number | undefined {
  const value = maybeValue(column, row);
  return value === undefined ? undefined : roundTo(value, shownDecimals(column, row));
}

/** How many rows to write at once so that about `cells` cells are: what is written between two turns of other questions. */
export function toRowsByTurn({ columns }: TableContent, cells: number): number {
  return Math.max(1, Math.ceil(cells / (ROW_NAMES.length + 2 * columns.length)));
}
