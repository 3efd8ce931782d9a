import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { failure } from '@boussole/schema';

/** Where things are in a data directory (`BOUSSOLE_DATA`). */
export interface DataPaths {
  readonly root: string;
  readonly inputs: string;
  readonly publications: string;
  /** Text file that names the current publication. */
  readonly pointer: string;
  readonly lock: string;
  readonly temporary: string;
  /** A user's own indicators: YAML files in the shape of `schema/catalogue`. */
  readonly catalogue: string;
  /** Outlines of territories, beside the publications. */
  readonly outlines: string;
}

export function dataPaths(dataDirectory: string): DataPaths {
  const root = resolve(dataDirectory);
  return {
    root,
    inputs: join(root, 'inputs'),
    publications: join(root, 'publications'),
    pointer: join(root, 'current'),
    lock: join(root, 'load.lock'),
    temporary: join(root, 'tmp'),
    catalogue: join(root, 'catalogue-indicateurs'),
    outlines: join(root, 'outlines'),
  };
}

/** Creates the folders of a data directory; throws `DATA_DIRECTORY` when it cannot be written. */
export async function prepareDataDirectory(dataDirectory: string): Promise<DataPaths> {
  const paths = dataPaths(dataDirectory);
  try {
    for (const path of [paths.inputs, paths.publications, paths.temporary]) {
      await mkdir(path, { recursive: true });
      await access(path, constants.W_OK);
    }
  } catch (error) {
    throw toDataDirectoryError(dataDirectory, error);
  }
  return paths;
}

/** The error to show when something of the data directory can be neither read nor written. */
export function toDataDirectoryError(dataDirectory: string, error: unknown): Error {
  return failure('DATA_DIRECTORY', { path: dataPaths(dataDirectory).root, problem: reason(error) }, { cause: error });
}

/** Writes beside, then renames: a reader sees the old text or the new one, never a part. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFile(beside, text, { flush: true });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function reason(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
