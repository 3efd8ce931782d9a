import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { failure, isBoussoleError } from '@boussole/schema';
import { isZip } from './archive.ts';
import { openArchive } from './open-archive.ts';

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
  const folder = await mkdtemp(join(tmpdir(), 'boussole-zip-'));
  try {
    const content = await openArchive(file.path, file.bytes, folder);
    return 'sheets' in content ? await use(file) : await useOnlyOne(file.path, content.files, folder, use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function useOnlyOne<T>(
  path: string,
  names: readonly string[],
  folder: string,
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const read: { readonly name: string; readonly result: T }[] = [];
  let first: unknown;
  for (const [index, name] of names.entries()) {
    const unpacked = join(folder, name);
    await rename(join(folder, String(index)), unpacked);
    try {
      read.push({ name, result: await use({ path: unpacked, bytes: await readFile(unpacked) }) });
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
  'DRAFT_IMPOSSIBLE',
  'HEADER_MISSING_COLUMN',
  'HEADER_UNKNOWN_COLUMN',
]);
