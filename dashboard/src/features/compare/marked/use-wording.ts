import { useTranslation } from 'react-i18next';
import { formatCell, formatDifference, formatNumber, formatValue, precise, roundTo } from '../../../format.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import type { MarkedLevel } from '../../../marked-url.ts';
import type { MarkedLine, Reference } from './to-marked.ts';

/** What a line says, in the reader's language. */
export interface Wording {
  /** « Taux de chômage, 2018 ». */
  readonly subject: string;
  readonly value: string;
  /** What follows the value: « , contre 10,1 % pour l’ensemble (CA Vienne Condrieu) : +3,6 points. Médiane des communes : 7,4 %. » */
  readonly against: string;
  readonly times: string;
  readonly usual: string;
  readonly direction: string;
  /** Undefined when the indicator does not judge. */
  readonly judgement: string | undefined;
}

/** Decimals beyond those of its indicator that a usual gap may take, and how much of it rounding may take away: who divides by it finds the number of times. */
const FURTHER = [0, 1, 2, 3];
const LOST = 0.02;

/** Words of the gaps of the members of a whole. */
export function useWording(name: string, level: MarkedLevel): (line: MarkedLine) => Wording {
  const { t } = useTranslation();
  const locale = useLocale();
  const members = t(`marked.members${level}`);
  return ({
    indicator,
    year,
    value,
    state,
    decimals,
    benchmark,
    isBenchmarkPartial,
    median,
    from,
    gap,
    usual,
    distance,
    direction,
    judgement,
  }) => {
    const write = (reference: Reference | undefined): string =>
      reference ? formatValue(locale, reference.value, precise(indicator, reference.decimals)) : '';
    const told = { name, members, benchmark: write(benchmark), median: write(median) };
    const whole = isBenchmarkPartial ? 'PartialWhole' : 'Whole';
    const toWhom = !benchmark
      ? 'toMedian'
      : from === 'WHOLE'
        ? (`to${whole}` as const)
        : (`toMedianBeside${whole}` as const);
    const difference = formatDifference(locale, gap.value, { ...indicator, decimals: gap.decimals });
    const shown = precise(indicator, median?.decimals);
    const further =
      FURTHER.find((more) => Math.abs(roundTo(usual, shown.decimals + more) - usual) <= LOST * usual) ??
      FURTHER.at(-1)!;
    const usualText = formatDifference(locale, usual, { ...shown, decimals: shown.decimals + further });
    return {
      subject: `${indicator.shortLabel}, ${year}`,
      value: formatCell(locale, value, state, precise(indicator, decimals)),
      against: t(`marked.${toWhom}`, { ...told, gap: difference }),
      times: t('marked.times', { times: formatNumber(locale, distance, 1) }),
      usual: t('marked.usual', { usual: usualText.replace('+', '') }),
      direction: t(`marked.${direction}`),
      judgement: judgement === 'NEUTRAL' ? undefined : t(`marked.${judgement}`),
    };
  };
}
