import { type Limits, READINGS, type Reading } from '@boussole/schema';
import type { Cube } from '@boussole/warehouse';
import { excerpt } from '../arguments.ts';
import { type GridQuestion, toGridQuestion } from '../grid-question.ts';
import type { Lease } from '../lease.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader, invalid } from './address.ts';
import { GRID_WORDS } from './grid-asked.ts';
import { readWhole, toFigures } from './grid-table.ts';
import type { ReadTable, TableContent } from './table.ts';

export const DATASET_PARAMETERS = {
  source: {
    fr: 'Source du jeu de données : son identifiant, donné par la question sources de chaque indicateur.',
    en: 'Source of the dataset: its id, which the question sources of each indicator gives.',
  },
  level: {
    fr: 'Niveau des lignes : COMMUNE (par défaut), EPCI, DEPARTEMENT, REGION ou FRANCE.',
    en: 'Level of the rows: COMMUNE (by default), EPCI, DEPARTEMENT, REGION or FRANCE.',
  },
  within: {
    fr: 'Seulement les territoires à l’intérieur de celui-ci, par exemple departement:69.',
    en: 'Only the territories inside this one, such as departement:69.',
  },
  from: {
    fr: 'Première année ; sans elle, la première de chaque indicateur.',
    en: 'First year; without it, the first of each indicator.',
  },
  to: {
    fr: 'Dernière année ; sans elle, la dernière de chaque indicateur.',
    en: 'Last year; without it, the last of each indicator.',
  },
  geography: {
    fr: 'PUBLISHED (par défaut) ou CONSTANT.',
    en: 'PUBLISHED (by default) or CONSTANT.',
  },
} as const;

/** Reads an address as all the indicators that a source feeds; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. */
export function readDatasetTable(parameters: URLSearchParams, limits: Limits): ReadTable {
  const address = new AddressReader(parameters, DATASET_PARAMETERS);
  const source = address.maybeOne('source');
  if (!source) throw invalid('source', 'une source est attendue');
  const rows = { level: address.maybeLevel('level') ?? 'commune', within: address.maybeOne('within') };
  const [from = 0, to = Number.POSITIVE_INFINITY] = [address.maybeYear('from'), address.maybeYear('to')];
  if (from > to) throw invalid('from', `${from} est après ${to}`);
  const geography = address.maybeChoice<Reading>('geography', READINGS) ?? 'PUBLISHED';
  return async (lease, language) => {
    const columns = toColumns(lease.cube, source, geography).filter(({ year }) => year >= from && year <= to);
    if (columns.length === 0) throw invalid('source', `« ${excerpt(source)} » n’a pas d’année dans cet intervalle`);
    const sort = [{ code: true, descending: false }];
    const question = toGridQuestion({ rows, columns, filters: [], sort, geography }, limits);
    return readContent(lease, source, question, language);
  };
}

async function readContent(
  lease: Lease,
  id: string,
  question: GridQuestion,
  language: Language,
): Promise<TableContent> {
  const isFrench = language === 'fr';
  const { cube } = lease;
  const { subjects, lines } = GRID_WORDS[language];
  const answer = await readWhole(lease, question);
  const source = question.columns
    .flatMap(({ indicator }) => cube.sources(indicator))
    .find((candidate) => candidate.id === id);
  return {
    title: isFrench
      ? `Jeu de données : indicateurs tirés de « ${source?.title.fr ?? id} »`
      : `Dataset: indicators drawn from “${source?.title.en ?? id}”`,
    answer,
    asked: [
      [isFrench ? 'Jeu de données' : 'Dataset', id],
      [subjects.territories, lines(answer.totalCount)],
    ],
    rows: answer.rows,
    columns: await toFigures(lease, answer),
  };
}

/** Every year that a reading has of every indicator that the source feeds, alone or with others. */
function toColumns(cube: Cube, source: string, reading: Reading): { indicator: string; year: number }[] {
  const fed = cube.indicators.filter(({ id }) => cube.sources(id).some((candidate) => candidate.id === source));
  if (fed.length === 0) {
    const known = new Set(cube.indicators.flatMap(({ id }) => cube.sources(id).map((candidate) => candidate.id)));
    throw invalid('source', `« ${excerpt(source)} » est inconnue ; connues : ${[...known].sort().join(', ')}`);
  }
  return fed.flatMap(({ id }) =>
    cube.years(id).flatMap(({ year, readings }) => (readings.includes(reading) ? [{ indicator: id, year }] : [])),
  );
}
