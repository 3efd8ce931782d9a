import { fileURLToPath } from 'node:url';
import { latestChange } from './latest-change.js';

// From here as from `dist/`, where this is bundled.
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = ['../src', '../../schema/src', '../../warehouse/src', '../../package-lock.json'];

/**
 * Path of a program of `dist/` that was built since its sources last changed; undefined when there is none.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function maybeBuilt(name) {
  const path = at(`../dist/${name}.mjs`);
  const built = latestChange(path);
  return built > 0 && SOURCES.every((source) => latestChange(at(source)) <= built) ? path : undefined;
}
