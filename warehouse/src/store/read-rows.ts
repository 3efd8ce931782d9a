import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';

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
