import { checkLimit, type Limits } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader } from './answers.ts';
import { type Column, pick, readColumn, territoryOf, vintageOf } from './columns.ts';
import { coverageIn } from './covered.ts';
import { type GroupValues, groupValues, placeOf, quantileOf } from './group-values.ts';
import { toHistogram } from './histogram.ts';
import { lowerBounds } from './lower-bounds.ts';
import { isOfOnePart } from './one-part.ts';
import { partialParts } from './partial-parts.ts';
import { perimetersOf } from './perimeter-warning.ts';
import type { Distribution, DistributionQuestion, Quantile } from './position-answers.ts';
import { decimalsOf, quantileDecimals } from './rounding.ts';
import { cautionsOf } from './warnings.ts';

/** Percents told, and how many figures it takes for each not to be that of one territory. */
const QUANTILES = [
  { percent: 5, figures: 20 },
  { percent: 10, figures: 10 },
  { percent: 25, figures: 5 },
  { percent: 50, figures: 5 },
  { percent: 75, figures: 5 },
  { percent: 90, figures: 10 },
  { percent: 95, figures: 20 },
] as const;

/** Tells how an indicator spreads over the territories of a level, and where some of them stand. */
export async function distribution(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  { indicator, year, level, within, territories, reading }: DistributionQuestion,
  limits: Limits,
): Promise<Distribution> {
  if (within !== undefined) territoryOf(cube, within);
  checkLimit(limits, 'compareTerritories', territories.length);
  const marked = territories.map((id) => territoryOf(cube, id));
  const column = await readColumn(cube, indicator, year, reading);
  const vintage = vintageOf(cube, column, level);
  const members = cube.rows.rows(level, vintage, within);
  checkLimit(limits, 'cells', members.length);
  const less = await lowerBounds(cube, column);
  const placed = less.size === 0 ? members : members.filter((number) => !less.has(number));
  const values = groupValues(column, placed);
  const isOne = isOfOnePart(cube, column, { level, vintage, container: within }, less);
  const group = isOne && !values.problem ? { ...values, problem: 'GROUP_OF_ONE_PART' as const } : values;
  const inside = new Set(members);
  const numbers = marked.map(({ number }) => number);
  const cells = pick(column, numbers);
  const shown = numbers.every((number) => inside.has(number)) ? members : [...members, ...numbers];
  return {
    indicator: column.indicator,
    year,
    level,
    vintage,
    size: members.length,
    withValue: group.sorted.length,
    problem: group.problem,
    quantiles: await quantilesOf(cube, column, placed, group),
    histogram: group.problem ? undefined : toHistogram(group.sorted),
    marks: {
      decimals: () => decimalsOf(cube, column, numbers),
      ...coverageIn(cube, column, numbers),
      territories: marked.map(({ territory }) => territory),
      positions: numbers.map((number, index) =>
        group.problem || !inside.has(number) || less.has(number)
          ? undefined
          : placeOf(group.sorted, cells.values[index]!),
      ),
      ...cells,
    },
    warnings: [
      ...perimetersOf(cube, [column], marked),
      ...cautionsOf(cube, [column], shown),
      ...(await partialParts(cube, [column], shown)),
    ],
    ...header,
  };
}

async function quantilesOf(
  cube: OpenCube,
  column: Column,
  members: ArrayLike<number>,
  { sorted, problem }: GroupValues,
): Promise<readonly Quantile[]> {
  if (problem) return [];
  const percents = QUANTILES.flatMap(({ figures, percent }) => (sorted.length >= figures ? [percent] : []));
  const shares = percents.map((percent) => percent / 100);
  const decimals = await quantileDecimals(cube, column, members, sorted, shares);
  return percents.map((percent, index) => {
    return {
      percent,
      value: quantileOf(sorted, shares[index]!, column.indicator.classes !== undefined),
      decimals: decimals[index]!,
    };
  });
}
