import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Folders of what answers are made by, beside libraries. */
const SOURCES = ['api/src', 'schema/src', 'warehouse/src'] as const;

let known: Promise<string> | undefined;

/** Names this very program, by its sources: another version may write the same figures otherwise. Worked out once, best when it starts: sources may change under it. */
export function programVersion(): Promise<string> {
  known ??= hashOfSources();
  return known;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', ...(await Promise.all(SOURCES.map(filesOf))).flat()]) {
    hash.update(path).update(await readFile(join(ROOT, path)));
  }
  return hash.digest('base64url');
}

/** In the same order everywhere. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))).sort();
}
