import { measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { after, type Eventual } from '../store/eventual.ts';
import { type Column, figureKey, stateAt, valueAt, vintageOf } from './columns.ts';
import { communesHolding, type PartialFigures, partialFor } from './partial-figures.ts';

/** Years and territories, as `figureKey` writes them, of figures that some parts of a commune are missing from. */
export type PartsMissing = ReadonlySet<string>;

/** Which figures of some territories are made of some parts only of a commune that they are or hold: not the same parts from one year to the next. */
export function partsMissing(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Eventual<PartsMissing> {
  return after(partialFor(cube, columns), (byMeasure) => {
    const found = new Set<string>();
    if (byMeasure.size === 0) return found;
    const territories = [...new Set(numbers)].map((number) => ({ ...cube.numbering.at(number), number }));
    for (const column of columns) {
      for (const measure of measuresOf(column.indicator.formula)) {
        const incomplete = incompleteCommunes(cube, column, byMeasure.get(measure));
        if (incomplete.size === 0) continue;
        for (const { number, level, id } of territories) {
          const isTouched =
            level === 'commune'
              ? incomplete.has(number)
              : isSummed(column, number) &&
                cube.rows.rows('commune', vintageOf(cube, column, 'commune'), id).some((one) => incomplete.has(one));
          if (isTouched) found.add(figureKey(column.year, number));
        }
      }
    }
    return found;
  });
}

/** Whether a figure adds up those of communes. */
function isSummed(column: Column, number: number): boolean {
  return !Number.isNaN(valueAt(column, number)) && stateAt(column, number) !== 'PUBLISHED';
}

/** Communes, in the vintage of a column, that hold one whose figure is partial. */
function incompleteCommunes(cube: OpenCube, column: Column, partial: PartialFigures | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  const vintage = vintageOf(cube, column, 'commune');
  for (const figure of partial?.get(column.year)?.values() ?? []) {
    for (const code of communesHolding(cube, figure, vintage)) found.add(cube.numbering.commune(code, vintage) ?? -1);
  }
  return found;
}
