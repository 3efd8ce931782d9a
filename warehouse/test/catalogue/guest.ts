import { openCatalogue } from '../../src/index.ts';

// A process of its own that opens the catalogue of the directory it is given, says so, and leaves when its input ends.
const catalogue = await openCatalogue({ dataDirectory: process.argv[2]!, log: console.log });
await catalogue.recordPublication({ id: `seen by ${process.pid}`, publishedAt: '2026-01-01T00:00:00.000Z' });
console.log('OPEN');
process.stdin.resume().on('end', async () => {
  await catalogue.close();
  console.log('CLOSED');
});
