import { checkLimit, type Limits } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader, MapLayer, MapQuestion } from './answers.ts';
import { pick, readColumn, territoryOf, vintageOf } from './columns.ts';
import { cautionsOf } from './warnings.ts';

const CLASSES = 5;

/** All territories of a level for one indicator and year, with the bounds of quintile classes. */
export async function mapLayer(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  { indicator, year, level, within, reading }: MapQuestion,
  limits: Limits,
): Promise<MapLayer> {
  if (within !== undefined) territoryOf(cube, within);
  const column = await readColumn(cube, indicator, year, reading);
  const vintage = vintageOf(cube, column, level);
  const numbers = cube.rows.rows(level, vintage, within);
  checkLimit(limits, 'cells', numbers.length);
  const cells = pick(column, numbers);
  return {
    ...header,
    ...cells,
    indicator: column.indicator,
    year,
    level,
    vintage,
    ids: Array.from(numbers, (number) => cube.numbering.at(number).id),
    names: Array.from(numbers, (number) => cube.numbering.at(number).name),
    breaks: quantiles(cells.values.filter((value) => !Number.isNaN(value)).sort()),
    warnings: await cautionsOf(cube, [column], [...numbers]),
  };
}

/** Upper bounds of all classes but the last, each once: fewer classes when values repeat. */
function quantiles(sorted: Float64Array): readonly number[] {
  const bounds = Array.from(
    { length: CLASSES - 1 },
    (_, index) => sorted[Math.ceil(((index + 1) * sorted.length) / CLASSES) - 1],
  );
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}
