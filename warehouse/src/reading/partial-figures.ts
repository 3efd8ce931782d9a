import { measuresOf, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import { after, allOf, type Eventual, Remembered } from '../store/eventual.ts';
import { type Column, vintageOf } from './columns.ts';

/** A figure of a commune that adds up only some of its parts (IRIS). */
export interface PartialFigure {
  readonly year: number;
  readonly code: string;
  readonly cog: Vintage;
  readonly parts: number;
  readonly partsTotal: number;
}

/** By code of commune. */
export type OfYear = ReadonlyMap<string, PartialFigure>;
export type PartialFigures = ReadonlyMap<number, OfYear>;

/** What a publication says of its measures to those who may read them never changes: each is asked once by those of the same rights. */
const known = new WeakMap<OpenCube['query'], Remembered<string, PartialFigures>>();
const knownMeasures = new WeakMap<OpenCube['query'], Remembered<'', ReadonlySet<string>>>();

/** What is known of the measures behind some columns, of those that have partial figures only. */
export function partialFor(cube: OpenCube, columns: readonly Column[]): Eventual<ReadonlyMap<string, PartialFigures>> {
  return after(partialMeasures(cube), (partial) => {
    const indicators = new Set(columns.map(({ indicator }) => indicator));
    const read = [...new Set([...indicators].flatMap(({ formula }) => measuresOf(formula)))];
    const measures = read.filter((measure) => partial.has(measure));
    return after(
      allOf(measures.map((measure) => partialOf(cube, measure))),
      (figures) => new Map(measures.map((measure, at) => [measure, figures[at]!])),
    );
  });
}

/** About what a commune takes in what is kept of a column. */
const BYTES = 60;

/**
 * Communes, by their codes in the vintage of a column, that have a figure made of some parts or hold a commune that has: of several figures, the one with
 * the smallest share.
 */
export function partialIn(cube: OpenCube, column: Column, byMeasure: ReadonlyMap<string, PartialFigures>): OfYear {
  const { indicator, year, series } = column;
  const figures = measuresOf(indicator.formula).flatMap((measure) => byMeasure.get(measure)?.get(year) ?? []);
  if (figures.length === 0) return NONE;
  const find = (): OfYear => {
    const vintage = vintageOf(cube, column, 'commune');
    const least = new Map<string, PartialFigure>();
    for (const figure of figures.flatMap((one) => [...one.values()])) {
      for (const code of communesHolding(cube, figure, vintage)) {
        const other = least.get(code);
        if (!other || shareOf(figure) < shareOf(other)) least.set(code, figure);
      }
    }
    return least;
  };
  return series.derived.keep(`partial ${year}`, find, ({ size }) => BYTES * size);
}

const NONE: OfYear = new Map();

function shareOf({ parts, partsTotal }: PartialFigure): number {
  return parts / partsTotal;
}

/** Codes, in a vintage, of the communes that hold one of another. */
export function communesHolding(
  { geography }: OpenCube,
  { code, cog }: Pick<PartialFigure, 'code' | 'cog'>,
  vintage: Vintage,
): readonly string[] {
  const { codes } = cog === vintage ? { codes: [] } : geography.holding(code, cog, vintage);
  return codes.length > 0 ? codes : [code];
}

function partialMeasures(cube: OpenCube): Eventual<ReadonlySet<string>> {
  const remembered = knownMeasures.get(cube.query) ?? new Remembered<'', ReadonlySet<string>>();
  knownMeasures.set(cube.query, remembered);
  return remembered.get('', async () => {
    const rows = await cube.query<{ measure: string }>(SQL.partialMeasures, []);
    return new Set(rows.map(({ measure }) => measure));
  });
}

function partialOf(cube: OpenCube, measure: string): Eventual<PartialFigures> {
  const byMeasure = known.get(cube.query) ?? new Remembered<string, PartialFigures>();
  known.set(cube.query, byMeasure);
  return byMeasure.get(measure, async () => {
    const byYear = new Map<number, Map<string, PartialFigure>>();
    for (const row of await cube.query<PartialFigure>(SQL.partialParts, [measure])) {
      const ofYear = byYear.get(row.year) ?? new Map<string, PartialFigure>();
      byYear.set(row.year, ofYear.set(row.code, row));
    }
    return byYear;
  });
}
