import { checkLimit, type Limits, type OfficialLevel } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { AnswerHeader, CellColumn, MapLayer, MapQuestion } from './answers.ts';
import { type Column, pickKept, readColumn, territoryOf, vintageOf } from './columns.ts';
import { coverageIn } from './covered.ts';
import { partialParts } from './partial-parts.ts';
import { formerGroundIn } from './perimeter-warning.ts';
import { prepare } from './prepare.ts';
import { decimalsOf, decimalsOfValues, restsOnRounded } from './rounding.ts';
import { valuesAtRanks } from './values-at-ranks.ts';
import { cautionsOf } from './warnings.ts';

const CLASSES = 5;

/** All territories of a level for one indicator and year, with the bounds of quintile classes. */
export function mapLayer(
  whole: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: MapQuestion,
  limits: Limits,
): Eventual<MapLayer> {
  const { indicator, year, within, reading } = question;
  return after(prepare(whole, { indicators: [indicator], reading, years: [year], range: undefined }), (cube) => {
    if (within !== undefined) territoryOf(cube, within);
    return after(readColumn(cube, indicator, year, reading), (column) => {
      const { level } = question;
      const numbers = cube.rows.rows(level, vintageOf(cube, column, level), within);
      return after(partialParts(cube, [column], numbers), (partial) =>
        layerOf(cube, header, question, { column, numbers, partial }, limits),
      );
    });
  });
}

interface Read {
  readonly column: Column;
  readonly numbers: Int32Array;
  /** What is said of figures made of part of their IRIS. */
  readonly partial: MapLayer['warnings'];
}

function layerOf(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  { year, level }: MapQuestion,
  { column, numbers, partial }: Read,
  limits: Limits,
): MapLayer {
  const vintage = vintageOf(cube, column, level);
  checkLimit(limits, 'cells', numbers.length);
  const cells = pickKept(column, numbers);
  const breaks = breaksOf(column, numbers, cells);
  return {
    decimals: () => shownDecimals(cube, column, numbers),
    ...coverageIn(cube, column, numbers),
    breakDecimals: () =>
      decimalsOfValues(
        cube,
        column,
        numbers,
        breaks.map((bound) => [bound]),
      ),
    indicator: column.indicator,
    year,
    level,
    vintage,
    breaks,
    warnings: [...groundCautions(cube, column, level, numbers), ...shownCautions(cube, column, numbers), ...partial],
    ...cells,
    ...namesOf(cube, numbers),
    ...header,
  };
}

interface Names {
  readonly ids: MapLayer['ids'];
  readonly names: MapLayer['names'];
}

const named = new WeakMap<Int32Array, Names>();

/** Ids and names of rows: the same lists for the same rows, so that they are written once. */
function namesOf({ numbering }: OpenCube, numbers: Int32Array): Names {
  const known = named.get(numbers) ?? {
    ids: Array.from(numbers, (number) => numbering.at(number).id),
    names: Array.from(numbers, (number) => numbering.at(number).name),
  };
  named.set(numbers, known);
  return known;
}

function shownDecimals(cube: OpenCube, column: Column, numbers: Int32Array): Eventual<Int8Array | undefined> {
  const read = (): Eventual<Int8Array | undefined> => decimalsOf(cube, column, numbers);
  const selection = maybeSelection(numbers);
  if (selection === undefined || !restsOnRounded(cube, column.indicator)) return read();
  return column.series.derived.keep(
    `decimals ${column.year} ${selection}`,
    () => Promise.resolve(read()),
    numbers.length,
  );
}

/** About what the sentences take. */
const CAUTIONS_BYTES = 1_000;

function shownCautions(cube: OpenCube, column: Column, numbers: Int32Array): MapLayer['warnings'] {
  const count = (): MapLayer['warnings'] => cautionsOf(cube, [column], numbers);
  const selection = maybeSelection(numbers);
  if (selection === undefined) return count();
  return column.series.derived.keep(`cautions ${column.year} ${selection}`, count, CAUTIONS_BYTES);
}

function groundCautions(
  cube: OpenCube,
  column: Column,
  level: OfficialLevel,
  numbers: Int32Array,
): MapLayer['warnings'] {
  const count = (): MapLayer['warnings'] => formerGroundIn(cube, column, level, numbers);
  const selection = maybeSelection(numbers);
  if (selection === undefined || column.reading === 'CONSTANT') return count();
  return column.series.derived.keep(`ground ${column.year} ${selection}`, count, CAUTIONS_BYTES);
}

function breaksOf(column: Column, numbers: Int32Array, { values }: CellColumn): readonly number[] {
  const divide = (): readonly number[] => quantiles(knownOf(values));
  const selection = maybeSelection(numbers);
  if (selection === undefined) return divide();
  return column.series.derived.keep(`breaks ${column.year} ${selection}`, divide, CLASSES * 8);
}

/** The values that there are: a filter, that calls back for each, takes ten times as long. */
function knownOf(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isNaN(value)) known[size++] = value;
  }
  return known.subarray(0, size);
}

/** Upper bounds of all classes but the last, each once: fewer classes when values repeat. */
function quantiles(values: Float64Array): readonly number[] {
  const ranks = Array.from(
    { length: CLASSES - 1 },
    (_, index) => Math.ceil(((index + 1) * values.length) / CLASSES) - 1,
  );
  const bounds = values.length === 0 ? [] : valuesAtRanks(values, ranks);
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}
