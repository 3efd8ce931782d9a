import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { breakingChanges } from './contract.ts';
import { toGraphqlSchema } from './schema.ts';

const target = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const header = '# Emitted from api/src by `npm run generate`; do not edit.\n\n';

const schema = toGraphqlSchema();
const emitted = `${header}${printSchema(schema)}\n`;
const committed = await readFile(target, 'utf8').catch(() => '');
const broken = breakingChanges(committed, schema);
if (emitted === committed) {
  console.log('schema/schema.graphql is up to date');
} else if (process.argv.includes('--check')) {
  console.error('schema/schema.graphql differs from the code: run « npm run generate » and commit it');
  process.exitCode = 1;
} else if (broken.length > 0 && !process.argv.includes('--breaking')) {
  console.error(`schema/schema.graphql would break those who read the API:\n- ${broken.join('\n- ')}`);
  console.error('Deprecate first. If it is meant: « npm run generate --workspace api -- --breaking »');
  process.exitCode = 1;
} else {
  await writeFile(target, emitted);
  console.log('schema/schema.graphql written');
}
