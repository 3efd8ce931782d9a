import {
  type Indicator,
  isAdditive,
  measuresOf,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  READINGS,
  type Reading,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { InputSource } from '../publication/input.ts';

/** What figures of an indicator rest on a source: those of a level, in some years, read so. */
export interface SourceUse {
  readonly source: InputSource;
  readonly level: OfficialLevel;
  readonly readings: readonly Reading[];
  /** In order. */
  readonly years: readonly number[];
}

/** Levels that are added up where a source gives no figure, the first that is published first. */
const BELOW: Readonly<Partial<Record<OfficialLevel, OfficialLevel>>> = {
  france: 'region',
  region: 'departement',
  departement: 'commune',
  epci: 'commune',
};

/**
 * Sources behind the figures of an indicator, level by level and year by year: what is given for the level and, where that leaves figures without, what
 * is given below it.
 */
export function sourceUses(cube: OpenCube, indicator: Indicator): readonly SourceUse[] {
  const uses = new Map<string, { source: InputSource; level: OfficialLevel; byYear: Map<number, Set<Reading>> }>();
  for (const reading of READINGS) {
    for (const level of OFFICIAL_LEVELS) {
      for (const { year, present } of cube.slabs(indicator.id, reading, level)) {
        for (const measure of measuresOf(indicator.formula)) {
          for (const source of behind(cube, measure, { level, year, reading, present })) {
            const key = `${source.id} ${level}`;
            const use = uses.get(key) ?? { source, level, byYear: new Map<number, Set<Reading>>() };
            uses.set(key, use);
            use.byYear.set(year, (use.byYear.get(year) ?? new Set()).add(reading));
          }
        }
      }
    }
  }
  return [...uses.values()].flatMap(byReadings);
}

interface Figures {
  readonly level: OfficialLevel;
  readonly year: number;
  readonly reading: Reading;
  /** How many of them there are. */
  readonly present: number;
}

function behind(cube: OpenCube, measure: string, { level, year, reading, present }: Figures): readonly InputSource[] {
  const known = cube.inputsOf.get(measure) ?? [];
  const given = (cube.deliveriesOf.get(measure) ?? []).filter(
    (delivery) => delivery.level === level && delivery.year === year && delivery.readings.includes(reading),
  );
  const own = given.flatMap(({ input }) => known.filter(({ id }) => id === input).map(({ source }) => source));
  const below = BELOW[level];
  const nature = cube.measures.get(measure)?.nature;
  const isWhole = given.reduce((sum, { figures }) => sum + figures, 0) >= present;
  if (isWhole || below === undefined || nature === undefined || !isAdditive(nature)) return own;
  return [...own, ...behind(cube, measure, { level: below, year, reading, present: countBelow(cube, below) })];
}

/** How many territories of a level make up those above: all of them. */
function countBelow(cube: OpenCube, level: OfficialLevel): number {
  return cube.rows.rows(level, cube.geography.reference).length;
}

function byReadings({
  source,
  level,
  byYear,
}: {
  source: InputSource;
  level: OfficialLevel;
  byYear: Map<number, Set<Reading>>;
}): SourceUse[] {
  const groups = new Map<string, { readings: readonly Reading[]; years: number[] }>();
  for (const [year, set] of byYear) {
    const readings = READINGS.filter((reading) => set.has(reading));
    const group = groups.get(readings.join()) ?? { readings, years: [] };
    groups.set(readings.join(), group);
    group.years.push(year);
  }
  return [...groups.values()].map(({ readings, years }) => ({
    source,
    level,
    readings,
    years: years.sort((left, right) => left - right),
  }));
}
