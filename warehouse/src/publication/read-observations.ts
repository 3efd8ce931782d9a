import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataPaths } from '../store/data-directory.ts';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import type { Input, ObservationRow } from './input.ts';
import { inputTables } from './write-input.ts';

/** Reads the figures of an input, none when it only describes territories. */
export async function readObservations(dataDirectory: string, { id }: Input): Promise<readonly ObservationRow[]> {
  const folder = join(dataPaths(dataDirectory).inputs, id);
  if (!(await inputTables(folder)).includes('observation')) return [];
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return await readRows<ObservationRow>(connection, `FROM ${literal(join(folder, 'observation.parquet'))}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
