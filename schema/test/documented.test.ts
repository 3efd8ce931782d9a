import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CELL_STATES, ERROR_CODES, type ErrorCode, failure, LIMITS, WARNING_CODES } from '../src/index.ts';
import { environmentVariables } from './support/environment.ts';
import { readText, trackedFiles } from './support/repository.ts';

const wordsOfCode: ReadonlySet<string> = new Set(
  trackedFiles()
    .filter(
      (path) =>
        /^[a-z]+\/(src|bin)\/.*\.[jt]sx?$/.test(path) && !/^schema\/src\/(errors|limits)(-in-english)?\.ts$/.test(path),
    )
    .flatMap((path) => readText(path).match(/\w+/g) ?? []),
);

describe('every limit', () => {
  const limits = Object.entries(LIMITS);

  it.each(limits)('%s says in a sentence what it bounds', (_, { sentence, value }) => {
    expect(sentence).toMatch(/^\p{Lu}[^'\n]+\.$/u);
    expect(value).toBeGreaterThan(0);
  });

  it.each(limits)('%s is applied somewhere', (name) => {
    expect(wordsOfCode.has(name)).toBe(true);
  });

  it('has a variable of its own', () => {
    const variables = limits.map(([, limit]) => limit.environment);
    expect(new Set(variables).size).toBe(variables.length);
    for (const variable of variables) expect(variable).toMatch(/^BOUSSOLE_[A-Z_]+$/);
  });
});

describe('every error code', () => {
  it.each(ERROR_CODES)('%s says in one French sentence or two what happened and what to do', (name) => {
    const message = sentenceOf(name);
    expect(message).toMatch(/^(\p{Lu}|« |‹)/u);
    expect(message).toMatch(/[.›]$/);
    // Typographic apostrophes, and nothing that a template forgot.
    expect(message).not.toMatch(/'|\n|undefined|\[object| {2}/);
  });

  it.each(ERROR_CODES)('%s is met somewhere', (name) => {
    expect(wordsOfCode.has(name)).toBe(true);
  });
});

const READMES = ['README.md', 'warehouse/README.md', 'api/README.md'];

describe('the READMEs', () => {
  const readme = () => READMES.map(readText).join('\n');
  const known = environmentVariables();
  const ours = [...known].filter((name) => /^(BOUSSOLE_.*|DATABASE_URL|PORT)$/.test(name));

  it('name every variable that the code reads, the first of them', () => {
    const words = new Set(readText('README.md').match(/\w+/g));
    expect(ours.filter((name) => !words.has(name))).toEqual([]);
  });

  it('name no variable that nothing reads', () => {
    const words = new Set<string>([...ERROR_CODES, ...CELL_STATES, ...WARNING_CODES]);
    const compose = readText('docker-compose.yml');
    const named = [...readme().matchAll(/\bPORT\b|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name);
    expect(named.filter((name) => !known.has(name) && !words.has(name) && !compose.includes(`\${${name}`))).toEqual([]);
  });

  it('show commands that exist', () => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(readText('package.json'));
    const own = ['ci', 'install', 'start', 'test'];
    for (const [, script] of readme().matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)) {
      expect([...own, ...Object.keys(manifest.scripts)]).toContain(script);
    }
  });

  it.each([...READMES, 'etl/sources/README.md'])('%s names files that exist', (path) => {
    const known = new Set(trackedFiles().flatMap((file) => [file, ...foldersOf(file)]));
    const links = [...readText(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) =>
      join(dirname(path), link!),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !known.has(link))).toEqual([]);
  });
});

/** `a/b` and `a` for `a/b/c`. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The sentence with each parameter replaced by its own name, so that one left out shows. */
function sentenceOf(name: ErrorCode): string {
  const parameters = new Proxy({}, { get: (_, parameter) => `‹${String(parameter)}›` });
  // Whatever the parameters of that code are, the proxy has them.
  return failure(name, parameters as never).message;
}
