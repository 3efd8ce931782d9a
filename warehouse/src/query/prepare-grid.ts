import { type ColumnKey, checkLimit, type Limits, type SemanticQuery, type TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { territoryOf } from '../reading/columns.ts';
import { prepare, rangeOf } from '../reading/prepare.ts';
import { after, type Eventual } from '../store/eventual.ts';
import { allRows, readKeys } from './plan.ts';
import { answeringOf } from './run.ts';

/** Rows from which only those of the page are read: one statement for all the communes of a département takes less than two. */
const MANY = 1_000;
/** A page is read as a range when it has at least this share of the territories between its first and its last. */
const DENSE = 0.25;

/**
 * Makes a cube ready for a table: what is not in memory of its columns, for its rows only, and for the rows of its page only when it has many. Groups and
 * composed rows need more.
 */
export function prepareGrid(cube: OpenCube, query: SemanticQuery, limits: Limits): Eventual<OpenCube> {
  checkLimit(limits, 'columns', query.columns.length);
  if (query.grouping || query.rows.kind === 'list') return cube;
  const { within } = query.rows;
  if (within !== undefined && isComposed(cube, within)) return cube;
  const keys = keysOf(query);
  const asked = [...query.columns, ...keys];
  const rows = allRows(cube, { ...query, columns: asked });
  const { reading } = query;
  const years = asked.map(({ year }) => year);
  const wanted = { reading, years, range: rangeOf(rows) };
  if (rows.length < MANY || 2 * query.limit > rows.length)
    return prepare(cube, { ...wanted, indicators: indicatorsOf(asked) });
  const deciding = indicatorsOf(keys);
  const others = indicatorsOf(query.columns).filter((id) => !deciding.includes(id) && !cube.isReady(id, reading));
  if (others.length === 0) return prepare(cube, { ...wanted, indicators: deciding });
  return after(prepare(cube, { ...wanted, indicators: deciding }), (known) =>
    after(readKeys(known, query), (read) => {
      const page = answeringOf(known, rows, read)
        .slice(query.offset, query.offset + query.limit)
        .sort();
      const range = rangeOf(page);
      const isDense = page.length === 0 || page.length >= DENSE * (range[1] - range[0] + 1);
      return prepare(known, { reading, years, range, only: isDense ? undefined : page, indicators: others });
    }),
  );
}

function isComposed(cube: OpenCube, within: TerritoryId): boolean {
  const { level } = territoryOf(cube, within).territory;
  return level === 'groupe' || level === 'partie';
}

/** Columns that rows are sorted and filtered by. */
function keysOf({ sort, filters }: SemanticQuery): readonly ColumnKey[] {
  return [...sort.flatMap((key) => (key.by === 'column' ? [key.column] : [])), ...filters.map(({ column }) => column)];
}

function indicatorsOf(columns: readonly ColumnKey[]): readonly string[] {
  return [...new Set(columns.map(({ indicator }) => indicator))];
}
