import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue, DuckDBVector } from '@duckdb/node-api';

/**
 * Runs a statement and gives its rows as vectors, a few thousand at a time: the way to read many without an object each. A statement that gives few rows
 * is read once they are all there; more are read as they come.
 */
export async function* readVectors(
  connection: DuckDBConnection,
  sql: string,
  values: DuckDBValue[],
  hasFew: boolean,
): AsyncGenerator<DuckDBDataChunk> {
  const result = hasFew ? await connection.run(sql, values) : await connection.stream(sql, values);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk;
}

/** A column of numbers. Vectors keep them in an array, which is read several times as fast as they give them one by one. */
export function numbersOf(column: DuckDBVector, rowCount: number): ArrayLike<number> {
  const { items } = column as { readonly items?: unknown }; // their types do not tell it
  if (ArrayBuffer.isView(items)) return items as Float64Array; // of numbers of some kind
  return Array.from({ length: rowCount }, (_, row) => Number(column.getItem(row)));
}

/** Runs a statement and returns its rows as objects, built from column vectors. BIGINT and dates must be cast by the statement. */
export async function readRows<Row>(
  connection: DuckDBConnection,
  sql: string,
  values?: DuckDBValue[] | Record<string, DuckDBValue>,
): Promise<Row[]> {
  const result = await connection.run(sql, values);
  const names = result.columnNames();
  const rows: Row[] = [];
  for (const chunk of await result.fetchAllChunks()) {
    const columns = chunk.getColumns();
    for (let index = 0; index < chunk.rowCount; index++) {
      const row: Record<string, DuckDBValue> = {};
      for (let column = 0; column < names.length; column++) row[names[column]!] = columns[column]![index]!;
      rows.push(row as Row); // the statement of the caller names and casts the columns of Row
    }
  }
  return rows;
}
