import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { failure, isBoussoleError } from '@boussole/schema';
import { isZip, sheetNames, unzip } from './archive.ts';
import { guardArchive } from './archive-guard.ts';

/** A file to read: its path and its bytes. */
export interface OpenFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Runs `use` on a file, or on the one of its files that `use` recognises when it is a ZIP archive: the others are metadata. What it unpacks
 * is gone afterwards. Throws `ARCHIVE_INVALID` when several are recognised, and what `use` throws on the largest when none is.
 */
export async function openFile<T>(file: OpenFile, use: (file: OpenFile) => Promise<T>): Promise<T> {
  if (!isZip(file.bytes)) return use(file);
  await guardArchive(file.path, file.bytes);
  if (sheetNames(file.bytes) || /\.xls[xm]$/i.test(file.path)) return use(file);
  const folder = await mkdtemp(join(tmpdir(), 'boussole-zip-'));
  try {
    return await useOnlyOne(file, folder, use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function useOnlyOne<T>(
  { path, bytes }: OpenFile,
  folder: string,
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const read: { readonly name: string; readonly result: T }[] = [];
  let first: unknown;
  for (const entry of unzip(path, bytes)) {
    const unpacked = join(folder, entry.name);
    await writeFile(unpacked, entry.bytes);
    try {
      read.push({ name: entry.name, result: await use({ path: unpacked, bytes: entry.bytes }) });
    } catch (error) {
      if (!isBoussoleError(error) || !UNKNOWN.has(error.code)) throw error;
      first ??= error;
    }
  }
  const [only, other] = read;
  if (!only) throw first;
  if (!other) return only.result;
  const problem = `plusieurs de ses fichiers sont reconnus : ${read.map(({ name }) => name).join(', ')}`;
  throw failure('ARCHIVE_INVALID', { file: basename(path), problem });
}

/** What a file throws that is not the one looked for. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'FILE_UNRECOGNISED',
  'FILE_EMPTY',
  'HEADER_MISSING_COLUMN',
  'HEADER_UNKNOWN_COLUMN',
]);
