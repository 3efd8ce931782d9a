import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Catalogue, failure, type Limits, type SourceDescriptor, type TableSource } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import type { Advance } from './advance.ts';
import { isZip } from './archive.ts';
import type { Correction } from './corrections.ts';
import { readOfficialGeography } from './official-geography.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { refuseOtherKinds } from './other-kinds.ts';
import { asWorkbook } from './other-writings.ts';
import { readTable } from './read-table.ts';
import { recognise } from './recognise.ts';

export interface FileRequest {
  readonly path: string;
  /** What the person says the file is; without it, its header tells. */
  readonly source?: SourceDescriptor;
  readonly vintage?: string;
  /** Rows that a person has corrected, of files read as a table. */
  readonly corrections?: readonly Correction[];
  readonly sources: readonly SourceDescriptor[];
  readonly limits: Pick<Limits, 'inputBytes'>;
  geography(): Promise<Geography>;
  catalogue(): Promise<Catalogue>;
  readonly advance?: Advance;
}

/** Reads a provider's file. Throws `FILE_NOT_FOUND`, `FILE_TOO_LARGE`, `FILE_UNREADABLE` and everything strict reading throws. */
export async function readProviderFile(request: FileRequest): Promise<Delivery> {
  const bytes = await readBytes(request.path, request.limits.inputBytes);
  return openFile({ path: request.path, bytes }, (file) => readTableFile(file, request));
}

async function readTableFile({ path, bytes }: OpenFile, request: FileRequest): Promise<Delivery> {
  const { vintage, sources, advance } = request;
  refuseOtherKinds(path, bytes);
  const named = request.source;
  const source = named ? asFound(named, bytes) : await recognise(path, bytes, sources, () => request.geography());
  if (source.reader === 'cog-packages') {
    throw failure('ARGUMENT_INVALID', {
      argument: '--source',
      problem: `« ${source.id} » ne se lit pas dans un fichier`,
    });
  }
  const told = { ...(vintage === undefined ? {} : { vintage }), ...(advance === undefined ? {} : { advance }) };
  if (source.reader !== 'table') return readOfficialGeography({ path, bytes, source, ...told });
  const [geography, catalogue] = [await request.geography(), await request.catalogue()];
  const corrections = request.corrections ?? [];
  const declared = named ?? sources.find(({ id }) => id === source.id);
  const delivery = await readTable({ path, bytes, source, declared, geography, catalogue, corrections, ...told });
  if (declared?.reader !== 'table' || declared.format === source.format) return delivery;
  const note = `Lu comme ${WRITTEN[source.format]}, et non comme ${WRITTEN[declared.format]} : ses colonnes sont celles de sa source.`;
  return { ...delivery, notes: [note, ...(delivery.notes ?? [])] };
}

/** The source of a CSV that the person has saved as a workbook. */
function asFound(source: SourceDescriptor, bytes: Buffer): SourceDescriptor {
  return source.reader === 'table' && source.format === 'csv' && isZip(bytes) ? asWorkbook(source) : source;
}

const WRITTEN: Readonly<Record<TableSource['format'], string>> = {
  csv: 'un CSV',
  xlsx: 'un classeur',
  json: 'un JSON',
  parquet: 'un Parquet',
};

async function readBytes(path: string, allowed: number): Promise<Buffer> {
  const file = basename(path);
  try {
    const { size } = await stat(path);
    if (size > allowed) throw failure('FILE_TOO_LARGE', { file, bytes: size, allowed });
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
    if (/^E[A-Z]+$/.test(code)) throw failure('FILE_UNREADABLE', { file, problem: code }, { cause: error });
    throw error;
  }
}
