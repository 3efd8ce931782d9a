import type { Indicator } from '@boussole/schema';
import { errorSpan, supportedDecimals } from './error-span.ts';
import { type RoundedFigure, scaled } from './rounding.ts';
import type { TrendChange } from './trend-answers.ts';

/** With how many decimals changes in percent are told, at most. */
const PERCENT = 1;

/** A figure at one end of a change, and its errors when it rests on rounded ones. */
interface End {
  readonly value: number;
  readonly rounded: RoundedFigure | undefined;
}

/** Decimals that a change supports: rounding errors of two years are not the same, those that go one way make up for each other. */
export function changePrecision(
  { decimals }: Indicator,
  { absolute, relative, yearly, from, to }: Pick<TrendChange, 'absolute' | 'relative' | 'yearly' | 'from' | 'to'>,
  first: End,
  last: End,
): Pick<TrendChange, 'decimals' | 'relativeDecimals' | 'yearlyDecimals'> {
  const [before, after] = [first.rounded?.errors ?? [], last.rounded?.errors ?? []];
  const spanOf = (ofFirst: number, ofLast: number): number =>
    errorSpan([...scaled(after, ofLast), ...scaled(before, -ofFirst)]);
  const percents = first.value === 0 ? 0 : spanOf((100 * last.value) / first.value ** 2, 100 / first.value);
  const ratio = last.value / first.value;
  // The yearly change is the root of the whole one: it moves as its derivative.
  const years = to - from;
  const perYear = ratio > 0 ? (percents * ratio ** (1 / years - 1)) / years : 0;
  return {
    decimals: supportedDecimals(spanOf(1, 1), decimals, absolute),
    relativeDecimals: supportedDecimals(percents, PERCENT, relative ?? 0),
    yearlyDecimals: supportedDecimals(perYear, PERCENT, yearly ?? 0),
  };
}
