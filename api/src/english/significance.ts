import type { DifferenceProblem, IntervalMethod, Significance } from '@boussole/warehouse';

/** Says how differences were judged, or why they were not. */
export function explainSignificanceInEnglish({ method, differences }: Significance): string {
  const why = differences.flatMap(({ problem }) => (problem && problem in WHY ? [WHY[problem]] : []))[0];
  return method === undefined ? (why ?? WHY.NOT_A_RATE!) : HOW[method];
}

const NEWCOMBE =
  'two territories differ when the 95% interval of their difference (Newcombe’s method) does not hold zero. It accounts for the chance of small numbers, not for errors of collection nor for sampling.';

const HOW: Readonly<Record<IntervalMethod, string>> = {
  WILSON: `Wilson’s interval around each proportion: ${NEWCOMBE}`,
  BYAR: `Byar’s interval around each number of events: ${NEWCOMBE}`,
};

const WHY: Readonly<Partial<Record<DifferenceProblem, string>>> = {
  COUNT: 'A count is not compared with that of a territory of another size: compare a share or a rate.',
  NO_COUNTS: 'The source publishes this figure without the counts behind it: nothing tells a difference from chance.',
  NOT_A_RATE: 'This indicator is a mean or an index, neither a proportion nor a rate: its interval cannot be computed.',
};
