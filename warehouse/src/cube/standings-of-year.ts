import type { Vintage } from '@boussole/schema';
import { type Ground, lieInOnePart } from './one-part.ts';
import { type AllPlaces, placeAll } from './ranking.ts';
import type { StandingRow } from './standing.ts';
import { READING_CODES } from './states.ts';
import { ABSENT, type YearOfCells } from './tile.ts';

/** How communes stand in France in a year. */
export interface StandingOfYear extends Pick<StandingRow, 'reading' | 'vintage' | 'size' | 'onePart'> {
  readonly all: AllPlaces;
}

/**
 * How the communes of France stand in a year of an indicator, in each reading, or once for both where they are the same. `vintages` are those of the
 * communes, by code of reading.
 */
export function* standingsOf(
  readings: ReadonlyMap<number, YearOfCells>,
  vintages: ReadonlyMap<number, Vintage>,
  ground: Ground,
): Iterable<StandingOfYear> {
  const both = readings.get(READING_CODES.BOTH);
  const [published, constant] = [READING_CODES.PUBLISHED, READING_CODES.CONSTANT];
  const isOne = both !== undefined && readings.size === 1 && vintages.get(published) === vintages.get(constant);
  for (const reading of isOne ? [READING_CODES.BOTH] : [published, constant]) {
    const vintage = vintages.get(isOne ? constant : reading);
    const values = valuesOf(readings.get(reading), both);
    if (vintage === undefined || !values) continue;
    const group = { level: 'commune', vintage, container: undefined } as const;
    const all = placeAll({ members: ground.rows.rows('commune', vintage), values, start: 0 });
    if (!all) continue;
    const onePart = lieInOnePart(ground, group, (number) => !Number.isNaN(values[number]!));
    yield { reading, vintage, size: all.size, onePart, all };
  }
}

/** Values of a reading, by number: its own, and those of both. */
function valuesOf(own: YearOfCells | undefined, both: YearOfCells | undefined): Float64Array | undefined {
  if (!own || !both || own === both) return (own ?? both)?.values;
  const values = both.values.slice();
  for (let number = 0; number < values.length; number++)
    if (own.states[number] !== ABSENT) values[number] = own.values[number]!;
  return values;
}
