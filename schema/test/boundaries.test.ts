import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, setTextsAside } from './support/imports.ts';
import { readText, trackedFiles } from './support/repository.ts';

/** Which rooms each room may import. The dashboard knows `schema/schema.graphql` only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  warehouse: ['schema'],
  etl: ['schema', 'warehouse'],
  api: ['schema', 'warehouse'],
  dashboard: [],
};
const ROOMS = Object.keys(MAY_IMPORT);

const modules = trackedFiles()
  .filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && ROOMS.includes(path.split('/')[0]!))
  .map((path) => ({ path, room: path.split('/')[0]!, source: readText(path) }));

const imports = modules.flatMap(({ path, room, source }) =>
  importsOf(source).map(({ from, typeOnly }) => {
    const target = from.startsWith('.') ? posix.join(posix.dirname(path), from) : from;
    return { path, room, target, typeOnly };
  }),
);

describe('the rooms', () => {
  it('are all looked at', () => {
    for (const room of ROOMS) expect(modules.filter((module) => module.room === room).length, room).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThan(modules.length);
  });

  it.each(ROOMS)('let %s import only what its place in the flow allows', (room) => {
    const wrong = imports.filter((statement) => statement.room === room && isAgainstTheFlow(statement));
    expect(wrong.map(sentence)).toEqual([]);
  });

  it('are entered by their door', () => {
    expect(imports.filter(isPastTheDoor).map(sentence)).toEqual([]);
  });

  it.each([
    ['etl', '@boussole/api', { flow: true, door: false }],
    ['etl', 'api/src/index.ts', { flow: true, door: true }],
    ['warehouse', '@boussole/etl', { flow: true, door: false }],
    ['dashboard', '@boussole/schema', { flow: true, door: false }],
    ['api', '@boussole/warehouse/src/query/sql.ts', { flow: false, door: true }],
    ['api', 'warehouse/src/query/sql.ts', { flow: false, door: true }],
    ['api', '@boussole/warehouse', { flow: false, door: false }],
    ['api', 'api/src/server.ts', { flow: false, door: false }],
    ['api', 'schema', { flow: false, door: false }],
  ])('would not let %s import %s unnoticed', (room, target, expected) => {
    expect({ flow: isAgainstTheFlow({ room, target }), door: isPastTheDoor({ room, target }) }).toEqual(expected);
  });

  it('declare what they import from one another', () => {
    for (const room of ROOMS) {
      const manifest: { dependencies?: Record<string, string> } = JSON.parse(readText(`${room}/package.json`));
      const declared = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@boussole/'));
      expect(declared.sort(), room).toEqual(MAY_IMPORT[room]!.map((other) => `@boussole/${other}`).sort());
    }
  });

  it('open a door that only re-exports', () => {
    for (const { path, source } of modules.filter((module) => /^[a-z]+\/src\/index\.ts$/.test(module.path))) {
      const { code } = setTextsAside(source);
      const rest = code
        .replace(/export\s+(type\s+)?(\*|\{[^}]*\})\s+from\s+"\d+";?/g, '')
        .replace(/import\s+"\d+";?/g, '');
      expect(rest.trim(), path).toBe('');
    }
  });

  it('keep pages of the dashboard apart from one another', () => {
    const featureOf = (path: string) => /^dashboard\/src\/features\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ path, target }) => {
      const [own, other] = [featureOf(path), featureOf(target)];
      return own !== undefined && other !== undefined && own !== other;
    });
    expect(wrong.map(sentence)).toEqual([]);
  });
});

describe('effects', () => {
  const inner = modules.filter(({ path }) => /^[a-z]+\/(src|bench)\//.test(path) && !/\/main\.tsx?$/.test(path));
  const manifests = ['package.json', ...ROOMS.map((room) => `${room}/package.json`)].map(readText).join('\n');

  it('read the environment nowhere but in a main file', () => {
    const wrong = inner.filter(({ source }) =>
      /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/.test(setTextsAside(source).code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('are none when a module is imported, unless it is a program', () => {
    const wrong = inner
      .filter(({ path, room }) => room !== 'dashboard' && !manifests.includes(`tsx ${path.slice(room.length + 1)}`))
      .filter(({ source }) => /^(await|void|process\.|console\.)/m.test(setTextsAside(source).code));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('the parser of imports', () => {
  it('reads every form of import, and nothing in comments or texts', () => {
    const source = `
      import 'a';
      import b from "b";
      import type { C } from 'c';
      import { type D, d as e } from 'd';
      import * as f from 'f';
      export * from 'g';
      export { default as h } from 'h';
      export type { I } from 'i';
      const j = await import('j');
      // import 'comment';
      /* import 'block'; */
      const text = "import 'text'";
      const template = \`import 'template'\`;
      const pattern = /import 'pattern"/;
      export const notAnImport = 'not';
      export function from() { return 'from'; }
      object.import('method');
    `;
    expect(importsOf(source)).toEqual([
      { from: 'a', typeOnly: false },
      { from: 'b', typeOnly: false },
      { from: 'c', typeOnly: true },
      { from: 'd', typeOnly: false },
      { from: 'f', typeOnly: false },
      { from: 'g', typeOnly: false },
      { from: 'h', typeOnly: false },
      { from: 'i', typeOnly: true },
      { from: 'j', typeOnly: false },
    ]);
  });
});

interface Crossing {
  readonly room: string;
  readonly target: string;
}

function isAgainstTheFlow({ room, target }: Crossing): boolean {
  // The contract is a text that every room may read, and the only thing that the dashboard knows.
  if (target.endsWith('schema/schema.graphql')) return false;
  const other = roomOf(target);
  return other !== undefined && other !== room && !MAY_IMPORT[room]!.includes(other);
}

function isPastTheDoor({ room, target }: Crossing): boolean {
  const other = roomOf(target);
  return other !== undefined && other !== room && !/^@boussole\/[a-z]+(\/schema\.graphql)?$/.test(target);
}

/** Room that an import leads to; undefined for a library. */
function roomOf(target: string): string | undefined {
  const name = target.startsWith('@boussole/') ? target.split('/')[1] : target.split('/')[0];
  return ROOMS.find((room) => room === name && (target.startsWith('@boussole/') || target.includes('/')));
}

function sentence({ path, target }: { readonly path: string; readonly target: string }): string {
  return `${path} imports ${target}`;
}
