import { checkLimit, FILTER_OPERATORS, type Limits, READINGS, type Reading } from '@boussole/schema';
import type { CoveredColumn, Eventual, GridAnswer, GridTotal, Territory } from '@boussole/warehouse';
import { excerpt } from '../arguments.ts';
import { type GridQuestion, type GridRequest, toGridQuestion } from '../grid-question.ts';
import type { Lease } from '../lease.ts';
import { incompleteFrom } from '../types/columns.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader, invalid, toColumnKey } from './address.ts';
import { GRID_WORDS, toAsked } from './grid-asked.ts';
import { supportedDecimals } from './supported-decimals.ts';
import type { FigureColumn, ReadTable, RowKind, TableColumn, TableContent } from './table.ts';

/** The arguments of `grid`, written in an address. */
export const GRID_PARAMETERS = {
  level: {
    fr: 'Niveau des lignes : COMMUNE, EPCI, DEPARTEMENT, REGION ou FRANCE.',
    en: 'Level of the rows: COMMUNE, EPCI, DEPARTEMENT, REGION or FRANCE.',
  },
  within: {
    fr: 'Avec level : seulement les territoires à l’intérieur de celui-ci, par exemple departement:69.',
    en: 'With level: only the territories inside this one, such as departement:69.',
  },
  territories: {
    fr: 'Au lieu de level : les lignes, séparées par des virgules, par exemple commune:69123,commune:69266.',
    en: 'In the place of level: the rows, separated by commas, such as commune:69123,commune:69266.',
  },
  columns: {
    fr: 'Colonnes, séparées par des virgules : indicateur@année, par exemple population_municipale@2022 ; suivi d’un sexe (F ou M) et d’une tranche d’âge pour n’en lire qu’une part : population_rp.F.0-14@2022.',
    en: 'Columns, separated by commas: indicator@year, such as population_municipale@2022; followed by a sex (F or M) and a band of ages to read a part of it only: population_rp.F.0-14@2022.',
  },
  search: {
    fr: 'Garde les lignes dont le nom contient ce texte.',
    en: 'Keeps the rows whose name holds this text.',
  },
  filter: {
    fr: 'Conditions, séparées par des virgules : indicateur@année:opérateur:valeur, par exemple population_municipale@2022:gte:1000 ; …:between:10:20 ; …:has_value. Un chiffre est comparé tel qu’il est montré, arrondi aux décimales de son indicateur, ou à celles de la valeur si elle en a plus.',
    en: 'Conditions, separated by commas: indicator@year:operator:value, such as population_municipale@2022:gte:1000; …:between:10:20; …:has_value. A figure is compared as it is shown, rounded to the decimals of its indicator, or to those of the value when it has more.',
  },
  groups: {
    fr: 'Rassemble les lignes : EPCI, DEPARTEMENT, REGION ou STRATES (classes de population) ; chaque groupe est une ligne, ses chiffres sont son sous-total.',
    en: 'Gathers the rows: EPCI, DEPARTEMENT, REGION or STRATES (classes of population); each group is a row, its figures are its subtotal.',
  },
  open: {
    fr: 'Avec groups : seulement les lignes de ces groupes, séparés par des virgules ; vide, les groupes seuls ; sans ce paramètre, toutes.',
    en: 'With groups: only the rows of these groups, separated by commas; empty, the groups alone; without this parameter, all of them.',
  },
  closed: {
    fr: 'Avec groups : sans les lignes de ces groupes, séparés par des virgules.',
    en: 'With groups: without the rows of these groups, separated by commas.',
  },
  total: {
    fr: 'true ajoute une dernière ligne, le total (OUI aussi) ; quand il n’y en a pas, les métadonnées disent pourquoi.',
    en: 'true adds a last row, the total (so does OUI); when there is none, the metadata say why.',
  },
  sort: {
    fr: 'Clés de tri, séparées par des virgules : name, code ou indicateur@année ; un « - » devant trie du plus grand au plus petit.',
    en: 'Keys of the order, separated by commas: name, code or indicator@year; a “-” before one sorts from the highest.',
  },
  geography: {
    fr: 'CONSTANT (par défaut) ou PUBLISHED.',
    en: 'CONSTANT (by default) or PUBLISHED.',
  },
} as const;

const GROUPS = ['EPCI', 'DEPARTEMENT', 'REGION', 'STRATES'] as const;
const LEVEL_OF_GROUPS = { EPCI: 'epci', DEPARTEMENT: 'departement', REGION: 'region' } as const;

/** Reads an address as a question `grid`; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. */
export function readGridTable(parameters: URLSearchParams, limits: Limits): ReadTable {
  const address = new AddressReader(parameters, GRID_PARAMETERS);
  const request: GridRequest = {
    rows: {
      territories: address.maybeList('territories'),
      level: address.maybeLevel('level'),
      within: address.maybeOne('within'),
    },
    columns: address.list('columns').map((text) => toColumnKey('columns', text)),
    search: address.maybeOne('search'),
    filters: address.list('filter').map(toFilter),
    sort: address.list('sort').map(toSort),
    groups: toGroups(address),
    geography: address.maybeChoice<Reading>('geography', READINGS) ?? 'CONSTANT',
  };
  const withTotal = address.isYes('total');
  const question = toGridQuestion(request, limits, 'filter');
  return async (lease, language) => {
    const answer = await readWhole(lease, question);
    const total = withTotal ? await lease.ask(answer.columns.length, () => answer.total()) : undefined;
    return toContent(lease, question, answer, total, language);
  };
}

/** Reads a whole table at once; throws `LIMIT_EXCEEDED` before running when it has more cells than an answer may have. */
export function readWhole(lease: Lease, question: GridQuestion): Eventual<GridAnswer> {
  const { columns } = question;
  const listed = lease.cube.countRows(question);
  // A group has one row at least.
  const count = question.grouping ? 2 * listed : listed;
  checkLimit(lease.limits, 'cells', count * columns.length);
  return lease.ask(count * columns.length, (cube) => cube.grid({ ...question, offset: 0, limit: count }));
}

async function toContent(
  lease: Lease,
  question: GridQuestion,
  answer: GridAnswer,
  total: GridTotal | undefined,
  language: Language,
): Promise<TableContent> {
  const words = GRID_WORDS[language];
  const columns = [...toMembers(answer, words), ...(await toFigures(lease, answer))];
  const sum = total?.problem === undefined ? total : undefined;
  return {
    title: words.title,
    answer,
    asked: toAsked({ cube: lease.cube, question, answer, total }, language),
    rows: sum ? [...answer.rows, sum.territory ?? { ...SELECTION, name: words.selection }] : answer.rows,
    kinds: toKinds(answer, sum !== undefined),
    columns: sum ? await withTotal(lease, columns, sum) : columns,
  };
}

function toKinds({ lines }: GridAnswer, hasTotal: boolean): TableContent['kinds'] {
  const kinds = lines.map(({ members }): RowKind => (members === undefined ? 'territory' : 'subtotal'));
  if (hasTotal) return [...kinds, 'total'];
  return kinds.includes('subtotal') ? kinds : undefined;
}

/** What the total of a selection is the row of. */
const SELECTION: Territory = {
  id: 'groupe:selection',
  level: 'groupe',
  code: '',
  name: 'Ensemble de la sélection',
  validFrom: undefined,
  validTo: undefined,
};

/** Of how many of its communes each group is the sum, where rows are gathered. */
function toMembers({ lines }: GridAnswer, words: Readonly<Record<'members' | 'size', string>>): TableColumn[] {
  if (lines.every(({ members }) => members === undefined)) return [];
  const count = (id: string, title: string, values: readonly (number | undefined)[]): TableColumn => ({
    kind: 'plain',
    id,
    title,
    decimals: 0,
    values,
  });
  return [
    count(
      'members',
      words.members,
      lines.map(({ members }) => members),
    ),
    count(
      'size',
      words.size,
      lines.map(({ members, size }) => (members === undefined ? undefined : size)),
    ),
  ];
}

/** Adds the last line to columns, of which only those of figures have one. */
async function withTotal(
  lease: Lease,
  columns: readonly TableColumn[],
  { columns: last }: GridTotal,
): Promise<TableColumn[]> {
  let figure = 0;
  return Promise.all(
    columns.map((column): TableColumn | Promise<TableColumn> =>
      column.kind === 'figure'
        ? withLast(lease, column, last[figure++])
        : { ...column, values: [...column.values, undefined] },
    ),
  );
}

async function withLast(lease: Lease, column: FigureColumn, last: CoveredColumn | undefined): Promise<FigureColumn> {
  if (!last) return column;
  const { indicator, values, states, decimals, coverage, incomplete, few } = column;
  const own = await supportedDecimals(lease, indicator, last);
  const most = (count: number): number[] => new Array(count).fill(indicator.decimals);
  const ownFew = last.fewCases();
  const isReduced = decimals !== undefined || own !== undefined;
  return {
    ...column,
    values: Float64Array.from([...values, ...last.values]),
    states: [...states, ...last.states],
    coverage: withLastOf(coverage, last.coverage(), values.length, Number.NaN),
    incomplete: withLastOf(incomplete, await incompleteFrom(lease, last), values.length, 0),
    few: few || ownFew ? [...(few ?? states.map(() => false)), ownFew?.[0] ?? false] : undefined,
    decimals: isReduced ? [...Array.from(decimals ?? most(values.length)), ...Array.from(own ?? most(1))] : undefined,
  };
}

function withLastOf(
  told: ArrayLike<number> | undefined,
  last: ArrayLike<number> | undefined,
  rows: number,
  none: number,
): ArrayLike<number> | undefined {
  if (!told && !last) return undefined;
  return [...Array.from(told ?? new Array<number>(rows).fill(none)), last?.[0] ?? none];
}

function toGroups(address: AddressReader<keyof typeof GRID_PARAMETERS>): GridRequest['groups'] {
  const groups = address.maybeChoice('groups', GROUPS);
  const [open, closed] = [address.maybeList('open'), address.maybeList('closed')];
  if (groups === undefined) {
    if (open || closed) throw invalid(open ? 'open' : 'closed', 'donnez aussi « groups »');
    return undefined;
  }
  return { ...(groups === 'STRATES' ? { strata: true } : { by: LEVEL_OF_GROUPS[groups] }), open, closed };
}

export async function toFigures(lease: Lease, { columns }: GridAnswer): Promise<FigureColumn[]> {
  const figures = await Promise.all(
    columns.map(async (column): Promise<FigureColumn[]> => {
      const { indicator: id, year, values, states } = column;
      const indicator = lease.cube.indicator(id);
      if (!indicator) return [];
      const decimals = await supportedDecimals(lease, indicator, column);
      const incomplete = await incompleteFrom(lease, column);
      const beside = { decimals, coverage: column.coverage(), incomplete, few: column.fewCases() };
      return [{ kind: 'figure', indicator, year, values, states, ...beside }];
    }),
  );
  return figures.flat();
}

function toFilter(text: string): GridRequest['filters'][number] {
  const [column = '', word, ...operands] = text.split(':');
  const operator = FILTER_OPERATORS.find((candidate) => candidate === word?.toUpperCase());
  if (!operator)
    throw invalid('filter', `« ${excerpt(text)} » n’a pas d’opérateur ; connus : ${FILTER_OPERATORS.join(', ')}`);
  const [value, upper, ...others] = operands.map((operand) => toNumber('filter', operand));
  if (others.length > 0) throw invalid('filter', `« ${excerpt(text)} » donne plus de deux nombres, retirez-en`);
  return { column: toColumnKey('filter', column), operator, value, upper };
}

function toSort(text: string): GridRequest['sort'][number] {
  const descending = text.startsWith('-');
  const key = descending ? text.slice(1) : text;
  if (key === 'name' || key === 'code') return { [key]: true, descending };
  return { column: toColumnKey('sort', key), descending };
}

function toNumber(parameter: string, text: string): number {
  const value = Number(text);
  if (/\d/.test(text) && Math.abs(value) === Number.POSITIVE_INFINITY)
    throw invalid(parameter, `« ${excerpt(text)} » est un nombre trop grand, donnez-en un plus petit`);
  if (text.trim() === '' || !Number.isFinite(value))
    throw invalid(parameter, `« ${excerpt(text)} » n’est pas un nombre`);
  return value;
}
