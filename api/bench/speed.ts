import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Answered, Asked } from './clients/main.ts';
import { buildServer, cubeFile, openRaw, ROOT } from './load.ts';
import { publishRatios } from './ratios.ts';
import { writeRawLayouts } from './raw-layouts.ts';
import { type Places, type SpeedQuestion, sevenQuestions } from './seven.ts';
import { Wire } from './wire.ts';

const PORT = 4_974;
const ROUNDS = 60;
const IN_A_ROW = 10;
const COLD_ROUNDS = 15;
const COLD_WARM_ROUNDS = 60;
const COLD_WARM_MILLISECONDS = 3_000;
/** A slow question is asked fewer times. */
const LONGEST_MILLISECONDS = 20_000;
const FEWEST_ROUNDS = 3;
const CLIENTS = 16;
const LOAD_MILLISECONDS = 3_000;
/** Before clients are counted, and before each question is timed: for its first seconds a server compiles as much as it answers. */
const WARM_MILLISECONDS = { clients: 10_000, question: 3_000 };
/** What a question may take beyond raw DuckDB when its indicators are not in memory. */
const COLD = { share: 1.3, milliseconds: 0.5 };
const MEMORY_GOAL = 1_536;
/** The département whose communes are asked for: one of the largest. */
const DEPARTEMENT = '38';

type Environment = NodeJS.ProcessEnv;

/**
 * The seven questions of the dashboard over about `cells` ratios, through the server as users start it, beside raw DuckDB in the same run. What was
 * made in the data directory by an earlier run is used again.
 */
export async function measureSpeed(dataDirectory: string, cells: number, environment: Environment): Promise<void> {
  words = buildServer();
  const rawFile = join(dataDirectory, `layouts-${cells}.duckdb`);
  const started = performance.now();
  if (!existsSync(rawFile)) {
    const { indicators } = await publishRatios(dataDirectory, cells);
    console.log(`\nwrite       ${cells} cells published, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    await writeRawLayouts(await cubeFile(dataDirectory), rawFile, indicators);
    console.log(`raw         the same in three layouts, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  }
  const raw = await openRaw(rawFile);
  try {
    const [indicators, places] = [await countIndicators(raw), await readPlaces(raw)];
    const turns = (turn: number): readonly SpeedQuestion[] => sevenQuestions(places, indicators, turn);
    console.log(
      `\n${indicators} ratios of all communes x 20 years; goals are of 35,000,000 cells. Median ms, one client.`,
    );
    await whileServing(dataDirectory, { ...environment, BOUSSOLE_ANSWER_BYTES: '1' }, async (server) => {
      const taken = await measureHot(raw, turns);
      await measureThroughput(server, 'before any cache of answers', { turns, taken });
      await tellMemory(server, environment);
    });
    await whileServing(dataDirectory, environment, (server) =>
      measureThroughput(server, 'finished answers kept', { turns, taken: new Map() }),
    );
    const cold = { ...environment, BOUSSOLE_ANSWER_BYTES: '1', BOUSSOLE_HOT_BYTES: '1' };
    await whileServing(dataDirectory, cold, () => measureCold(raw, turns));
  } finally {
    raw.closeSync();
  }
}

type Turns = (turn: number) => readonly SpeedQuestion[];

/** Gives what raw DuckDB takes, in milliseconds, by name of question. */
async function measureHot(raw: DuckDBConnection, turns: Turns): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number>();
  console.log(
    '\nin memory                                                    raw ms   ours ms  ratio  goal        bytes',
  );
  const wire = await Wire.open(PORT);
  for (const question of turns(0)) {
    await orTell(question.name, async () => {
      const request = wire.prepare(bodyOf(question));
      let answer: Buffer = Buffer.alloc(0);
      const warm = performance.now() + WARM_MILLISECONDS.question;
      while (performance.now() < warm) await wire.ask(request);
      const [ours, theirs] = await medians(ROUNDS, IN_A_ROW, [
        async () => {
          answer = await wire.ask(request);
        },
        await rawReader(raw, question),
      ]);
      checkAnswer(answer);
      taken.set(question.name, theirs!);
      tell(
        question,
        theirs!,
        ours!,
        isReached(question, theirs!, ours!),
        `${question.ratio}, ${question.milliseconds} ms`,
        answer.length,
      );
    });
  }
  wire.close();
  return taken;
}

/** A question that has no answer, or a wrong one, is told in its place: the others are measured all the same. */
async function orTell(name: string, measure: () => Promise<void>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    console.log(`${name.padEnd(4)} FAILED: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isReached({ ratio, milliseconds }: SpeedQuestion, raw: number, ours: number): boolean {
  return ours / raw <= ratio || ours <= milliseconds;
}

async function measureCold(raw: DuckDBConnection, turns: Turns): Promise<void> {
  console.log(
    '\nnot in memory                                                raw ms   ours ms  ratio  goal        bytes',
  );
  const wire = await Wire.open(PORT);
  for (const [place, { name }] of turns(0).entries()) {
    await orTell(name, async () => {
      let turn = 0;
      let answer: Buffer = Buffer.alloc(0);
      const next = (): SpeedQuestion => turns(turn)[place]!;
      const ask = async (): Promise<void> => {
        turn++;
        answer = await wire.ask(wire.prepare(bodyOf(next())));
      };
      const warm = performance.now() + COLD_WARM_MILLISECONDS;
      for (let round = 0; round < COLD_WARM_ROUNDS && performance.now() < warm; round++) await ask();
      const [ours, theirs] = await medians(COLD_ROUNDS, 1, [ask, async () => (await rawReader(raw, next()))()]);
      checkAnswer(answer);
      const allowed = COLD.share * theirs! + COLD.milliseconds;
      tell(next(), theirs!, ours!, ours! <= allowed, `${allowed.toFixed(1)} ms`, answer.length);
    });
  }
  wire.close();
}

/**
 * Questions a second that clients get answered, each asking others of the same size by turns. Machines differ: where it is known what raw DuckDB takes,
 * answers are told as well that come while it gives one.
 */
async function measureThroughput(
  server: ChildProcess,
  title: string,
  { turns, taken }: { readonly turns: Turns; readonly taken: ReadonlyMap<string, number> },
): Promise<void> {
  console.log(`\n${CLIENTS} clients, ${title}; ms of processor per answer: of the server, of the clients`);
  for (const question of turns(0)) {
    const { name, title: asked, perSecond } = question;
    if (perSecond === undefined) continue;
    await orTell(name, async () => {
      const { perSecond: rate, ours, clients } = await measureRate(server, turns, name);
      const raw = taken.get(name);
      const [perRaw, perRawGoal] = [(rate * (raw ?? 0)) / 1_000, perRawOf(question, perSecond)];
      const isEnough = rate >= perSecond || perRaw >= perRawGoal;
      const compared = raw === undefined ? '' : `, ${perRaw.toFixed(1)} of ${perRawGoal.toFixed(1)} per raw answer`;
      const reached = `goal ${perSecond}/s${compared} ${isEnough ? 'ok' : 'MISSED'}`.padEnd(52);
      const processor = `${ours.toFixed(3)} ${clients.toFixed(3)}`;
      console.log(`${name.padEnd(4)} ${asked.padEnd(52)} ${rate.toFixed(0).padStart(10)}/s  ${reached} ${processor}`);
    });
  }
}

/** The goal in answers while raw DuckDB gives one: on the machine of the goals, raw DuckDB takes what its ratio says of the milliseconds. */
function perRawOf({ ratio, milliseconds }: SpeedQuestion, perSecond: number): number {
  return (perSecond * milliseconds) / ratio / 1_000;
}

interface Rate {
  readonly perSecond: number;
  /** Milliseconds of processor that a question takes of the server, and of the clients. */
  readonly ours: number;
  readonly clients: number;
}

async function measureRate({ pid }: ChildProcess, turns: Turns, name: string): Promise<Rate> {
  const wire = await Wire.open(PORT);
  const asked = Array.from({ length: 4 }, (_, turn) => turns(turn).find((one) => one.name === name)!);
  const requests = asked.map((question) => wire.prepare(bodyOf(question)));
  for (const request of requests) checkAnswer(await wire.ask(request));
  wire.close();
  const load = { port: PORT, clients: CLIENTS, requests: requests.map((request) => request.toString('base64')) };
  await askTogether({ ...load, milliseconds: WARM_MILLISECONDS.clients });
  const before = await processorOf(pid);
  const { answers, milliseconds, clientMilliseconds } = await askTogether({
    ...load,
    milliseconds: LOAD_MILLISECONDS,
  });
  const taken = (await processorOf(pid)) - before;
  return { perSecond: (1_000 * answers) / milliseconds, ours: taken / answers, clients: clientMilliseconds / answers };
}

async function askTogether(asked: Asked): Promise<Answered> {
  const program = join(ROOT, 'api/bench/clients/main.ts');
  const words = ['--import', import.meta.resolve('tsx'), program];
  const clients = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  clients.stdin.end(JSON.stringify(asked));
  const told = await text(clients.stdout);
  if (told === '') throw new Error('the clients were not answered');
  return JSON.parse(told) as Answered; // what the clients write
}

/** Milliseconds of processor that a process has taken, which Linux counts in hundredths of a second. */
async function processorOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
  return 10 * (Number(fields[12]) + Number(fields[13]));
}

function tell(
  { name, title }: SpeedQuestion,
  raw: number,
  ours: number,
  ok: boolean,
  goal: string,
  bytes: number,
): void {
  const figures = [raw.toFixed(2).padStart(8), ours.toFixed(2).padStart(9), (ours / raw).toFixed(2).padStart(6)].join(
    ' ',
  );
  console.log(
    `${name.padEnd(4)} ${title.padEnd(52)} ${figures}  ${goal.padEnd(12)} ${ok ? 'ok    ' : 'MISSED'} ${bytes}`,
  );
}

function bodyOf({ query, variables }: SpeedQuestion): string {
  return JSON.stringify({ query, variables });
}

function checkAnswer(answer: Buffer): void {
  const text = answer.toString();
  if (!text.startsWith('HTTP/1.1 200') || text.includes('"errors"')) throw new Error(text.slice(0, 1_500));
}

/** A prepared statement, run and fetched as vectors: no value is turned into JavaScript. */
async function rawReader(raw: DuckDBConnection, { sql, values }: SpeedQuestion): Promise<() => Promise<void>> {
  const statement = await raw.prepare(sql);
  if (values.length > 0) statement.bind([...values]);
  return async () => {
    const chunks = await (await statement.run()).fetchAllChunks();
    for (const chunk of chunks)
      for (let column = 0; column < chunk.columnCount; column++) chunk.getColumnVector(column);
  };
}

/**
 * Medians of things done by turns, so that what else the machine does falls on all of them. Each is done so many times `inARow`: alternating
 * one by one would measure how long each takes to find its data back in the caches that the other has just filled.
 */
async function medians(
  rounds: number,
  inARow: number,
  works: readonly (() => Promise<void>)[],
): Promise<readonly number[]> {
  const warm = performance.now() + LONGEST_MILLISECONDS;
  for (let round = 0; round < Math.min(rounds, 20) && performance.now() < warm; round++)
    for (const work of works) await work();
  const times = works.map((): number[] => []);
  const until = performance.now() + LONGEST_MILLISECONDS;
  for (let round = 0; round < rounds && (round < FEWEST_ROUNDS || performance.now() < until); round += inARow) {
    for (const [index, work] of works.entries()) {
      for (let time = 0; time < inARow; time++) {
        const started = performance.now();
        await work();
        times[index]!.push(performance.now() - started);
      }
    }
  }
  return times.map((taken) => taken.sort((left, right) => left - right)[taken.length >> 1]!);
}

async function countIndicators(raw: DuckDBConnection): Promise<number> {
  const reader = await raw.runAndReadAll('SELECT max(indicator)::INTEGER + 1 FROM by_year');
  return Number(reader.getRows()[0]![0]);
}

async function readPlaces(raw: DuckDBConnection): Promise<Places> {
  const rows = (
    await raw.runAndReadAll(`SELECT t.id, t.territory FROM territory t
      WHERE territory IN (SELECT territory FROM by_year WHERE indicator = 0 AND year = 2023) ORDER BY territory`)
  ).getRows() as [string, number][]; // as selected
  const rangeOf = (level: string): readonly [number, number] => {
    const numbers = rows.filter(([id]) => id.startsWith(`${level}:`)).map(([, number]) => number);
    return [numbers[0]!, numbers.at(-1)!];
  };
  return {
    numberOf: new Map(rows),
    communes: rows.map(([id]) => id).filter((id) => id.startsWith(`commune:${DEPARTEMENT}`)),
    departement: `departement:${DEPARTEMENT}`,
    range: { communes: rangeOf('commune'), epci: rangeOf('epci') },
  };
}

let words: readonly string[] = [];

async function whileServing(
  dataDirectory: string,
  environment: Environment,
  measure: (server: ChildProcess) => Promise<void>,
): Promise<void> {
  const server = spawn(process.execPath, [...words], {
    cwd: ROOT,
    env: {
      UV_THREADPOOL_SIZE: '16',
      BOUSSOLE_MAX_RATE: '1000000000',
      ...environment,
      BOUSSOLE_DATA: dataDirectory,
      PORT: String(PORT),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilReady(server);
    await measure(server);
  } finally {
    const closed = server.exitCode === null ? new Promise((resolve) => server.once('close', resolve)) : undefined;
    server.kill('SIGTERM');
    await closed;
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 480; attempt++) {
    if (server.exitCode !== null) throw new Error(`the server exited with ${server.exitCode}`);
    const answer = await fetch(`http://localhost:${PORT}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the server did not become ready');
}

async function tellMemory({ pid }: ChildProcess, environment: Environment): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [peak, now] = ['VmHWM', 'VmRSS'].map(
    (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1_024,
  );
  const bound = environment.BOUSSOLE_HOT_BYTES ?? 'as by default';
  console.log(
    `\nmemory      ${peak!.toFixed(0)} MiB at the most, ${now!.toFixed(0)} now (goal ${MEMORY_GOAL}); BOUSSOLE_HOT_BYTES ${bound} ${peak! <= MEMORY_GOAL ? 'ok' : 'MISSED'}`,
  );
}
