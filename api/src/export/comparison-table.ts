import { checkLimit, type Limits, OFFICIAL_LEVELS, READINGS, type Reading } from '@boussole/schema';
import { type Comparison, type ComparisonColumn, RANKED_WITHIN, type RankedWithin } from '@boussole/warehouse';
import { checkList, toTerritoryId, toTerritoryIds } from '../arguments.ts';
import type { Lease } from '../lease.ts';
import { incompleteFrom } from '../types/columns.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader } from './address.ts';
import { supportedDecimals } from './supported-decimals.ts';
import type { ReadTable, TableColumn, TableContent } from './table.ts';

/** The arguments of `compare`, written in an address. */
export const COMPARISON_PARAMETERS = {
  territories: {
    fr: 'Territoires comparés, séparés par des virgules, par exemple commune:69123,commune:69266.',
    en: 'Territories compared, separated by commas, such as commune:69123,commune:69266.',
  },
  indicators: {
    fr: 'Indicateurs, séparés par des virgules, une colonne chacun.',
    en: 'Indicators, separated by commas, one column each.',
  },
  year: {
    fr: 'Année de toutes les colonnes ; sans elle, la plus récente de chaque indicateur.',
    en: 'Year of all columns; without it, the latest of each indicator.',
  },
  benchmarks: {
    fr: 'Territoires de référence, séparés par des virgules ; sans ce paramètre, ceux qui contiennent le premier.',
    en: 'Territories to compare with, separated by commas; without this parameter, those that hold the first.',
  },
  ranks: {
    fr: 'Ajoute le rang et le centile de chaque territoire dans FRANCE, REGION, DEPARTEMENT ou EPCI.',
    en: 'Adds the rank and the percentile of each territory in FRANCE, REGION, DEPARTEMENT or EPCI.',
  },
  geography: {
    fr: 'CONSTANT (par défaut) ou PUBLISHED.',
    en: 'CONSTANT (by default) or PUBLISHED.',
  },
} as const;

interface ComparisonWords {
  readonly title: string;
  readonly subjects: Readonly<Record<'territories' | 'benchmarks' | 'ranks', string>>;
  readonly within: Readonly<Record<RankedWithin, string>>;
  readonly first: string;
  readonly rank: string;
  readonly size: string;
  readonly percentile: string;
}

const WORDS: Readonly<Record<Language, ComparisonWords>> = {
  fr: {
    title: 'Comparaison',
    subjects: { territories: 'Territoires', benchmarks: 'Références', ranks: 'Rangs' },
    within: {
      france: 'en France',
      region: 'dans la région',
      departement: 'dans le département',
      epci: 'dans l’EPCI',
    },
    first: 'le rang 1 a la plus grande valeur',
    rank: 'rang',
    size: 'territoires classés',
    percentile: 'centile',
  },
  en: {
    title: 'Comparison',
    subjects: { territories: 'Territories', benchmarks: 'Benchmarks', ranks: 'Ranks' },
    within: {
      france: 'in France',
      region: 'in the region',
      departement: 'in the département',
      epci: 'in the EPCI',
    },
    first: 'rank 1 has the highest value',
    rank: 'rank',
    size: 'territories ranked',
    percentile: 'percentile',
  },
};

/** Reads an address as a question `compare`; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. */
export function readComparisonTable(parameters: URLSearchParams, limits: Limits): ReadTable {
  const address = new AddressReader(parameters, COMPARISON_PARAMETERS);
  const territories = toTerritoryIds('territories', address.list('territories'), limits, 'compareTerritories');
  const benchmarks = address.maybeList('benchmarks')?.map(toTerritoryId);
  const indicators = address.list('indicators');
  checkList('indicators', indicators, limits, 'columns');
  checkLimit(limits, 'compareTerritories', territories.length + (benchmarks?.length ?? 0));
  const ranks = address.maybeChoice('ranks', RANKED_WITHIN);
  const reading = address.maybeChoice<Reading>('geography', READINGS) ?? 'CONSTANT';
  const question = { territories, indicators, year: address.maybeYear('year'), benchmarks, reading };
  const rows = territories.length + (benchmarks?.length ?? OFFICIAL_LEVELS.length);
  return async (lease, language) =>
    toContent(lease, await lease.ask(rows * indicators.length, (cube) => cube.compare(question)), ranks, language);
}

async function toContent(
  lease: Lease,
  answer: Comparison,
  ranks: RankedWithin | undefined,
  language: Language,
): Promise<TableContent> {
  const { subjects, ...words } = WORDS[language];
  const figures = await Promise.all(answer.columns.map((column) => toFigures(lease, column)));
  const ranked = await Promise.all(answer.columns.map((column) => (ranks ? toRanks(column, ranks, language) : [])));
  const { territories, benchmarks } = answer;
  return {
    title: words.title,
    answer,
    asked: [
      [subjects.territories, territories.map(({ name }) => name).join(', ')],
      ...(benchmarks.length > 0 ? [[subjects.benchmarks, benchmarks.map(({ name }) => name).join(', ')] as const] : []),
      ...(ranks ? [[subjects.ranks, words.within[ranks], words.first] as const] : []),
    ],
    rows: [...territories, ...benchmarks],
    columns: figures.flatMap((column, index) => [column, ...ranked[index]!]),
  };
}

async function toFigures(lease: Lease, column: ComparisonColumn): Promise<TableColumn> {
  const { indicator, year, values, states } = column;
  return {
    kind: 'figure',
    indicator,
    year,
    values,
    states,
    decimals: await supportedDecimals(lease, indicator, column),
    coverage: column.coverage(),
    incomplete: await incompleteFrom(lease, column),
    few: column.fewCases(),
  };
}

async function toRanks(column: ComparisonColumn, within: RankedWithin, language: Language): Promise<TableColumn[]> {
  const words = WORDS[language];
  const positions = await column.positions(within);
  const { indicator, year } = column;
  const name = `${indicator.shortLabel[language]} ${year}`;
  const id = `${indicator.id}@${year}`;
  const plain = { kind: 'plain' as const };
  return [
    {
      ...plain,
      id: `${id}.rank`,
      title: `${name} – ${words.rank} ${words.within[within]}`,
      decimals: 0,
      values: positions.map((position) => position?.rank),
    },
    {
      ...plain,
      id: `${id}.size`,
      title: `${name} – ${words.size}`,
      decimals: 0,
      values: positions.map((position) => position?.size),
    },
    {
      ...plain,
      id: `${id}.percentile`,
      title: `${name} – ${words.percentile}`,
      // To the tenth, the highest of 35,000 but a few would be above all.
      decimals: 2,
      values: positions.map((position) => position?.percentile),
    },
  ];
}
