import { readFile, writeFile } from 'node:fs/promises';
import { sourceJsonSchema } from '@boussole/schema';
import { DESCRIPTOR_SCHEMA } from './sources.ts';

const emitted = `${JSON.stringify(sourceJsonSchema(), null, 2)}\n`;
const committed = await readFile(DESCRIPTOR_SCHEMA, 'utf8').catch(() => '');
if (emitted === committed) {
  console.log('schema/source.schema.json is up to date');
} else if (process.argv.includes('--check')) {
  console.error('schema/source.schema.json differs from the code: run « npm run generate » and commit it');
  process.exitCode = 1;
} else {
  await writeFile(DESCRIPTOR_SCHEMA, emitted);
  console.log('schema/source.schema.json written');
}
