import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorParameters, failure } from '@boussole/schema';
import { conventionsToday, underConventions } from '../access/since.ts';
import { TILES_FILE } from '../cube/tile-file.ts';
import type { PublicationRecord } from '../reading/cube-answers.ts';
import {
  dataPaths,
  isMissing,
  prepareDataDirectory,
  toDataDirectoryError,
  writeAtomically,
} from '../store/data-directory.ts';
import type { Input } from './input.ts';
import { withLock } from './lock.ts';

/** Increase when the same inputs give another cube, or one written otherwise: such a release publishes again. */
export const CUBE_RELEASE = 22;

/** What `publication.json` says, beside `cube.duckdb`. */
export interface StoredPublication extends Omit<PublicationRecord, 'current' | 'readable'> {
  /** `CUBE_RELEASE` of the program that built it. */
  readonly release: number;
  /** The publication in service when this one was built: what a rollback goes back to. */
  readonly previous?: string;
  /** Bytes of its files, by name, which are never written again; those that earlier versions wrote do not tell. */
  readonly files?: Readonly<Record<string, number>>;
}

export const CUBE_FILE = 'cube.duckdb';
const FILES = [CUBE_FILE, TILES_FILE];

/** Id of the publication in service, undefined when nothing was ever published. */
export async function currentPublicationId(dataDirectory: string): Promise<string | undefined> {
  try {
    return (await readFile(dataPaths(dataDirectory).pointer, 'utf8')).trim() || undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toDataDirectoryError(dataDirectory, error);
  }
}

/** Makes a finished publication the one in service: one atomic rename. */
export async function switchTo(dataDirectory: string, id: string): Promise<void> {
  await writeAtomically(dataPaths(dataDirectory).pointer, `${id}\n`);
}

/** Reads what a publication says of itself; throws `PUBLICATION_UNKNOWN`. */
export async function readPublication(dataDirectory: string, id: string): Promise<StoredPublication> {
  try {
    if (!/^[\w-]{1,80}$/.test(id)) throw failure('PUBLICATION_UNKNOWN', { id });
    const text = await readFile(join(dataPaths(dataDirectory).publications, id, 'publication.json'), 'utf8');
    return JSON.parse(text) as StoredPublication; // written by publish()
  } catch (error) {
    if (isMissing(error)) throw failure('PUBLICATION_UNKNOWN', { id }, { cause: error });
    throw error;
  }
}

/** Reads what a publication that this release can open says of itself; throws `PUBLICATION_UNKNOWN`. */
export async function readOpenable(dataDirectory: string, id: string): Promise<StoredPublication> {
  const publication = await readPublication(dataDirectory, id);
  if (publication.release !== CUBE_RELEASE) throw failure('PUBLICATION_UNKNOWN', { id });
  return publication;
}

/** Bytes of the files in the folder of a publication, by name. */
export async function measureFiles(folder: string): Promise<Readonly<Record<string, number>>> {
  const sizes = FILES.map(async (file) => [file, (await stat(join(folder, file))).size] as const);
  return Object.fromEntries(await Promise.all(sizes));
}

/** Checks that the files of a publication are there as they were written; throws `PUBLICATION_DAMAGED`. */
export async function checkFiles(dataDirectory: string, publication: StoredPublication): Promise<void> {
  const [damage] = await damagesOf(dataDirectory, publication);
  if (damage) throw failure('PUBLICATION_DAMAGED', damage);
}

/** Files of a publication that are not as they were written. */
export async function damagesOf(
  dataDirectory: string,
  { id, files }: StoredPublication,
): Promise<readonly ErrorParameters<'PUBLICATION_DAMAGED'>[]> {
  const folder = join(dataPaths(dataDirectory).publications, id);
  const found = await Promise.all(
    FILES.map(async (file) => ({ file, expected: files?.[file], bytes: await maybeSize(join(folder, file)) })),
  );
  return found.filter(({ expected, bytes }) => bytes === undefined || bytes !== (expected ?? bytes));
}

async function maybeSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What there is to serve: nothing yet, or a publication that this release can open, or must build again from the same inputs. */
export async function serviceState(dataDirectory: string): Promise<'EMPTY' | 'OUTDATED' | 'READY'> {
  const id = await currentPublicationId(dataDirectory);
  if (id === undefined) return 'EMPTY';
  const { release } = await readPublication(dataDirectory, id);
  return release === CUBE_RELEASE ? 'READY' : 'OUTDATED';
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
  const newestFirst = stored.sort((left, right) => (left.id < right.id ? 1 : -1));
  const today = conventionsToday(newestFirst);
  return newestFirst.map((publication) => ({
    ...publication,
    inputs: underConventions(publication.inputs, today),
    current: publication.id === current,
    readable: publication.release === CUBE_RELEASE,
  }));
}

/** Cubes of the publications that this release can open; one that is damaged tells nothing. */
export async function readableCubes(dataDirectory: string): Promise<readonly string[]> {
  const cubes: string[] = [];
  for (const publication of await listOpenable(dataDirectory)) {
    const damages = await damagesOf(dataDirectory, publication);
    if (damages.some(({ file }) => file === CUBE_FILE)) continue;
    cubes.push(join(dataPaths(dataDirectory).publications, publication.id, CUBE_FILE));
  }
  return cubes;
}

/** Inputs of the publication in service, none when nothing was published. */
export async function currentInputs(dataDirectory: string): Promise<readonly Input[]> {
  const id = await currentPublicationId(dataDirectory);
  return id ? (await readPublication(dataDirectory, id)).inputs : [];
}

/**
 * Puts back in service the publication that the current one replaced, or the one that is named, older or newer. Throws `ROLLBACK_NONE` when there
 * is none before, `PUBLICATION_UNKNOWN` when it cannot be opened, `ROLLBACK_UNKNOWN` when the one named cannot, `PUBLICATION_DAMAGED`.
 */
export async function rollback(dataDirectory: string, to?: string): Promise<PublicationRecord> {
  const paths = await prepareDataDirectory(dataDirectory);
  return withLock(paths.lock, async () => {
    const publication =
      to === undefined ? await publicationBefore(dataDirectory) : await publicationNamed(dataDirectory, to);
    await checkFiles(dataDirectory, publication);
    await switchTo(dataDirectory, publication.id);
    return { ...publication, current: true, readable: true };
  });
}

async function publicationBefore(dataDirectory: string): Promise<StoredPublication> {
  const current = await currentPublicationId(dataDirectory);
  const previous = current && (await readPublication(dataDirectory, current)).previous;
  if (!previous) throw failure('ROLLBACK_NONE');
  return readOpenable(dataDirectory, previous);
}

async function publicationNamed(dataDirectory: string, id: string): Promise<StoredPublication> {
  const kept = await listOpenable(dataDirectory);
  const publication = kept.find((one) => one.id === id);
  if (!publication) throw failure('ROLLBACK_UNKNOWN', { id, kept: kept.map((one) => one.id).join(', ') });
  return publication;
}

/** Publications that this release can open, newest first. */
async function listOpenable(dataDirectory: string): Promise<readonly StoredPublication[]> {
  const kept = await listPublications(dataDirectory);
  const stored = await Promise.all(kept.map(({ id }) => readPublication(dataDirectory, id)));
  return stored.filter(({ release }) => release === CUBE_RELEASE);
}
