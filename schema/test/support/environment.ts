import { LIMITS } from '../../src/index.ts';
import { setTextsAside } from './imports.ts';
import { readText, trackedFiles } from './repository.ts';

/** Names of the environment variables that the code reads, tests aside; those of other programs (NODE_ENV...) too. */
export function environmentVariables(): ReadonlySet<string> {
  const programs = trackedFiles().filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && !/\/test\//.test(path));
  const names = new Set<string>(Object.values(LIMITS).map((limit) => limit.environment));
  for (const path of programs) {
    const { code, texts } = setTextsAside(readText(path));
    for (const [, name] of code.matchAll(/\b(?:env|environment)\s*\??\.\s*([A-Z][A-Z0-9_]*)\b/g)) names.add(name!);
    for (const [, text] of code.matchAll(/\b(?:env|environment)\s*\[\s*"(\d+)"\s*\]/g)) names.add(texts[Number(text)]!);
    for (const [, list] of code.matchAll(
      /\{([^{}]*)\}\s*(?::\s*[\w.]+)?\s*=\s*(?:process\s*\.\s*env|environment)\b/g,
    )) {
      for (const [name] of list!.matchAll(/\b[A-Z][A-Z0-9_]*\b/g)) names.add(name);
    }
  }
  return names;
}
