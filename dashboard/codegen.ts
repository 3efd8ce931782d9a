import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InMemoryCache } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, type DocumentNode, parse } from 'graphql';

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
const HEADER = '// Generated from schema/schema.graphql by « npm run generate --workspace dashboard ».';

writeOrCheck(output, `${HEADER}\n${generated}\n`);
writeOrCheck(join(root, 'src/graphql/operations.ts'), await operationsText());

/** What the server knows each operation by: the SHA-256 of its document as the client sends it. */
async function operationsText(): Promise<string> {
  const cache = new InMemoryCache();
  const written: Record<string, unknown> = await import(output);
  const hashes = Object.entries(written)
    .filter(([name]) => name.endsWith('Document'))
    .map(([name, document]) => {
      const sent = print(cache.transformDocument(document as DocumentNode)); // the plugin names documents so
      return `  ${name.slice(0, -'Document'.length)}: '${createHash('sha256').update(sent).digest('hex')}',`;
    });
  return `${HEADER}\n/** SHA-256 of the document of each operation. */\nexport const OPERATIONS: Readonly<Record<string, string>> = {\n${hashes.sort().join('\n')}\n};\n`;
}

function writeOrCheck(path: string, text: string): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (maybeRead(path) !== text) {
    console.error(`dashboard/${relative(root, path)} is out of date: run « npm run generate --workspace dashboard ».`);
    process.exitCode = 1;
  }
}

function maybeRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
