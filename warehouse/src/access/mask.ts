import { OFFICIAL_LEVELS, type Reading, stateCode, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { Ranking } from '../cube/ranking.ts';
import { Derived, type Series } from '../cube/series.ts';
import { type Ground, numbersOn } from './ground.ts';

/**
 * A series of which only the cells on open ground are left: every other one is RESTRICTED, whether it has a value or none; what did not
 * exist in that vintage stays without a figure. A position is told only in groups that are open as a whole: a rank among some would be a
 * wrong one.
 */
export function maskSeries(cube: OpenCube, ground: Ground, indicator: string, reading: Reading, raw: Series): Series {
  const { years, territories, covered } = raw;
  const values = new Float64Array(raw.values.length).fill(Number.NaN);
  const states = new Uint8Array(raw.states.length).fill(stateCode('RESTRICTED'));
  const small = new Uint8Array(raw.small.length);
  const coverage = new Float32Array(raw.coverage.length).fill(Number.NaN);
  const open = new Uint8Array(raw.values.length);
  for (const [rank, year] of years.entries()) {
    const start = rank * territories;
    const absent = new Uint8Array(territories).fill(1);
    for (const level of OFFICIAL_LEVELS) {
      const vintage = vintageAt(cube, indicator, reading, year, level);
      for (const number of cube.rows.rows(level, vintage)) absent[number] = 0;
      for (const number of numbersOn(cube, ground, level, vintage)) {
        const at = start + number;
        open[at] = 1;
        values[at] = raw.values[at]!;
        states[at] = raw.states[at]!;
        small[at] = raw.small[at]!;
        if (number < covered) coverage[rank * covered + number] = raw.coverage[rank * covered + number]!;
      }
    }
    for (let number = 0; number < territories; number++) {
      const at = start + number;
      if (absent[number] && raw.states[at] === NOTHING) states[at] = NOTHING;
    }
  }
  return {
    years,
    first: 0,
    territories,
    values,
    states,
    small,
    covered,
    coverage,
    derived: new Derived(),
    ranking(year, group, members) {
      const start = years.indexOf(year) * territories;
      return members().every((member) => open[start + member] === 1)
        ? raw.ranking(year, group, members)
        : new Ranking({ members: new Int32Array(), values, start });
    },
  };
}

const NOTHING = stateCode('NOT_AVAILABLE');

/** Vintage of the perimeters of a level in a year: its own figures', else those of communes, else the reference one. */
export function vintageAt(
  cube: OpenCube,
  indicator: string,
  reading: Reading,
  year: number,
  level: (typeof OFFICIAL_LEVELS)[number],
): Vintage {
  const slabOf = (wanted: typeof level) =>
    cube.slabs(indicator, reading, wanted).find((slab) => slab.year === year)?.vintage;
  return slabOf(level) ?? slabOf('commune') ?? cube.geography.reference;
}
