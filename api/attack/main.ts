import { parseArgs } from 'node:util';
import { readLimits } from '@boussole/schema';
import { currentPublicationId, readCatalogue, readPublication, readPublishedGeography } from '@boussole/warehouse';
import { pino } from 'pino';
import { startServer } from '../src/server.ts';
import { attackServer } from './attack.ts';

/**
 * `npm run attack -- [--data data] [--address http://localhost:4000] [--seed 1] [--lists 200] [--years 2018,2019]`: what an anonymous client of
 * a server works out of what is hidden. Without an address, serves the data directory itself.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.BOUSSOLE_DATA ?? 'data' },
    address: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lists: { type: 'string', default: '200' },
    years: { type: 'string' },
  },
});
const { data, seed } = values;
const [geography, catalogue, id] = await Promise.all([
  readPublishedGeography(data),
  readCatalogue(data),
  currentPublicationId(data),
]);
const { inputs } = await readPublication(data, id!); // its geography was just read
const server =
  values.address === undefined
    ? await startServer({
        ...{ port: 0, dataDirectory: data, log: pino({ level: 'fatal' }) },
        // As patient as an attacker: what one asks in a day is asked at once.
        limits: { ...readLimits({}).limits, questionsPerMinute: 1e9 },
      })
    : undefined;
console.log(`publication ${id}, seed ${seed}`);
const started = performance.now();
let found = 0;
try {
  const report = await attackServer({
    ...{ geography, catalogue, seed: Number(seed), lists: Number(values.lists) },
    url: values.address ?? server!.url,
    sources: new Map(inputs.map(({ source }) => [source.id, source])),
    ...(values.years !== undefined && { years: values.years.split(',').map(Number) }),
    tell: console.log,
  });
  const { asked, hidden, equations, exact, narrowed, explained, unexplained, unknown, withheld, toldBefore } = report;
  found = exact.length + unexplained.length;
  console.log(
    `${asked} asked in ${((performance.now() - started) / 1_000).toFixed(1)} s: ${hidden} hidden figures that add up, ${equations} equations`,
  );
  console.log(`${exact.length} found exactly (goal: 0), ${narrowed} narrowed`);
  console.log(
    `${explained} sums, ranks and rows are what is shown makes; ${unexplained.length} are not (goal: 0); ${unknown} rest on what no indicator shows; ${withheld} totals withheld`,
  );
  if (toldBefore > 0) console.log(`${toldBefore} are shown by an earlier publication that can still be read`);
  for (const each of [...exact, ...unexplained].slice(0, 50)) console.log(`  ${each}`);
} finally {
  await server?.close();
}
process.exitCode = found > 0 ? 1 : 0;
