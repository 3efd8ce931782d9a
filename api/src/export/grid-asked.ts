import {
  type ColumnFilter,
  type ColumnKey,
  type FilterOperator,
  type Grouping,
  type Level,
  maybeSlice,
  type SortKey,
  withMinus,
} from '@boussole/schema';
import type { Cube, GridAnswer, GridTotal } from '@boussole/warehouse';
import type { GridQuestion } from '../grid-question.ts';
import type { Language } from '../types/enums.ts';
import { TOTAL_PROBLEMS } from '../types/total-problems.ts';
import type { Fact } from './facts.ts';
import { WORDS } from './words.ts';

interface GridWords {
  readonly title: string;
  readonly subjects: Readonly<
    Record<'territories' | 'groups' | 'reading' | 'total' | 'search' | 'filter' | 'sort', string>
  >;
  readonly lines: (count: number) => string;
  readonly within: (name: string) => string;
  readonly levels: Readonly<Record<Level, string>>;
  readonly groups: Readonly<Record<Grouping['by'], string>>;
  readonly operators: Readonly<Record<FilterOperator, string>>;
  readonly and: string;
  readonly noRows: string;
  readonly someRows: string;
  readonly allRows: string;
  readonly partOfGroup: string;
  readonly name: string;
  readonly ascending: string;
  readonly descending: string;
  readonly members: string;
  readonly size: string;
  readonly selection: string;
}

/** The words of a table of territories by indicators and years. */
export const GRID_WORDS: Readonly<Record<Language, GridWords>> = {
  fr: {
    title: 'Tableau',
    subjects: {
      territories: 'Territoires',
      groups: 'Regroupement',
      reading: 'Lecture',
      total: 'Total',
      search: 'Recherche',
      filter: 'Filtre',
      sort: 'Tri',
    },
    lines: (count) => `${count} lignes`,
    within: (name) => ` dans ${name}`,
    levels: {
      france: 'France',
      region: 'Régions',
      departement: 'Départements',
      epci: 'EPCI',
      commune: 'Communes',
      groupe: 'Groupes',
      partie: 'Parties d’EPCI',
    },
    groups: {
      epci: 'par EPCI',
      departement: 'par département',
      region: 'par région',
      stratum: 'par classe de population',
    },
    operators: {
      GT: 'supérieur à',
      GTE: 'supérieur ou égal à',
      LT: 'inférieur à',
      LTE: 'inférieur ou égal à',
      EQ: 'égal à',
      BETWEEN: 'entre',
      HAS_VALUE: 'a une valeur',
      HAS_NO_VALUE: 'n’a pas de valeur',
      HIGHEST: 'parmi les plus élevés, nombre :',
      LOWEST: 'parmi les plus bas, nombre :',
    },
    and: 'et',
    noRows: 'les groupes seuls, sans leurs lignes',
    someRows: 'un groupe ouvert est suivi de ses lignes',
    allRows: 'un groupe est suivi de ses lignes',
    partOfGroup:
      'un groupe dont une partie seulement des communes est listée est la somme de celles-ci : « communes additionnées » et « communes du groupe » disent combien',
    name: 'Nom',
    ascending: 'ordre croissant',
    descending: 'ordre décroissant',
    members: 'Communes additionnées',
    size: 'Communes du groupe',
    selection: 'Ensemble de la sélection',
  },
  en: {
    title: 'Table',
    subjects: {
      territories: 'Territories',
      groups: 'Groups',
      reading: 'Reading',
      total: 'Total',
      search: 'Search',
      filter: 'Filter',
      sort: 'Sort',
    },
    lines: (count) => `${count} rows`,
    within: (name) => ` within ${name}`,
    levels: {
      france: 'France',
      region: 'Regions',
      departement: 'Départements',
      epci: 'EPCI',
      commune: 'Communes',
      groupe: 'Groups',
      partie: 'Parts of EPCI',
    },
    groups: {
      epci: 'by EPCI',
      departement: 'by département',
      region: 'by region',
      stratum: 'by class of population',
    },
    operators: {
      GT: 'greater than',
      GTE: 'greater than or equal to',
      LT: 'less than',
      LTE: 'less than or equal to',
      EQ: 'equal to',
      BETWEEN: 'between',
      HAS_VALUE: 'has a value',
      HAS_NO_VALUE: 'has no value',
      HIGHEST: 'among the highest, number:',
      LOWEST: 'among the lowest, number:',
    },
    and: 'and',
    noRows: 'groups alone, without their rows',
    someRows: 'a group that is open is followed by its rows',
    allRows: 'a group is followed by its rows',
    partOfGroup:
      'a group of which only some communes are listed is the sum of these: “communes added up” and “communes of the group” tell how many',
    name: 'Name',
    ascending: 'ascending',
    descending: 'descending',
    members: 'Communes added up',
    size: 'Communes of the group',
    selection: 'All of the selection',
  },
};

interface Asked {
  readonly cube: Cube;
  readonly question: GridQuestion;
  readonly answer: Pick<GridAnswer, 'totalCount' | 'lines'>;
  readonly total: GridTotal | undefined;
}

/** Says what was asked of a table: rows, groups, filters, order. */
export function toAsked({ cube, question, answer, total }: Asked, language: Language): readonly Fact[] {
  const words = GRID_WORDS[language];
  const { subjects } = words;
  const { grouping, search, filters, sort } = question;
  return [
    [subjects.territories, toRowsText(cube, question, words), words.lines(answer.totalCount)],
    ...(grouping ? [[subjects.groups, words.groups[grouping.by], toFoldedText(grouping, words)] as const] : []),
    ...(answer.lines.some(({ isWhole }) => !isWhole) ? [[subjects.reading, words.partOfGroup] as const] : []),
    ...(total?.problem ? [[subjects.total, TOTAL_PROBLEMS[total.problem][language]] as const] : []),
    ...(search ? [[subjects.search, search] as const] : []),
    ...filters.map((filter): Fact => [subjects.filter, toFilterText(cube, filter, language)]),
    ...sort.map((key): Fact => [subjects.sort, toSortText(cube, key, language)]),
  ];
}

function toFoldedText({ open, closed }: Grouping, { noRows, someRows, allRows }: GridWords): string {
  if (open?.length === 0) return noRows;
  return open || closed?.length ? someRows : allRows;
}

function toRowsText(cube: Cube, { rows }: GridQuestion, { levels, within }: GridWords): string {
  if (rows.kind === 'list') return rows.ids.map((id) => cube.territory(id)?.name ?? id).join(', ');
  const inside = rows.within && within(`${cube.territory(rows.within)?.name ?? ''} (${rows.within})`);
  return `${levels[rows.level]}${inside ?? ''}`;
}

function toFilterText(cube: Cube, { column, operator, value, upper }: ColumnFilter, language: Language): string {
  const { operators, and } = GRID_WORDS[language];
  const written = (operand: number): string =>
    withMinus(operand.toLocaleString(WORDS[language].locale, { maximumFractionDigits: 12 }));
  const operands = [value, upper].flatMap((operand) => (operand === undefined ? [] : [written(operand)]));
  return [toColumnName(cube, column, language), operators[operator], operands.join(` ${and} `)].join(' ').trim();
}

function toSortText(cube: Cube, key: SortKey, language: Language): string {
  const words = GRID_WORDS[language];
  const name = key.by === 'column' ? toColumnName(cube, key.column, language) : key.by === 'name' ? words.name : 'Code';
  return `${name}, ${key.descending ? words.descending : words.ascending}`;
}

function toColumnName(cube: Cube, { indicator, year, slice }: ColumnKey, language: Language): string {
  const sliced = slice && cube.sliced.get(indicator);
  const read = (sliced && maybeSlice(sliced, slice)?.indicator) ?? indicator;
  return `${cube.indicator(read)?.shortLabel[language] ?? read} ${year}`;
}
