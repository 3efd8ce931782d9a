import type { Reading } from '@boussole/schema';
import type { Eventual } from '../store/eventual.ts';
import type { HotStore } from './hot-store.ts';
import { type Series, toSeries } from './series.ts';
import { READING_CODES } from './states.ts';
import type { TileFile, WantedTiles } from './tile-file.ts';

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
  readonly tiles: TileFile;
  yearsOf(indicator: number, reading: number): readonly number[];
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
 * Reads from the file what a question is about of the indicators that are not in memory, so that the first question about an indicator does not wait
 * for all of it. The whole is read behind, one indicator at a time, for the next questions.
 */
export function toParts({ hot, numberOf, yearsOf, territories, tiles }: Sources) {
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
    return cold.size === 0 ? NO_PARTS : read(cold, code, { range: [first, last], only: wanted.only });
  };

  async function read(
    cold: ReadonlyMap<number, ColdIndicator>,
    code: number,
    { range, only }: Pick<WantedTiles, 'range' | 'only'>,
  ): Promise<ReadonlyMap<string, Series>> {
    const [first, last] = range;
    const wanted = [...cold].map(
      ([indicator, { years }]): WantedTiles => ({ indicator, reading: code, years, range, only }),
    );
    const filled = await toSeries(
      new Map(wanted.map(({ indicator, years }) => [indicator, { years, first, territories: last - first + 1, only }])),
      (put) => tiles.read(wanted, put),
    );
    for (const number of cold.keys()) {
      if (hot.holds(yearsOf(number, code).length * territories * CELL)) behind.add(`${number}/${code}`);
    }
    setImmediate(readBehind);
    return new Map([...cold].map(([number, { id }]) => [id, filled.get(number)!]));
  }
}
