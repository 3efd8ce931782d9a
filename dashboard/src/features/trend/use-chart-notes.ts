import { useTranslation } from 'react-i18next';
import { startsAboveZero } from '../../components/chart/above-zero.ts';
import { bridgesOf } from '../../components/chart/curve-points.ts';
import { maybeBaseReason } from './base.ts';
import type { toChart } from './chart-content.ts';
import { nameOf, type Trends } from './curves.ts';
import { useStepText } from './use-step-text.ts';

/** What must be known to read curves, said under them on the screen and in files. */
export function useChartNotes(): (trends: Trends, chart: ReturnType<typeof toChart>) => readonly string[] {
  const { t } = useTranslation();
  const { toStepNotes } = useStepText();
  const toBaseReason = (trends: Trends, year: number): readonly string[] => {
    const reason = maybeBaseReason(trends, year);
    return reason ? [t(`trend.baseYear${reason}`, { year })] : [];
  };
  return (trends, { content, baseYear, without }) => {
    const crossesHoles = content.series.some((series) => bridgesOf(content.years, series).length > 0);
    return [
      ...(baseYear === undefined ? [] : toBaseReason(trends, baseYear)),
      ...(baseYear !== undefined && without.length > 0
        ? [
            t('trend.withoutBase', {
              year: baseYear,
              names: without.map((curve) => nameOf(curve, trends)).join(', '),
            }),
          ]
        : []),
      ...toStepNotes(trends),
      ...(crossesHoles ? [t('trend.dotted')] : []),
      ...(startsAboveZero(content) ? [t('trend.notFromZero')] : []),
    ];
  };
}
