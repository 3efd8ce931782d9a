import type { Reading } from '@boussole/schema';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Eventual } from '../store/eventual.ts';
import type { Readers } from '../store/readers.ts';
import type { HotStore } from './hot-store.ts';
import { type Run, readCells, type WantedCells } from './read-cells.ts';
import { type Series, toSeries } from './series.ts';
import { READING_CODES } from './states.ts';

/** What one question is about. */
export interface WantedParts {
  readonly indicators: readonly string[];
  readonly reading: Reading;
  /** Undefined: all of each indicator. */
  readonly years: readonly number[] | undefined;
  /** First and last number of its territories; undefined: all of them. */
  readonly range: readonly [number, number] | undefined;
  /** Numbers of them, ascending, where they are few of those between; undefined: all of them. */
  readonly only?: Int32Array | undefined;
}

interface Sources {
  readonly hot: HotStore;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly territories: number;
  readonly firstCommune: number;
  readonly readers: Readers;
  yearsOf(indicator: number, reading: number): readonly number[];
}

/** Indicators that follow each other are read by one statement; what lies between others is not read. */
function runsOf(numbers: readonly number[]): readonly Run[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

async function* readRuns(
  reader: DuckDBConnection,
  runs: readonly Run[],
  among: Omit<WantedCells, 'indicators'>,
  firstCommune: number,
): AsyncGenerator<DuckDBDataChunk> {
  for (const indicators of runs) yield* readCells(reader, { ...among, indicators }, firstCommune);
}

interface ColdIndicator {
  readonly id: string;
  readonly years: readonly number[];
}

const NO_PARTS: ReadonlyMap<string, Series> = new Map();

/** Bytes of a cell in memory: value, state, whether it is small. */
const CELL = 10;
/** A part that has more cells than this share of the whole is read as the whole, which is then kept. */
const SMALL = 0.5;

/**
 * Reads from the file what a question is about of the indicators that are not in memory, in one statement, so that the first question about an
 * indicator does not wait for all of it. The whole is read behind, one indicator at a time, for the next questions.
 */
export function toParts({ hot, numberOf, yearsOf, territories, firstCommune, readers }: Sources) {
  const behind = new Set<string>();
  let isReading = false;

  async function readBehind(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      for (const key of behind) {
        behind.delete(key);
        await hot.series(key);
      }
    } catch {
      // Whoever asks for it next is told why it cannot be read.
      behind.clear();
    } finally {
      isReading = false;
    }
  }

  return (wanted: WantedParts): Eventual<ReadonlyMap<string, Series>> => {
    const { indicators, reading, years } = wanted;
    const code = READING_CODES[reading];
    const [first, last] = wanted.range ?? [0, territories - 1];
    const cold = new Map<number, ColdIndicator>();
    for (const id of new Set(indicators)) {
      const number = numberOf.get(id);
      if (number === undefined || hot.has(`${number}/${code}`)) continue;
      const known = yearsOf(number, code);
      const asked = years ? known.filter((year) => years.includes(year)) : known;
      const isAll = years?.some((year) => !known.includes(year));
      const count = wanted.only?.length ?? last - first + 1;
      if (isAll || asked.length * count > SMALL * known.length * territories) continue;
      cold.set(number, { id, years: asked });
    }
    return cold.size === 0 ? NO_PARTS : read(cold, code, { territories: [first, last], only: wanted.only });
  };

  async function read(
    cold: ReadonlyMap<number, ColdIndicator>,
    code: number,
    where: Pick<WantedCells, 'territories' | 'only'>,
  ): Promise<ReadonlyMap<string, Series>> {
    const numbers = [...cold.keys()].sort((left, right) => left - right);
    const asked = [...cold.values()].flatMap((one) => one.years);
    const among = {
      reading: code,
      years: [Math.min(...asked), Math.max(...asked)],
      ...where,
    } as const;
    const [first, last] = where.territories;
    const filled = await readers.run((reader) =>
      toSeries(
        readRuns(reader, runsOf(numbers), among, firstCommune),
        new Map(
          [...cold].map(([number, { years }]) => [
            number,
            { years, first, territories: last - first + 1, only: where.only },
          ]),
        ),
      ),
    );
    for (const number of numbers) {
      if (hot.holds(yearsOf(number, code).length * territories * CELL)) behind.add(`${number}/${code}`);
    }
    setImmediate(readBehind);
    return new Map([...cold].map(([number, { id }]) => [id, filled.get(number)!]));
  }
}
