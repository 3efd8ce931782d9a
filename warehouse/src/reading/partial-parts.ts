import { measuresOf, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import { type Column, valueAt } from './columns.ts';

/** A figure of a commune that adds up only some of its parts (IRIS). */
interface PartialFigure {
  readonly year: number;
  readonly code: string;
  readonly parts: number;
  readonly partsTotal: number;
}

const SHOWN = 3;
const number = new Intl.NumberFormat('fr-FR');

/** What a publication says of its measures to those who may read them never changes: each is asked once by those of the same rights. */
const known = new WeakMap<OpenCube['query'], Map<string, Promise<ReadonlyMap<string, PartialFigure>>>>();

/** Says which figures shown of communes are sums of some of their parts only, the others being hidden by the source. */
export async function partialParts(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Promise<readonly Warning[]> {
  const communes = [...new Set(numbers)].flatMap((one) => {
    const { level, code, name } = cube.numbering.at(one);
    return level === 'commune' ? [{ number: one, code, name }] : [];
  });
  const told = new Set<string>();
  for (const column of communes.length === 0 ? [] : columns) {
    for (const measure of measuresOf(column.indicator.formula)) {
      const partial = await partialOf(cube, measure);
      if (partial.size === 0) continue;
      for (const commune of communes) {
        const figure = partial.get(keyOf(column.year, commune.code));
        if (!figure || Number.isNaN(valueAt(column, commune.number))) continue;
        const { parts, partsTotal } = figure;
        told.add(`${commune.name} ${column.year} (${number.format(parts)} des ${number.format(partsTotal)} parties)`);
      }
    }
  }
  if (told.size === 0) return [];
  const others = told.size - SHOWN;
  const more = others > 0 ? ` et ${others} ${others > 1 ? 'autres' : 'autre'}` : '';
  return [
    {
      code: 'PARTIAL_COVERAGE',
      message: `Sommes incomplètes : la source masque des parties de communes (IRIS). ${[...told].slice(0, SHOWN).join(', ')}${more}. Ce ne sont pas des totaux : les effectifs réels sont plus élevés.`,
    },
  ];
}

function keyOf(year: number, code: string): string {
  return `${year} ${code}`;
}

function partialOf(cube: OpenCube, measure: string): Promise<ReadonlyMap<string, PartialFigure>> {
  const byMeasure = known.get(cube.query) ?? new Map<string, Promise<ReadonlyMap<string, PartialFigure>>>();
  known.set(cube.query, byMeasure);
  const before = byMeasure.get(measure);
  if (before) return before;
  const asked = cube
    .query<PartialFigure>(SQL.partialParts, [measure])
    .then((rows) => new Map(rows.map((row) => [keyOf(row.year, row.code), row])));
  byMeasure.set(measure, asked);
  // A question that was cut short is asked again.
  asked.catch(() => byMeasure.delete(measure));
  return asked;
}
