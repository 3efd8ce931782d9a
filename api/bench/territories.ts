import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { READINGS, type Reading, readLimits, type SemanticQuery } from '@boussole/schema';
import {
  type BuildStep,
  buildCube,
  currentInputs,
  type Geography,
  type Input,
  loadGeography,
  publish,
  readCatalogue,
  Warehouse,
} from '@boussole/warehouse';
import { cubeFile, measureRaw } from './load.ts';
import { type Synthetic, writeSynthetic } from './synthetic.ts';

const MEMORY_MEGABYTES = 4_096;
const FIRST_VINTAGE = 2006;
const INDICATORS_READ = 10;
const ROUNDS = 30;
/** What the restated cube may cost, against the build without restatement. */
const GOAL = 1.3;
/** What a full rebuild may cost, against DuckDB writing the same cells in order. */
const RAW_GOAL = 3;

/** Passage tables, then the cost of restating about `cells` figures by commune, in a data directory where the packages are loaded. */
export async function measureTerritories(dataDirectory: string, cells: number): Promise<void> {
  const inputs = await currentInputs(dataDirectory);
  const geography = await loadGeography(dataDirectory, inputs);
  measurePassages(geography);
  const started = performance.now();
  const synthetic = await writeSynthetic(dataDirectory, geography, cells);
  const writing = (performance.now() - started) / 1_000;
  console.log(`\nwrite       ${rate(synthetic.observations, writing)}`);
  await measureBuilds(dataDirectory, inputs, synthetic, writing);
  await measureReadings(dataDirectory, synthetic);
}

/** Every pair of vintages, both ways, each table from nothing. */
function measurePassages(geography: Geography): void {
  const last = geography.communeVintages.at(-1)!;
  const vintages = Array.from({ length: last - FIRST_VINTAGE + 1 }, (_, index) => FIRST_VINTAGE + index);
  let communes = 0;
  const started = performance.now();
  for (const from of vintages) for (const to of vintages) communes += geography.passage(from, to).parts.size;
  const seconds = (performance.now() - started) / 1_000;
  const pairs = vintages.length ** 2;
  const each = ((seconds * 1_000) / pairs).toFixed(2);
  console.log(
    `\npassages    ${pairs} pairs of vintages, ${FIRST_VINTAGE} to ${last}, ${communes} communes placed: ${seconds.toFixed(2)} s, ${each} ms a pair`,
  );
}

async function measureBuilds(
  dataDirectory: string,
  embedded: readonly Input[],
  { inputs, observations }: Synthetic,
  writing: number,
): Promise<void> {
  const folder = join(dataDirectory, 'without');
  await mkdir(folder, { recursive: true });
  const catalogue = await readCatalogue(dataDirectory);
  const without = new Stopwatch();
  await buildCube({
    dataDirectory,
    inputs: [...embedded, ...inputs],
    catalogue,
    folder,
    cubeFile: join(folder, 'cube.duckdb'),
    memoryMegabytes: MEMORY_MEGABYTES,
    progress: without.progress,
    readings: ['PUBLISHED'],
  });
  without.stop();
  console.log(`without     ${without.told()}`);
  const restated = new Stopwatch();
  const { publication } = await publish({
    dataDirectory,
    add: inputs,
    now: new Date(),
    memoryMegabytes: MEMORY_MEGABYTES,
    progress: restated.progress,
  });
  restated.stop();
  const { size } = await stat(await cubeFile(dataDirectory));
  console.log(`restated    ${restated.told()}`);
  const ratio = (restated.processor / without.processor).toFixed(2);
  console.log(
    `ratio       ${ratio} of processor time (goal: at most ${GOAL}), ${(restated.total / without.total).toFixed(2)} of time`,
  );
  const peak = process.resourceUsage().maxRSS / 1_024;
  console.log(`memory      ${peak.toFixed(0)} MiB at the most (goal: at most ${MEMORY_MEGABYTES})`);
  const raw = await measureRaw(dataDirectory);
  console.log(
    `raw DuckDB  CREATE TABLE AS of the same cells, sorted: ${raw.seconds.toFixed(1)} s, processor ${raw.processor.toFixed(1)} s; rebuild ${(restated.processor / raw.processor).toFixed(2)} of its processor time, ${(restated.total / raw.seconds).toFixed(2)} of its time (goal: at most ${RAW_GOAL})`,
  );
  console.log(`load        ${rate(observations, writing + restated.total)}, written and published`);
  console.log(
    `on disk     ${publication.cells} cells in both readings, ${(size / 2 ** 20).toFixed(0)} MiB, ${(size / publication.cells).toFixed(1)} bytes a cell`,
  );
}

/** The same page of communes in both readings by turns, of an indicator not read yet, then hot. */
async function measureReadings(dataDirectory: string, { measures }: Synthetic): Promise<void> {
  const warehouse = await Warehouse.open({ dataDirectory, limits: readLimits({}).limits });
  const ask = async (measure: string, reading: Reading): Promise<number> => {
    const started = performance.now();
    await warehouse.read(undefined, (cube) => cube.grid(pageOf(measure, reading)));
    return performance.now() - started;
  };
  const times = { first: readingTimes(), hot: readingTimes() };
  try {
    await ask('population_municipale', 'CONSTANT');
    for (const [index, measure] of measures.slice(0, INDICATORS_READ).entries()) {
      const turns = index % 2 === 0 ? READINGS : READINGS.toReversed();
      for (const reading of turns) times.first[reading].push(await ask(measure, reading));
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const reading of READINGS) times.hot[reading].push(await ask(measures[0]!, reading));
    }
  } finally {
    await warehouse.close();
  }
  for (const [name, byReading] of Object.entries(times)) {
    const [published, constant] = READINGS.map((reading) => middleOf(byReading[reading]));
    console.log(
      `${`read ${name}`.padEnd(11)} a page of communes: published ${published!.toFixed(1)} ms, constant ${constant!.toFixed(1)} ms`,
    );
  }
}

function readingTimes(): Record<Reading, number[]> {
  return { PUBLISHED: [], CONSTANT: [] };
}

function middleOf(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[times.length >> 1]!;
}

function pageOf(indicator: string, reading: Reading): SemanticQuery {
  const column = { indicator, year: 2019 };
  return {
    rows: { kind: 'level', level: 'commune' },
    columns: [column],
    reading,
    filters: [],
    sort: [{ by: 'column', column, descending: true }],
    offset: 0,
    limit: 100,
  };
}

/** Seconds that each step of a build takes, and of the processor, which does not count what else the machine does. */
class Stopwatch {
  readonly #steps = new Map<BuildStep, number>();
  readonly #started = performance.now();
  #step: BuildStep = 'read';
  #last = this.#started;
  readonly #busy = process.cpuUsage();
  total = 0;
  processor = 0;

  /** What is done when a step is told was done in it; a step told at 0 begins. */
  readonly progress = (step: BuildStep, done: number): void => {
    this.#count(done === 0 ? this.#step : step);
    this.#step = step;
  };

  stop(): void {
    this.#count(this.#step);
    this.total = (this.#last - this.#started) / 1_000;
    const { user, system } = process.cpuUsage(this.#busy);
    this.processor = (user + system) / 1e6;
  }

  told(): string {
    const steps = [...this.#steps].map(([step, seconds]) => `${step} ${seconds.toFixed(1)}`);
    return `${this.total.toFixed(1)} s, processor ${this.processor.toFixed(1)} s (${steps.join(', ')})`;
  }

  #count(step: BuildStep): void {
    const now = performance.now();
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + (now - this.#last) / 1_000);
    this.#last = now;
  }
}

function rate(observations: number, seconds: number): string {
  const perSecond = Math.round(observations / seconds).toLocaleString('en');
  return `${observations} observations in ${seconds.toFixed(1)} s, ${perSecond} cells/s`;
}
