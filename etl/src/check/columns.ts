import { readFile } from 'node:fs/promises';
import type { SourceDescriptor } from '@boussole/schema';
import { compareHeader } from '../table/header.ts';
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
  const bytes = await readFile(path);
  const header =
    source.format === 'csv' ? readHeader(path, bytes, source) : (await readRows(path, bytes, source)).header;
  const names = (header?.fields ?? []).map((name) => name.trim());
  const { code, measures, absent } = compareHeader(names, source);
  const used = new Set([...code, ...measures.map(({ name }) => name)]);
  return {
    mapped: measures.map(({ name, column }) => ({ column: name, measure: column.measure })),
    ignored: names.filter((name) => name !== '' && !used.has(name)),
    absent,
  };
}
