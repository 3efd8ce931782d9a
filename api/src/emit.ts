import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { toGraphqlSchema } from './schema.ts';

const target = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const header = '# Emitted from api/src by `npm run generate`; do not edit.\n\n';

const emitted = `${header}${printSchema(toGraphqlSchema())}\n`;
const committed = await readFile(target, 'utf8').catch(() => '');
if (emitted === committed) {
  console.log('schema/schema.graphql is up to date');
} else if (process.argv.includes('--check')) {
  console.error('schema/schema.graphql differs from the code: run « npm run generate » and commit it');
  process.exitCode = 1;
} else {
  await writeFile(target, emitted);
  console.log('schema/schema.graphql written');
}
