import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  SMALLINT,
  TINYINT,
  VARCHAR,
} from '@duckdb/node-api';

const TYPES = { VARCHAR, DOUBLE, INTEGER, SMALLINT, TINYINT, BOOLEAN } as const satisfies Record<string, DuckDBType>;

/** Column name -> SQL type, in order. */
export type Columns<Row> = { readonly [K in keyof Row & string]: keyof typeof TYPES };

const CHUNK = 2_048;

export function createTable(name: string, columns: Readonly<Record<string, keyof typeof TYPES>>): string {
  const list = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  return `CREATE TABLE "${name}" (${list.join(', ')})`;
}

/** Appends rows to a table whose columns are `columns`, in that order; returns how many. Blocks the event loop 2,048 rows at a time. */
export async function appendRows<Row>(
  connection: DuckDBConnection,
  table: string,
  columns: Columns<Row>,
  rows: Iterable<Row>,
): Promise<number> {
  const names = Object.keys(columns) as (keyof Row & string)[]; // the keys of Columns<Row> are those of Row
  const types = names.map((name) => TYPES[columns[name]]);
  const appender = await connection.createAppender(table);
  let buffers: DuckDBValue[][] = names.map(() => []);
  let count = 0;
  const flush = (): void => {
    if (buffers[0]!.length === 0) return;
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(buffers);
    appender.appendDataChunk(chunk);
    buffers = names.map(() => []);
  };
  for (const row of rows) {
    for (let index = 0; index < names.length; index++) {
      buffers[index]!.push(row[names[index]!] as DuckDBValue); // typed by Columns<Row>
    }
    if (++count % CHUNK === 0) {
      flush();
      if (count % (CHUNK * 16) === 0) await new Promise(setImmediate);
    }
  }
  flush();
  appender.closeSync();
  return count;
}
