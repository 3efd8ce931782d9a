import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { isMissing, prepareDataDirectory, writeAtomically } from '../store/data-directory.ts';
import { literal } from '../store/text.ts';
import type { Input, InputSource, InputTables, TableName } from './input.ts';

export const INPUT_COLUMNS: { readonly [T in TableName]: Columns<InputTables[T]> } = {
  observation: {
    measure: 'VARCHAR',
    year: 'SMALLINT',
    level: 'VARCHAR',
    code: 'VARCHAR',
    cog: 'SMALLINT',
    value: 'DOUBLE',
    state: 'VARCHAR',
    line: 'INTEGER',
  },
  derived: {
    measure: 'VARCHAR',
    year: 'SMALLINT',
    level: 'VARCHAR',
    code: 'VARCHAR',
    rule: 'VARCHAR',
    parts: 'INTEGER',
    partsTotal: 'INTEGER',
  },
  small: { measure: 'VARCHAR', year: 'SMALLINT', level: 'VARCHAR', code: 'VARCHAR', cog: 'SMALLINT' },
  commune: {
    cog: 'SMALLINT',
    code: 'VARCHAR',
    name: 'VARCHAR',
    type: 'VARCHAR',
    departement: 'VARCHAR',
    region: 'VARCHAR',
    parent: 'VARCHAR',
  },
  departement: { cog: 'SMALLINT', code: 'VARCHAR', name: 'VARCHAR', region: 'VARCHAR' },
  region: { cog: 'SMALLINT', code: 'VARCHAR', name: 'VARCHAR' },
  epci: { cog: 'SMALLINT', code: 'VARCHAR', name: 'VARCHAR', nature: 'VARCHAR' },
  membership: { cog: 'SMALLINT', epci: 'VARCHAR', commune: 'VARCHAR' },
  postal: { cog: 'SMALLINT', code: 'VARCHAR', postal: 'VARCHAR' },
  movement: {
    mod: 'SMALLINT',
    date: 'VARCHAR',
    typeBefore: 'VARCHAR',
    codeBefore: 'VARCHAR',
    nameBefore: 'VARCHAR',
    typeAfter: 'VARCHAR',
    codeAfter: 'VARCHAR',
    nameAfter: 'VARCHAR',
  },
};

/** A folder of the temporary one in which an input is being written: the number of the process follows. */
export const INPUT_FOLDER = 'input-';

export interface InputDraft {
  readonly dataDirectory: string;
  readonly source: InputSource;
  readonly vintage: string;
  readonly file: Input['file'];
  readonly rows: Input['rows'];
  /** ISO moment; not part of the identity of the input. */
  readonly loadedAt: string;
  readonly tables: Partial<{ [T in TableName]: Iterable<InputTables[T]> }>;
}

/**
 * Stores a delivery as an immutable input, named by the hash of what it says. The same delivery stored twice is the same input, kept as
 * it was first written. Throws `DATA_DIRECTORY` when the data directory cannot be written.
 */
export async function writeInput(draft: InputDraft): Promise<Input> {
  const paths = await prepareDataDirectory(draft.dataDirectory);
  const beside = await mkdtemp(join(paths.temporary, `${INPUT_FOLDER}${process.pid}-`));
  const hash = createHash('sha256').update(
    JSON.stringify([draft.source, draft.vintage, draft.file.sha256, draft.rows]),
  );
  try {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    try {
      for (const [table, rows] of Object.entries(draft.tables) as [TableName, Iterable<never>][]) {
        const columns: Columns<never> = INPUT_COLUMNS[table];
        await connection.run(createTable(table, columns));
        await appendRows(connection, table, columns, rows);
        const target = join(beside, `${table}.parquet`);
        // One thread and one row order: the same rows are the same bytes.
        await connection.run(`COPY "${table}" TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd)`);
        hash.update(`\n${table}\n`).update(await readFile(target));
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
    const input: Input = {
      id: hash.digest('hex').slice(0, 32),
      source: draft.source,
      vintage: draft.vintage,
      file: draft.file,
      rows: draft.rows,
      loadedAt: draft.loadedAt,
    };
    return await settle(beside, join(paths.inputs, input.id), input);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Tables that an input folder holds. */
export async function inputTables(folder: string): Promise<readonly TableName[]> {
  const files = new Set(await readdir(folder));
  return (Object.keys(INPUT_COLUMNS) as TableName[]).filter((table) => files.has(`${table}.parquet`));
}

async function settle(beside: string, target: string, input: Input): Promise<Input> {
  const description = join(target, 'input.json');
  try {
    await access(description);
    return JSON.parse(await readFile(description, 'utf8')) as Input; // written below by a release of this program
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await writeAtomically(join(beside, 'input.json'), `${JSON.stringify(input, null, 2)}\n`);
  await mkdir(join(target, '..'), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(beside, target);
  return input;
}
