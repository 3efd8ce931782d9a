import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moment of the latest change of a file, or of any file below a folder, in milliseconds; 0 when there is none.
 *
 * @param {string} path
 * @returns {number}
 */
export function latestChange(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  let latest = 0;
  for (const name of readdirSync(path)) latest = Math.max(latest, latestChange(join(path, name)));
  return latest;
}
