import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from '../src/store/read-rows.ts';
import { Readers } from '../src/store/readers.ts';

let readers: Readers;
beforeAll(async () => {
  readers = await Readers.open(await DuckDBInstance.create(':memory:'), { questionMilliseconds: 1500 });
});
afterAll(() => readers.close());

const ENDLESS = 'SELECT sum(sqrt(a.range * b.range)) AS value FROM range(10000000) a, range(10000000) b';
const read = (sql: string) => readers.run((connection) => readRows<{ value: number }>(connection, sql));

test('statements over their time are interrupted, and the same connections answer again', async () => {
  const endless = await Promise.allSettled(Array.from({ length: 4 }, () => read(ENDLESS)));
  for (const result of endless) {
    expect(result).toMatchObject({
      reason: { code: 'LIMIT_EXCEEDED', message: expect.stringContaining('1500 admis') },
    });
  }
  const answers = await Promise.all(Array.from({ length: 8 }, (_, value) => read(`SELECT ${value} AS value`)));
  expect(answers.map(([row]) => row?.value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('an error is not taken for lateness, and gives its connection back', async () => {
  for (let time = 0; time < 5; time++) await expect(read('SELECT absent')).rejects.toThrow('absent');
  expect(await read('SELECT 1 AS value')).toEqual([{ value: 1 }]);
  expect(await readers.memory()).toBeGreaterThanOrEqual(0);
});
