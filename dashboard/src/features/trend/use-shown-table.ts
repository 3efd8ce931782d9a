import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useFacts } from '../../export/facts.ts';
import type { ShownField, ShownTable } from '../../export/shown-table.ts';
import { precise, roundTo } from '../../format.ts';
import { citedIn, eventsShown, fileNameOf, methodsOf, type Trends, yearsAhead } from './curves.ts';

const BOUNDS = ['value', 'low', 'high'] as const;

/** The values behind the curves, one line by curve, with their source, what changed and what to beware of. */
export function useShownTable(): (trends: Trends) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return (trends) => {
    const { indicators, curves, years } = trends;
    const several = indicators.length > 1;
    const decimals = several ? {} : { decimals: indicators[0]?.decimals ?? 0 };
    return {
      file: fileNameOf(t('trend.file'), trends),
      facts: toFacts({
        ...trends,
        indicators: citedIn(trends),
        title: `${t('trend.exportTitle')} – ${indicators.map(({ label }) => label).join(', ')}`,
        chosen: [
          ...curves.flatMap(({ territory, change }) =>
            change ? [[t('trend.changes'), territory.name, change.sentence]] : [],
          ),
          ...methodsOf(trends).map((method) => [t('trend.continued'), method]),
          ...eventsShown(trends).map(({ date, label }) => [t('trend.events'), date, label]),
        ],
      }),
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        ...(several ? [{ title: t('common.indicator') }] : []),
        ...years.map((year) => ({ title: String(year), ...decimals, hasStates: true })),
        ...yearsAhead(trends).flatMap((year) =>
          BOUNDS.map((bound) => ({ title: `${year}, ${t(`trend.${bound}`)}`, ...decimals })),
        ),
      ],
      rows: curves.map(
        ({ territory, indicator, years: known, values, states, decimals: own, projection, ...curve }) => [
          territory.code,
          territory.name,
          ...(several ? [indicator.label] : []),
          ...years.map((year): ShownField => {
            const index = known.indexOf(year);
            return {
              value: values[index],
              state: states[index] ?? 'NOT_AVAILABLE',
              decimals: own?.[index] ?? indicator.decimals,
              coverage: partOf(curve, index),
            };
          }),
          ...yearsAhead(trends).flatMap((year) => {
            const point = projection?.points.find((candidate) => candidate.year === year);
            return BOUNDS.map(
              (bound): ShownField => (point ? roundTo(point[bound], precise(indicator, ...(own ?? [])).decimals) : ''),
            );
          }),
        ],
      ),
    };
  };
}
