import { checkLimit, type Limits } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader, Comparison, ComparisonColumn, ComparisonQuestion } from './answers.ts';
import { indicatorOf, latestYear, pick, readColumn, territoryOf } from './columns.ts';
import { positionOf } from './positions.ts';
import { cautionsOf } from './warnings.ts';

/** Compares territories and their benchmarks on several indicators. */
export async function compare(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: ComparisonQuestion,
  limits: Limits,
): Promise<Comparison> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const rows = question.territories.map((id) => territoryOf(cube, id));
  const [first] = rows;
  const benchmarkIds =
    question.benchmarks ?? (first ? cube.geography.parents(first.territory.id).map(({ id }) => id) : []);
  const benchmarks = benchmarkIds.map((id) => territoryOf(cube, id));
  const numbers = rows.map(({ number }) => number);
  const all = [...numbers, ...benchmarks.map(({ number }) => number)];
  const missing: string[] = [];
  const columns = [];
  for (const id of question.indicators) {
    const indicator = indicatorOf(cube, id);
    const year = question.year ?? (await latestYear(cube, id, question.reading, numbers));
    const { years } = await cube.series(id, question.reading);
    if (year === undefined || !years.includes(year))
      missing.push(`${indicator.label.fr} (années : ${years.join(', ')})`);
    else columns.push(await readColumn(cube, id, year, question.reading));
  }
  const warnings = cautionsOf(cube, columns, all);
  return {
    ...header,
    territories: rows.map(({ territory }) => territory),
    benchmarks: benchmarks.map(({ territory }) => territory),
    columns: columns.map(
      (column): ComparisonColumn => ({
        indicator: column.indicator,
        year: column.year,
        ...pick(column, all),
        positions: (within) => numbers.map((number) => positionOf(cube, column, number, within)),
      }),
    ),
    warnings:
      missing.length === 0
        ? warnings
        : [
            { code: 'YEAR_MISSING', message: `Sans chiffre pour ${question.year} : ${missing.join(' ; ')}.` },
            ...warnings,
          ],
  };
}
