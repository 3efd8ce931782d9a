import { type OfficialLevel, roundingError } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import type { Derivation } from './derivation.ts';
import type { Slack } from './error-span.ts';

/** What the rounding of a source does to a figure: to each of its `terms`, that weigh `weight` in it. One, of weight 1, but for a sum of months. */
export interface RoundingError {
  readonly slack: Slack;
  readonly terms: number;
  readonly weight: number;
}

interface Delivered {
  readonly year: number;
  readonly level: OfficialLevel;
  readonly input: number;
  readonly rule: Derivation['rule'] | null;
  readonly parts: number | null;
}

/** What a publication says of its measures never changes: each is asked once. */
const known = new WeakMap<OpenCube['measures'], Map<string, Promise<readonly Delivered[]>>>();

/** By measure and level (`naissances commune`): what the rounding of its sources does to a figure of that year. */
export async function errorsOf(
  cube: OpenCube,
  measures: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, RoundingError>> {
  const errors = new Map<string, RoundingError>();
  for (const measure of measures) {
    for (const { year: own, level, input, rule, parts } of await deliveredOf(cube, measure)) {
      const rounding = own === year ? cube.inputs[input]?.source.rounding?.[measure] : undefined;
      if (!rounding) continue;
      const { below, above } = roundingError(rounding);
      const key = `${measure} ${level}`;
      errors.set(key, widest(errors.get(key), { slack: { below, above }, ...madeFrom(rule, parts ?? 1) }));
    }
  }
  return errors;
}

/** Months of a stock that hardly moves are all rounded the same way: nothing evens out, and their mean is as far from the truth as one may be. */
function madeFrom(rule: Delivered['rule'], parts: number): Pick<RoundingError, 'terms' | 'weight'> {
  return { terms: rule === 'MONTHS_SUM' ? parts : 1, weight: 1 };
}

/** Several sources of a measure at a level: the widest of each, as it is not told which gave a figure. */
function widest(before: RoundingError | undefined, next: RoundingError): RoundingError {
  if (!before) return next;
  const isWider = before.weight ** 2 * before.terms >= next.weight ** 2 * next.terms;
  const { terms, weight } = isWider ? before : next;
  const most = (side: keyof Slack): number => Math.max(before.slack[side], next.slack[side]);
  return { slack: { below: most('below'), above: most('above') }, terms, weight };
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
