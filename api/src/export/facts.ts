import type { ColumnFilter, ColumnKey, FilterOperator, Indicator, Level, SortKey } from '@boussole/schema';
import type { Cube, GridAnswer } from '@boussole/warehouse';
import type { GridQuestion } from '../grid-question.ts';
import { MARKERS_LEGEND } from './table.ts';

const LEVEL_NAMES: Record<Level, string> = {
  france: 'France',
  region: 'Régions',
  departement: 'Départements',
  epci: 'EPCI',
  commune: 'Communes',
  groupe: 'Groupes',
  partie: 'Parties d’EPCI',
};

const UNIT_NAMES: Record<Indicator['unit'], string> = {
  count: 'nombre',
  percent: '%',
  euro: 'euros',
  ratio: 'rapport',
  index: 'indice',
  year: 'années',
};

const OPERATOR_NAMES: Record<FilterOperator, string> = {
  GT: 'supérieur à',
  GTE: 'supérieur ou égal à',
  LT: 'inférieur à',
  LTE: 'inférieur ou égal à',
  EQ: 'égal à',
  BETWEEN: 'entre',
  HAS_VALUE: 'a une valeur',
  HAS_NO_VALUE: 'n’a pas de valeur',
};

/** One line of the header: what it is about, then what is said. */
export type Fact = readonly [subject: string, ...said: string[]];

export interface ExportFacts {
  readonly cube: Cube;
  readonly question: GridQuestion;
  readonly answer: GridAnswer;
  readonly now: Date;
  /** Where the same export is found again. */
  readonly address: string;
}

/** Everything that a reader of the file must know of the figures, in French. */
export function toFacts({ cube, question, answer, now, address }: ExportFacts): readonly Fact[] {
  const { publication, referenceVintage, reading, warnings } = answer;
  const indicators = [...new Set(question.columns.map(({ indicator }) => indicator))].flatMap(
    (id) => cube.indicator(id) ?? [],
  );
  const sources = new Map(indicators.flatMap(({ id }) => cube.sources(id).map((source) => [source.id, source])));
  return [
    ['Boussole', 'Export de tableau'],
    ['Date de l’export', toFrenchMoment(now)],
    ['Publication', publication.id, `du ${toFrenchMoment(new Date(publication.publishedAt))}`],
    ['Adresse', address],
    ['Territoires', toRowsText(cube, question), `${answer.totalCount} lignes`],
    [
      'Géographie',
      reading === 'CONSTANT'
        ? `constante : le passé est ramené au découpage de ${referenceVintage}`
        : 'telle que publiée chaque année',
    ],
    ...(question.search ? [['Recherche', question.search] as const] : []),
    ...question.filters.map((filter) => ['Filtre', toFilterText(cube, filter)] as const),
    ...question.sort.map((key) => ['Tri', toSortText(cube, key)] as const),
    ...[...sources.values()].map(
      (source) => ['Source', source.title.fr, source.producer, source.licence, source.landingPage] as const,
    ),
    ...indicators.map(
      (indicator) =>
        ['Indicateur', indicator.label.fr, UNIT_NAMES[indicator.unit], indicator.definition.fr.trim()] as const,
    ),
    ...indicators.flatMap((indicator) =>
      indicator.cautions.map((caution) => ['Précaution', indicator.shortLabel.fr, caution.fr.trim()] as const),
    ),
    ...warnings.map((warning) => ['Attention', warning.message] as const),
    ['Cellules sans valeur', MARKERS_LEGEND],
  ];
}

/** French name of a column: « Population 2022 ». */
export function toColumnName(cube: Cube, { indicator, year }: ColumnKey): string {
  return `${cube.indicator(indicator)?.shortLabel.fr ?? indicator} ${year}`;
}

function toRowsText(cube: Cube, { rows }: GridQuestion): string {
  if (rows.kind === 'list') return rows.ids.map((id) => cube.territory(id)?.name ?? id).join(', ');
  const within = rows.within && ` dans ${cube.territory(rows.within)?.name ?? ''} (${rows.within})`;
  return `${LEVEL_NAMES[rows.level]}${within ?? ''}`;
}

function toFilterText(cube: Cube, { column, operator, value, upper }: ColumnFilter): string {
  const operands = [value, upper].flatMap(
    (operand) => operand?.toLocaleString('fr-FR', { maximumFractionDigits: 12 }) ?? [],
  );
  return [toColumnName(cube, column), OPERATOR_NAMES[operator], operands.join(' et ')].join(' ').trim();
}

function toSortText(cube: Cube, key: SortKey): string {
  const name = key.by === 'column' ? toColumnName(cube, key.column) : key.by === 'name' ? 'Nom' : 'Code';
  return `${name}, ordre ${key.descending ? 'décroissant' : 'croissant'}`;
}

function toFrenchMoment(moment: Date): string {
  const text = moment.toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' });
  return `${text} (UTC)`;
}
