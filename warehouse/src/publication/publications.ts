import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';
import type { PublicationRecord } from '../reading/answers.ts';
import { dataPaths, isMissing, prepareDataDirectory, writeAtomically } from '../store/data-directory.ts';
import type { Input } from './input.ts';
import { withLock } from './lock.ts';

/** What `publication.json` says, beside `cube.duckdb`. */
export type StoredPublication = Omit<PublicationRecord, 'current'>;

export const CUBE_FILE = 'cube.duckdb';

/** Id of the publication in service, undefined when nothing was ever published. */
export async function currentPublicationId(dataDirectory: string): Promise<string | undefined> {
  try {
    return (await readFile(dataPaths(dataDirectory).pointer, 'utf8')).trim() || undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes a finished publication the one in service: one atomic rename. */
export async function switchTo(dataDirectory: string, id: string): Promise<void> {
  await writeAtomically(dataPaths(dataDirectory).pointer, `${id}\n`);
}

/** Reads what a publication says of itself; throws `PUBLICATION_UNKNOWN`. */
export async function readPublication(dataDirectory: string, id: string): Promise<StoredPublication> {
  try {
    if (!/^[\w-]+$/.test(id)) throw failure('PUBLICATION_UNKNOWN', { id });
    const text = await readFile(join(dataPaths(dataDirectory).publications, id, 'publication.json'), 'utf8');
    return JSON.parse(text) as StoredPublication; // written by publish()
  } catch (error) {
    if (isMissing(error)) throw failure('PUBLICATION_UNKNOWN', { id }, { cause: error });
    throw error;
  }
}

/** All publications kept, newest first. */
export async function listPublications(dataDirectory: string): Promise<readonly PublicationRecord[]> {
  const current = await currentPublicationId(dataDirectory);
  const names = await readdir(dataPaths(dataDirectory).publications).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const stored = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => readPublication(dataDirectory, name)),
  );
  return stored
    .sort((left, right) => (left.id < right.id ? 1 : -1))
    .map((publication) => ({ ...publication, current: publication.id === current }));
}

/** Inputs of the publication in service, none when nothing was published. */
export async function currentInputs(dataDirectory: string): Promise<readonly Input[]> {
  const id = await currentPublicationId(dataDirectory);
  return id ? (await readPublication(dataDirectory, id)).inputs : [];
}

/** Puts the publication before the current one back in service; throws `ROLLBACK_NONE` when there is none. */
export async function rollback(dataDirectory: string): Promise<PublicationRecord> {
  const paths = await prepareDataDirectory(dataDirectory);
  return withLock(paths.lock, async () => {
    const publications = await listPublications(dataDirectory);
    const previous = publications[publications.findIndex(({ current }) => current) + 1];
    if (!previous || !publications.some(({ current }) => current)) throw failure('ROLLBACK_NONE');
    await switchTo(dataDirectory, previous.id);
    return { ...previous, current: true };
  });
}
