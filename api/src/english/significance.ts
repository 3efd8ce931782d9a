import type { Difference, DifferenceProblem, IntervalMethod, Significance } from '@boussole/warehouse';

/** Says how differences were judged, or why they were not. */
export function explainSignificanceInEnglish({ method, differences }: Significance): string {
  const why = differences.flatMap(({ problem }) => (problem && problem in WHY ? [WHY[problem]] : []))[0];
  return method === undefined ? (why ?? WHY.NOT_A_RATE!) : howJudged(method, differences);
}

function howJudged(method: IntervalMethod, differences: readonly Difference[]): string {
  const judged = differences.filter(({ problem }) => problem === undefined);
  const held = judged.filter(({ isReference }) => isReference).length;
  const how = held === 0 ? NEWCOMBE : held < judged.length ? `${NEWCOMBE} A${REFERENCE}` : `a${REFERENCE}`;
  return `${AROUND[method]}: ${how} It accounts for the chance of small numbers, not for errors of collection nor for sampling.`;
}

const AROUND: Readonly<Record<IntervalMethod, string>> = {
  WILSON: 'Wilson’s interval around each proportion',
  BYAR: 'Byar’s interval around each number of events',
};

const NEWCOMBE =
  'two territories differ when the 95% interval of their difference (Newcombe’s method) does not hold zero.';
const REFERENCE =
  ' territory is compared with the one that it is part of as with a known reference, without an interval, as they are not independent; it differs when its own 95% interval does not hold the value of that reference.';

const WHY: Readonly<Partial<Record<DifferenceProblem, string>>> = {
  COUNT: 'A count is not compared with that of a territory of another size: compare a share or a rate.',
  NO_COUNTS: 'The source publishes this figure without the counts behind it: nothing tells a difference from chance.',
  NOT_A_RATE: 'This indicator is a mean or an index, neither a proportion nor a rate: its interval cannot be computed.',
};
