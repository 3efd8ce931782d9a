import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  listValue,
  SMALLINT,
  TINYINT,
  VARCHAR,
} from '@duckdb/node-api';

const TYPES = { VARCHAR, DOUBLE, INTEGER, SMALLINT, TINYINT, BOOLEAN } as const satisfies Record<string, DuckDBType>;

/** Column name -> SQL type, in order. */
export type Columns<Row> = { readonly [K in keyof Row & string]: keyof typeof TYPES };

const CHUNK = 2_048;

/** Different texts among the first rows of a column that are few enough to be a dictionary. */
const FEW_TEXTS = 128;

export function createTable(name: string, columns: Readonly<Record<string, keyof typeof TYPES>>): string {
  const list = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  return `CREATE TABLE "${name}" (${list.join(', ')})`;
}

/**
 * Appends rows to a table whose columns are `columns`, in that order; returns how many. Blocks the event loop 2,048 rows at a time. Where the
 * same few texts come again and again, as the first rows tell, they cross over once each, as numbers of a dictionary that the engine turns
 * back; it would be slow to look each of many texts up, which cross over as they are.
 */
export async function appendRows<Row>(
  connection: DuckDBConnection,
  table: string,
  columns: Columns<Row>,
  rows: Iterable<Row>,
): Promise<number> {
  const names = Object.keys(columns) as (keyof Row & string)[]; // the keys of Columns<Row> are those of Row
  const [first, all] = peek(rows);
  const dictionaries = names.map((name) =>
    columns[name] === 'VARCHAR' && hasFewTexts(first, name) ? new Dictionary() : undefined,
  );
  if (!dictionaries.some(Boolean)) return appendCoded(connection, table, columns, dictionaries, all);
  const coded: Record<string, keyof typeof TYPES> = {};
  for (const [at, name] of names.entries()) coded[name] = dictionaries[at] ? 'INTEGER' : columns[name];
  const beside = `coded_${table}`;
  await connection.run(createTable(beside, coded).replace('CREATE TABLE', 'CREATE TEMP TABLE'));
  const count = await appendCoded(connection, beside, coded, dictionaries, all);
  const lists = dictionaries.flatMap((dictionary) =>
    dictionary && dictionary.texts.length > 0 ? [dictionary.texts] : [],
  );
  let bound = 0;
  const read = names.map((name, at) => {
    const dictionary = dictionaries[at];
    if (!dictionary) return `"${name}"`;
    return dictionary.texts.length > 0 ? `list_extract($${++bound}::VARCHAR[], "${name}")` : 'NULL::VARCHAR';
  });
  const values = lists.map((texts) => listValue([...texts]));
  await connection.run(`INSERT INTO "${table}" SELECT ${read.join(', ')} FROM temp."${beside}"`, values);
  await connection.run(`DROP TABLE temp."${beside}"`);
  return count;
}

/** The first rows, and all of them. */
function peek<Row>(rows: Iterable<Row>): [readonly Row[], Iterable<Row>] {
  if (Array.isArray(rows)) return [rows.slice(0, CHUNK), rows];
  const rest = rows[Symbol.iterator]();
  const first: Row[] = [];
  for (let next = rest.next(); !next.done; next = rest.next()) if (first.push(next.value) === CHUNK) break;
  return [first, chain(first, rest)];
}

function* chain<Row>(first: readonly Row[], rest: Iterator<Row>): Iterable<Row> {
  yield* first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function hasFewTexts<Row>(rows: readonly Row[], name: keyof Row): boolean {
  const texts = new Set<unknown>();
  return rows.every((row) => texts.add(row[name]).size <= FEW_TEXTS);
}

/** Texts by number, from 1. */
class Dictionary {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text);
      this.#numbers.set(text, number);
    }
    return number;
  }
}

async function appendCoded<Row>(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, keyof typeof TYPES>>,
  dictionaries: readonly (Dictionary | undefined)[],
  rows: Iterable<Row>,
): Promise<number> {
  const names = Object.keys(columns) as (keyof Row & string)[]; // as above
  const types = names.map((name) => TYPES[columns[name]!]);
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
      const value = row[names[index]!] as DuckDBValue; // typed by Columns<Row>
      const dictionary = dictionaries[index];
      buffers[index]!.push(dictionary && typeof value === 'string' ? dictionary.numberOf(value) : value);
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
