import { DuckDBInstance, type DuckDBValue, listValue } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GatheredQuestions } from '../src/cube/gathered-questions.ts';
import { SQL } from '../src/query/sql.ts';
import { readRows } from '../src/store/read-rows.ts';
import { Readers } from '../src/store/readers.ts';

const TERRITORIES = 300;

let readers: Readers;
beforeAll(async () => {
  readers = await Readers.open(await DuckDBInstance.create(':memory:'), { questionMilliseconds: 60_000 });
  await readers.run((connection) =>
    connection.run(`
      CREATE TABLE cell AS
      SELECT i::SMALLINT AS indicator, (t % 3)::TINYINT AS reading, y::SMALLINT AS year, t::INTEGER AS territory,
        1000 * i + t AS value, NULL::DOUBLE AS num, NULL::DOUBLE AS den, 0::TINYINT AS state, NULL::INTEGER AS communes,
        NULL::TINYINT AS given, NULL::INTEGER AS figures, NULL::TINYINT AS parts_level, y / 10000 AS population
      FROM range(8) a(i), range(2020, 2023) b(y), range(${TERRITORIES}) c(t)`),
  );
});
afterAll(() => readers.close());

type Question = readonly [sql: string, values: DuckDBValue[]];

function question(sql: string, indicator: number, reading: number, territories: readonly number[]): Question {
  const range = [Math.min(...territories), Math.max(...territories)];
  return [sql, [indicator, reading, listValue([...territories]), ...range]];
}

const QUESTIONS: readonly Question[] = [
  ...[0, 1, 2, 3, 4].map((indicator) => question(SQL.cellsOf, indicator, indicator % 2, [3, 7, 8, 250 + indicator])),
  question(SQL.cellsOf, 1, 1, [7]),
  // Asked twice, of an indicator that is not there, and of many.
  question(SQL.cellsOf, 1, 1, [8, 8, 8]),
  question(SQL.cellsOf, 99, 1, [3, 7]),
  question(
    SQL.cellsOf,
    5,
    0,
    Array.from({ length: TERRITORIES }, (_, territory) => territory),
  ),
  question(SQL.sumsOfSome, 2, 1, [1, 2, 3]),
  question(SQL.sumsOfSome, 3, 0, [0, 5]),
  // So many that one statement does not take them all.
  ...Array.from({ length: 100 }, (_, index) =>
    question(
      SQL.sumsOfSome,
      index % 8,
      index % 2,
      Array.from({ length: 60 }, (_, territory) => territory + index),
    ),
  ),
];

test('what is asked at the same moment is answered as when it is asked alone', async () => {
  const gathered = new GatheredQuestions(readers);
  const together = await Promise.all(QUESTIONS.map(([sql, values]) => gathered.query<object>(sql, values)));
  for (const [index, [sql, values]] of QUESTIONS.entries()) {
    const alone = await readers.run((connection) => readRows<object>(connection, sql, values));
    expect(together[index]!.map(({ asked: _, ...row }: { asked?: number }) => row)).toEqual(alone);
  }
  expect(together.filter((rows) => rows.length > 0).length).toBe(QUESTIONS.length - 1);
});

test('a statement that fails is told to each of those who asked, and only to them', async () => {
  const gathered = new GatheredQuestions(readers);
  const none = question(SQL.cellsOf, 1_000_000, 1, [3]);
  const [wrong, other, right] = await Promise.allSettled(
    [none, question(SQL.cellsOf, 1, 1, [7]), question(SQL.sumsOfSome, 1, 1, [7])].map(([sql, values]) =>
      gathered.query(sql, values),
    ),
  );
  expect([wrong?.status, other?.status]).toEqual(['rejected', 'rejected']);
  expect(right?.status).toBe('fulfilled');
  expect(await gathered.query(...question(SQL.cellsOf, 1, 1, [7]))).toHaveLength(3);
});
