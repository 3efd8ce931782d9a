import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';

const root = import.meta.dirname;
const output = join(root, 'src/graphql/generated.ts');
const scalars = { ID: 'string', Date: 'string', DateTime: 'string' };
const settings = {
  scalars,
  strictScalars: true,
  enumType: 'string-literal',
  useTypeImports: true,
  skipTypename: true,
} as const;

const source = readFileSync(join(root, '../schema/schema.graphql'), 'utf8');
const schema = parse(source);
const documents = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.graphql'))
  .sort()
  .map((location) => ({ location, document: parse(readFileSync(join(root, 'src', location), 'utf8')) }));

const generated = await codegen({
  schema,
  schemaAst: buildSchema(source),
  documents,
  filename: output,
  config: settings,
  plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescriptOperations, typedDocumentNode },
});
const text = `// Generated from schema/schema.graphql by « npm run generate --workspace dashboard ».\n${generated}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(output, text);
} else if (maybeRead(output) !== text) {
  console.error('dashboard/src/graphql/generated.ts is out of date: run « npm run generate --workspace dashboard ».');
  process.exitCode = 1;
}

function maybeRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
