import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';

/** Folders of a data directory that loading reads from and writes to, beside those of the warehouse. */
export interface DataFolders {
  /** Files dropped here are loaded by `boussole load` without argument. */
  readonly inbox: string;
  readonly quarantine: string;
  readonly temporary: string;
}

export function dataFolders(dataDirectory: string): DataFolders {
  return {
    inbox: join(dataDirectory, 'inbox'),
    quarantine: join(dataDirectory, 'quarantine'),
    temporary: join(dataDirectory, 'tmp'),
  };
}

/** Creates the folders; throws `DATA_DIRECTORY` when they cannot be written. */
export async function prepareFolders(dataDirectory: string): Promise<DataFolders> {
  const folders = dataFolders(dataDirectory);
  try {
    for (const folder of Object.values(folders)) {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    }
  } catch (error) {
    const problem = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw failure('DATA_DIRECTORY', { path: dataDirectory, problem }, { cause: error });
  }
  return folders;
}
