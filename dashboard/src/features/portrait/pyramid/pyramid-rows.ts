/** Men and women of some ages, as a pyramid draws them: lengths are shares of the half width. */
export interface PyramidRow {
  readonly id: string;
  readonly label: string;
  readonly men: PyramidSide;
  readonly women: PyramidSide;
}

export interface PyramidSide {
  /** Length of the bar; undefined when the figure is hidden or missing. */
  readonly bar: number | undefined;
  /** What is written in the bar, or after it when it is short. */
  readonly text: string;
  /** Where a mark stands against the bar. */
  readonly mark: number | undefined;
  /** Where the interval of the mark begins and ends. */
  readonly interval?: readonly [number, number] | undefined;
}

export const SEXES = ['men', 'women'] as const;
export type PyramidSex = (typeof SEXES)[number];

/** Shortest bar that holds its text. */
const LONG = 0.4;

/** Where the text of a side begins: in the bar, or after all that is drawn when that would cross it. */
export function textAt({ bar = 0, mark = bar, interval = [mark, mark] }: PyramidSide): number {
  return Math.min(bar, mark, interval[0]) < LONG ? Math.max(bar, mark, interval[1]) : 0;
}
