import type { TableRow } from '../table/table-row.ts';
import type { FigureColumn } from './find-columns.ts';

/** A table of one value a row, other columns telling of what. */
export interface LongShape {
  /** Column of the values. */
  readonly value: FigureColumn;
  /** Columns that tell of what, with more than one value each. */
  readonly dimensions: readonly string[];
  /** What they say together, in the order met. */
  readonly cells: readonly (readonly string[])[];
  /** Columns that say the same on every row, and what. */
  readonly constants: ReadonlyMap<string, string>;
}

const VALUE = /^(obs_value|value|valeur)$/i;
/** Distinct values above which a column does not tell categories. */
const CATEGORIES = 60;
/** Combinations above which a descriptor is better written by hand. */
const CELLS = 200;

/**
 * Finds what tells apart the rows of a territory and year, when there are several. `aside` are the columns that are neither code, year nor figures.
 * Undefined when no set of categories does.
 */
export function findLong(
  rows: readonly TableRow[],
  names: readonly string[],
  {
    key,
    figures,
    aside,
  }: Readonly<{ key: readonly number[]; figures: readonly FigureColumn[]; aside: readonly string[] }>,
): LongShape | undefined {
  const keyOf = (row: TableRow): string => key.map((at) => row.field(at).trim()).join(' ');
  const territories = new Set(rows.map(keyOf));
  if (territories.size === rows.length) return undefined;
  const distinct = (name: string): ReadonlySet<string> => {
    const at = names.indexOf(name);
    return new Set(rows.map((row) => row.field(at).trim()));
  };
  const sizes = new Map([...figures.map(({ name }) => name), ...aside].map((name) => [name, distinct(name)]));
  const [value] = [...figures].sort(
    (left, right) =>
      Number(VALUE.test(right.name)) - Number(VALUE.test(left.name)) ||
      sizes.get(right.name)!.size - sizes.get(left.name)!.size ||
      right.at - left.at,
  );
  if (!value) return undefined;
  const others = [...sizes].filter(([name]) => name !== value.name);
  if (figures.some(({ name }) => name !== value.name && sizes.get(name)!.size > CATEGORIES)) return undefined;
  const telling = others.flatMap(([name, { size }]) => (size > 1 && size <= CATEGORIES ? [name] : []));
  const dimensions = names.filter((name) => telling.includes(name));
  const places = dimensions.map((name) => names.indexOf(name));
  const cells = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const row of rows) {
    const cell = places.map((at) => row.field(at).trim());
    cells.set(cell.join('\t'), cell);
    seen.add(`${keyOf(row)}\t${cell.join('\t')}`);
  }
  if (dimensions.length === 0 || cells.size > CELLS || seen.size < rows.length) return undefined;
  const constants = others.flatMap(([name, values]) => (values.size === 1 ? [[name, [...values][0]!] as const] : []));
  return { value, dimensions, cells: [...cells.values()], constants: new Map(constants) };
}
