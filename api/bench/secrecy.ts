import { performance } from 'node:perf_hooks';
import { type OfficialLevel, POPULATION_MEASURE } from '@boussole/schema';
import {
  attackPublication,
  type Geography,
  type ObservationRow,
  publish,
  readPublishedGeography,
  writeInput,
} from '@boussole/warehouse';
import { cubeFile, openRaw } from './load.ts';

const THRESHOLD = 11;
/** About the share of the inhabitants that is counted: a half of the communes count fewer than the threshold. */
const SHARE = 0.03;
/** What an attack of everything that is published may take, in seconds. */
const GOAL = 60;
/** Of secret figures, what may be hidden besides. */
const RATIO_GOAL = 2;

/**
 * Three counts of every commune, of which one is the sum of the others, with the totals of all levels, a half of them secret: what it takes to
 * protect them, what it costs those who read, and how long an attack of all that is published takes.
 */
export async function measureSecrecy(dataDirectory: string): Promise<void> {
  const geography = await readPublishedGeography(dataDirectory);
  const rows = [...countsOf(geography, await readPopulations(dataDirectory, geography.reference))];
  const input = await writeInput({
    dataDirectory,
    source: {
      id: 'secrets',
      title: { fr: 'Secrets', en: 'Secrets' },
      producer: 'Banc d’essai',
      licence: 'Licence Ouverte 2.0',
      landingPage: 'https://example.org/secrets',
      priority: 50,
      secrecy: { threshold: THRESHOLD, below: true },
    },
    vintage: '1',
    file: { name: 'secrets.csv', bytes: 1, sha256: String(rows.length) },
    rows: { read: rows.length, kept: rows.length, quarantined: 0 },
    loadedAt: '2026-01-01T00:00:00.000Z',
    tables: { observation: rows },
  });
  const protecting = { started: 0, processor: 0 };
  await publish({
    dataDirectory,
    add: [input],
    now: new Date(),
    progress: (step) => {
      if (step === 'protect') protecting.started = processor();
      else if (step === 'restate') protecting.processor ||= processor() - protecting.started;
    },
  });
  await measureAttack(dataDirectory);
  console.log(`protect     ${protecting.processor.toFixed(1)} s of processor`);
}

/** Attacks the publication in service of a data directory. */
export async function measureAttack(dataDirectory: string): Promise<void> {
  const [started, busy] = [performance.now(), processor()];
  const { series, secret, secondary, found } = await attackPublication(dataDirectory);
  const [seconds, worked] = [(performance.now() - started) / 1_000, processor() - busy];
  const levels = Object.entries(secondary).map(([level, count]) => `${count} ${level}`);
  const besides = Object.values(secondary).reduce((sum, count) => sum + count, 0);
  const ratio =
    secret === 0 ? '' : `, ${(besides / secret).toFixed(3)} of the secret ones (goal: at most ${RATIO_GOAL})`;
  console.log(
    `\nsecrecy     ${series} series, ${secret} secret figures; ${besides} hidden besides${ratio}: ${levels.join(', ') || 'none'}`,
  );
  console.log(
    `attack      ${found.length} found, in ${worked.toFixed(1)} s of processor, ${seconds.toFixed(1)} s (goal: 0, at most ${GOAL} s)`,
  );
}

function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function readPopulations(dataDirectory: string, cog: number): Promise<ReadonlyMap<string, number>> {
  const connection = await openRaw(await cubeFile(dataDirectory));
  try {
    const rows = await connection.runAndReadAll(
      `SELECT code::VARCHAR, arg_max(value, year) FROM observation
       WHERE measure::VARCHAR = $1 AND level::VARCHAR = 'commune' AND cog = $2 AND value IS NOT NULL GROUP BY code ORDER BY code`,
      [POPULATION_MEASURE, cog],
    );
    return new Map(rows.getRowsJS() as [string, number][]); // as they are selected
  } finally {
    connection.closeSync();
  }
}

/** The same figures every time. */
function* countsOf(geography: Geography, populations: ReadonlyMap<string, number>): Iterable<ObservationRow> {
  let drawn = 48_271;
  const draw = (): number => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  const sums = new Map<string, [number, number]>();
  for (const [code, { epci, departement, region }] of geography.membership(geography.reference)) {
    const population = populations.get(code);
    if (population === undefined) continue;
    const all = Math.max(0, Math.round(population * SHARE * (0.5 + draw()) + draw() - 0.5));
    const women = Math.min(all, Math.round(all * (0.25 + draw() / 2)));
    for (const [level, holder] of Object.entries({ commune: code, epci, departement, region, france: 'FR' })) {
      if (holder === undefined) continue;
      const [first, second] = sums.get(`${level} ${holder}`) ?? [0, 0];
      sums.set(`${level} ${holder}`, [first + women, second + all - women]);
    }
  }
  for (const [key, [women, men]] of sums) {
    const [level, code] = key.split(' ') as [OfficialLevel, string]; // as they are put together above
    for (const [measure, value] of Object.entries({ femmes: women, hommes: men, population_rp: women + men })) {
      const isSecret = value > 0 && value < THRESHOLD;
      yield {
        ...{ measure, year: 2023, level, code, cog: geography.reference },
        value: isSecret ? null : value,
        state: isSecret ? 'SECRET' : 'PUBLISHED',
        line: 1,
      };
    }
  }
}
