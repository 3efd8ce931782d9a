import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What an answer is made by. */
const SOURCES = ['package-lock.json', 'api/src', 'warehouse/src', 'schema/src'] as const;

let known: Promise<string> | undefined;

/** Names this very program, by its sources: another version may write the same figures otherwise. Worked out once. */
export function programVersion(): Promise<string> {
  known ??= hashOfSources();
  return known;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of await filesOf(source)) hash.update(path).update(await readFile(join(ROOT, path)));
  }
  return hash.digest('base64url');
}

/** The file, or the files of the folder, in the same order everywhere; none where an installation has none. */
async function filesOf(source: string): Promise<readonly string[]> {
  if (source.endsWith('.json')) return (await readdir(ROOT)).includes(source) ? [source] : [];
  const found = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.map((path) => path.slice(ROOT.length)).sort();
}
