import { type DuckDBConnection, DuckDBListValue, type DuckDBValue, listValue } from '@duckdb/node-api';
import { SQL } from '../query/sql.ts';
import { readRows } from '../store/read-rows.ts';
import type { Readers } from '../store/readers.ts';

/** Statements about a list of territories of one indicator, and those that answer several of them. */
const TOGETHER: ReadonlyMap<string, string> = new Map([
  [SQL.cellsOf, SQL.cellsOfSeveral],
  [SQL.sumsOfSome, SQL.sumsOfSeveral],
]);

/** Territories of one question, and of a statement: more of them are better looked for by themselves. */
const SHORT = 64;
const MOST = 2_048;

/** One question: number of an indicator, code of a reading, list of territories, first and last of them. */
interface Asked {
  readonly indicator: DuckDBValue;
  readonly reading: DuckDBValue;
  readonly territories: readonly DuckDBValue[];
  readonly values: DuckDBValue[];
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: unknown) => void;
}

type Answered = { readonly asked: number };

/**
 * Reads together what is asked about several indicators at the same moment, as a page does: what a statement takes is mostly to be planned, and
 * one that answers thirty takes a third of thirty. Others are run as they come.
 */
export class GatheredQuestions {
  readonly #readers: Readers;
  readonly #waiting = new Map<string, Asked[]>();

  constructor(readers: Readers) {
    this.#readers = readers;
  }

  query<Row>(sql: string, values: DuckDBValue[]): Promise<Row[]> {
    const [indicator, reading, list] = values;
    const isShort = list instanceof DuckDBListValue && list.items.length <= SHORT;
    if (!TOGETHER.has(sql) || !isShort) return this.#readers.run((reader) => readRows<Row>(reader, sql, values));
    const territories = [...new Set(list.items)];
    return new Promise((resolve, reject) => {
      const asked = { indicator: indicator!, reading: reading!, territories, values, reject };
      const waiting = this.#waiting.get(sql);
      // The statement names the columns of Row.
      const one: Asked = { ...asked, resolve: (rows) => resolve(rows as Row[]) };
      if (waiting) waiting.push(one);
      else {
        this.#waiting.set(sql, [one]);
        // Once what was there to be answered has asked.
        setImmediate(() => this.#readAll(sql));
      }
    });
  }

  #readAll(sql: string): void {
    const waiting = this.#waiting.get(sql) ?? [];
    this.#waiting.delete(sql);
    for (let from = 0; from < waiting.length; ) {
      let [end, territories] = [from, 0];
      while (end < waiting.length && territories <= MOST - SHORT) territories += waiting[end++]!.territories.length;
      this.#readSome(sql, waiting.slice(from, end));
      from = end;
    }
  }

  #readSome(sql: string, asked: readonly Asked[]): void {
    const read = this.#readers.run((reader) =>
      asked.length === 1 ? readRows<object>(reader, sql, asked[0]!.values) : readSeveral(reader, sql, asked),
    );
    read.then(
      (rows) => {
        if (asked.length === 1) return asked[0]!.resolve(rows);
        const own = asked.map((): object[] => []);
        for (const row of rows) own[(row as Answered).asked]!.push(row);
        for (const [index, { resolve }] of asked.entries()) resolve(own[index]!);
      },
      (error: unknown) => {
        for (const { reject } of asked) reject(error);
      },
    );
  }
}

function readSeveral(reader: DuckDBConnection, sql: string, asked: readonly Asked[]): Promise<object[]> {
  const every = asked.flatMap(({ indicator, reading, territories }, index) =>
    territories.map((territory) => [index, indicator, reading, territory] as const),
  );
  const list = (column: 0 | 1 | 2 | 3): DuckDBValue => listValue(every.map((row) => row[column]));
  return readRows(reader, TOGETHER.get(sql)!, [list(0), list(1), list(2), list(3)]);
}
