import { type OfficialLevel, roundingError } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import type { Slack } from './error-span.ts';

interface Delivered {
  readonly year: number;
  readonly level: OfficialLevel;
  readonly input: number;
}

/** What a publication says of its measures never changes: each is asked once. */
const known = new WeakMap<OpenCube['measures'], Map<string, Promise<readonly Delivered[]>>>();

/** By measure and level (`naissances commune`): what the rounding of its sources does to a figure of that year. */
export async function errorsOf(
  cube: OpenCube,
  measures: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, Slack>> {
  const errors = new Map<string, Slack>();
  for (const measure of measures) {
    for (const { year: own, level, input } of await deliveredOf(cube, measure)) {
      const rounding = own === year ? cube.inputs[input]?.source.rounding?.[measure] : undefined;
      if (!rounding) continue;
      const { below, above } = roundingError(rounding);
      const before = errors.get(`${measure} ${level}`) ?? { below: 0, above: 0 };
      errors.set(`${measure} ${level}`, {
        below: Math.max(before.below, below),
        above: Math.max(before.above, above),
      });
    }
  }
  return errors;
}

function deliveredOf(cube: OpenCube, measure: string): Promise<readonly Delivered[]> {
  const byMeasure = known.get(cube.measures) ?? new Map<string, Promise<readonly Delivered[]>>();
  known.set(cube.measures, byMeasure);
  const before = byMeasure.get(measure);
  if (before) return before;
  const asked = cube.query<Delivered>(SQL.inputsByLevel, [measure]);
  byMeasure.set(measure, asked);
  // A question that was cut short is asked again.
  asked.catch(() => byMeasure.delete(measure));
  return asked;
}
