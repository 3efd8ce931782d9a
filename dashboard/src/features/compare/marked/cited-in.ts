import type { MarkedGapsQuery } from '../../../graphql/generated.ts';
import { citing } from '../../../indicators/citing.ts';
import type { Indicator } from '../../../indicators/use-catalogue.ts';
import type { MarkedLine } from './to-marked.ts';

/** The indicators of some gaps, each once, with the sources of the figures that these compare. */
export function citedIn(
  { within, level, geography }: MarkedGapsQuery['markedGaps'],
  lines: readonly MarkedLine[],
): Indicator[] {
  return [...new Set(lines.map(({ indicator }) => indicator))].map((indicator) =>
    citing(indicator, {
      levels: [level, within.level],
      years: lines.flatMap((line) => (line.indicator === indicator ? [line.year] : [])),
      geography,
    }),
  );
}
