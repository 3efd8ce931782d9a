import { type CellState, type Indicator, SMALL_NUMBER } from '@boussole/schema';
import { type AnswerHeader, type Cube, coveredPercent, roundTo, type Territory } from '@boussole/warehouse';
import { maybeParentName } from '../parents.ts';
import type { Fact } from './facts.ts';

/** What an answer gives to export: rows of territories, columns of numbers, and what was asked. */
export interface TableContent {
  /** French name of the kind of table: « Comparaison ». */
  readonly title: string;
  readonly answer: AnswerHeader;
  /** What was asked, in French: rows, filters, order. */
  readonly asked: readonly Fact[];
  readonly rows: readonly Territory[];
  /** What each row is; undefined where all are territories of the list. */
  readonly kinds?: readonly RowKind[] | undefined;
  readonly columns: readonly TableColumn[];
}

/** What a row is, in formats for programs: who adds a column up takes one kind only. */
export const ROW_KINDS = {
  territory: 'territoire de la liste',
  subtotal: 'sous-total : groupe de territoires de la liste, à ne pas additionner avec eux',
  total: 'total de la liste, à ne pas additionner avec elle',
} as const;
export type RowKind = keyof typeof ROW_KINDS;

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

/** What names a row, for machines and in French. */
export const ROW_NAMES = [
  { id: 'id', title: 'Identifiant' },
  { id: 'code', title: 'Code' },
  { id: 'name', title: 'Nom' },
  { id: 'epci', title: 'EPCI' },
  { id: 'departement', title: 'Département' },
] as const;

/** Texts of a row, in the order of `ROW_NAMES`; empty where a territory has no parent of that level. */
export function toRowTexts(cube: Cube, row: Territory): string[] {
  const ofLevel = (level: 'epci' | 'departement'): string => maybeParentName(cube, row, level) ?? '';
  return [row.id, row.code, row.name, ofLevel('epci'), ofLevel('departement')];
}

/** What each state is called in a file, beside its value or in the place of one. */
export const STATE_NAMES: Readonly<Record<CellState, string>> = {
  PUBLISHED: 'publié',
  COMPUTED: 'calculé',
  ESTIMATED: 'estimé',
  SECRET: 'secret statistique',
  SECRET_SECONDARY: 'secret secondaire',
  NOT_AVAILABLE: 'non disponible',
  NOT_APPLICABLE: 'sans objet',
  NOT_AGGREGABLE: 'non agrégeable',
  RESTRICTED: 'réservé',
};

const NEAREST = [
  '',
  'à la dizaine',
  'à la centaine',
  'au millier',
  'à la dizaine de milliers',
  'à la centaine de milliers',
];

/** What follows the state of a rate of few cases. */
const FEW = `moins de ${SMALL_NUMBER} cas`;

/** Name of the state of a row, for people: « calculé, arrondi à la centaine » where units and tens are not known, « publié, moins de 20 cas » for a rate of so few. */
export function stateName(column: FigureColumn, row: number): string {
  const name = STATE_NAMES[column.states[row]!];
  if (maybeValue(column, row) === undefined) return name;
  const decimals = shownDecimals(column, row);
  const rounded = decimals < 0 ? [`arrondi ${NEAREST[-decimals] ?? NEAREST.at(-1)}`] : [];
  return [name, ...rounded, ...(column.few?.[row] ? [FEW] : [])].join(', ');
}

export const STATES_LEGEND =
  'une cellule sans valeur est vide, jamais zéro ; la colonne « état » à sa droite dit pourquoi : secret statistique (masqué par la source, en dessous du seuil du jeu de données, ou somme dont la source masque trop de parties), secret secondaire (masqué par Boussole pour en protéger un autre), non disponible, sans objet, non agrégeable (médiane, décile ou taux que la source ne publie pas ici), réservé (par une convention) ; « arrondi à la centaine » : la source arrondit les chiffres dont celui-ci est calculé, il n’est pas connu plus finement';

export const COVERAGE_LEGEND =
  'quand une somme ne porte que sur une partie de ses communes, la colonne « part des communes (%) » qui suit le chiffre dit laquelle : ce n’est pas un total. Quand la source masque des parties (IRIS) de communes, la colonne « communes incomplètes » dit de combien le chiffre n’additionne que les autres : 1 pour la commune elle-même';

export const FEW_LEGEND = `« ${FEW} » dans une colonne « état » (few_cases dans les formats pour programmes) : le taux repose sur si peu de cas qu’un écart peut n’être que le hasard ; lisez-le avec son intervalle, ou lisez l’EPCI`;

/** What says, beside figures, which share of their communes they rest on. */
export function toCoverageColumn(column: FigureColumn, coverage: ArrayLike<number>): PlainColumn {
  return {
    kind: 'plain',
    id: `${toColumnId(column)}.coverage`,
    title: `${toColumnTitle(column)} – part des communes (%)`,
    decimals: 1,
    values: Array.from(coverage, (share) => (Number.isNaN(share) ? undefined : coveredPercent(share))),
  };
}

/** What says, beside figures, how many communes behind them lack some of their parts. */
export function toIncompleteColumn(column: FigureColumn, incomplete: ArrayLike<number>): PlainColumn {
  return {
    kind: 'plain',
    id: `${toColumnId(column)}.incomplete`,
    title: `${toColumnTitle(column)} – communes incomplètes`,
    decimals: 0,
    values: Array.from(incomplete, (count, row) => (Number.isNaN(column.values[row]) ? undefined : count)),
  };
}

/** Name of a column for machines: `population_municipale@2022`. */
export function toColumnId(column: TableColumn): string {
  return column.kind === 'plain' ? column.id : `${column.indicator.id}@${column.year}`;
}

/** French name of a column: « Population 2022 ». */
export function toColumnTitle(column: TableColumn): string {
  return column.kind === 'plain' ? column.title : `${column.indicator.shortLabel.fr} ${column.year}`;
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
