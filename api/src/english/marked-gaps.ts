import { SMALL_NUMBER } from '@boussole/schema';
import { MARKED, type MarkedGaps } from '@boussole/warehouse';

const NUMBERS = new Intl.NumberFormat('en-GB');
const PROBABILITIES = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 1 });

/** Says how gaps were judged: what a usual one is, what chance explains, what was not judged. */
export function explainMarkedGapsInEnglish({
  within: { name },
  tests,
  threshold,
}: Pick<MarkedGaps, 'within' | 'tests' | 'threshold'>): string {
  const far = `A gap is marked when a figure is far both from the median of these territories and from the figure of the whole (${name}), on the same side: at least ${MARKED.distance} times the usual gap for a rate of counted cases, ${MARKED.distanceAlone} times for a figure whose chance is not measured (median, amount, mean, rate to compare with 0). The usual gap is the median absolute deviation from the median, which a few extreme values do not move (Hampel, 1974), or that of the figures on the same side when they spread further (Kimber, 1990); it takes at least ${MARKED.figures} figures. The number of times is counted from the nearer of both references, the one from which the gap is written.`;
  const chance =
    'The rate must also differ from the whole (and from the median where the figure of the whole is partial or missing) by more than the chance of small numbers, by the interval that it is compared with (Wilson or Byar), which counts neither errors of collection nor the sampling of the census.';
  const many =
    tests === 0
      ? ''
      : threshold === undefined
        ? ` None of the ${NUMBERS.format(tests)} rates compared does.`
        : ` As ${NUMBERS.format(tests)} rates are compared, the threshold is lowered so that at most ${NUMBERS.format(100 * MARKED.falseDiscoveries)}% of the gaps kept are due to chance (Benjamini and Hochberg, 1995): p ≤ ${PROBABILITIES.format(threshold)}.`;
  const aside = `A figure that is hidden, missing, partial, estimated, at the floor of publication or of fewer than ${SMALL_NUMBER} cases, counted or left, is never told to be marked; nor is a count.`;
  return `${far} ${chance}${many} ${aside}`;
}
