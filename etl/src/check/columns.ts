import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure, type SourceDescriptor, type TableSource } from '@boussole/schema';
import { compareHeader, structureOf, toOwnNames } from '../table/header.ts';
import { type OpenFile, openFile } from '../table/open-file.ts';
import { readHeader, readRows } from '../table/rows.ts';

/** What a file has of the columns of its source. Names are those of the file; those it lacks are written with its year. */
export interface ColumnReport {
  readonly mapped: readonly { readonly column: string; readonly measure: string }[];
  /** Columns that the source knows and leaves aside. */
  readonly ignored: readonly string[];
  /** Columns that the source may have, and that this file lacks. */
  readonly absent: readonly string[];
}

/** Compares the columns of a file with its source, undefined when the source is not a table. */
export async function reportColumns(path: string, source: SourceDescriptor): Promise<ColumnReport | undefined> {
  if (source.reader !== 'table') return undefined;
  return openFile({ path, bytes: await readFile(path) }, (file) => compareColumns(file, source));
}

async function compareColumns({ path, bytes }: OpenFile, source: TableSource): Promise<ColumnReport> {
  const header =
    source.format === 'csv' ? readHeader(path, bytes, source) : (await readRows(path, bytes, source)).header;
  const names = toOwnNames(header?.fields ?? [], source);
  const { code, measures, absent, missing } = compareHeader(names, source);
  const [lacking] = missing;
  if (lacking !== undefined) {
    const file = basename(path);
    throw failure('HEADER_MISSING_COLUMN', { file, line: header?.line ?? 1, column: lacking, found: names.join(', ') });
  }
  const used = new Set([...code, ...measures.map(({ name }) => name)]);
  const cells = source.long?.cells.map(({ measure }) => ({ column: source.long!.value, measure })) ?? [];
  return {
    mapped: [...measures.map(({ name, column }) => ({ column: name, measure: column.measure })), ...cells],
    ignored: names.filter(
      (name) => name !== '' && !used.has(name) && !structureOf(source, new Set(names)).includes(name),
    ),
    absent,
  };
}
