import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import type { ShownField, ShownTable } from '../../export/shown-table.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { TrendAnswer } from './chart-content.ts';
import { eventsShown, methodsOf, yearsAhead } from './chart-content.ts';

const BOUNDS = ['value', 'low', 'high'] as const;

/** The values behind the curves, one line by territory, with their source, what changed and what to beware of. */
export function useShownTable(): (answer: TrendAnswer, indicator: Indicator) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return (answer, indicator) => ({
    file: `boussole-${t('trend.file')}-${indicator.id}-${answer.publication.id}`,
    facts: toFacts({
      ...answer,
      title: `${t('trend.exportTitle')} – ${indicator.label}`,
      indicators: [indicator],
      chosen: [
        ...answer.series.flatMap(({ territory, change }) =>
          change ? [[t('trend.changes'), territory.name, change.sentence]] : [],
        ),
        ...methodsOf(answer).map((method) => [t('trend.continued'), method]),
        ...eventsShown(answer).map(({ date, label }) => [t('trend.events'), date, label]),
      ],
    }),
    columns: [
      { title: t('common.code') },
      { title: t('common.territory') },
      ...answer.years.map((year) => ({ title: String(year), decimals: indicator.decimals, hasStates: true })),
      ...yearsAhead(answer).flatMap((year) =>
        BOUNDS.map((bound) => ({ title: `${year}, ${t(`trend.${bound}`)}`, decimals: indicator.decimals })),
      ),
    ],
    rows: answer.series.map(({ territory, values, states, projection }) => [
      territory.code,
      territory.name,
      ...answer.years.map(
        (_, index): ShownField => ({ value: values[index], state: states[index] ?? 'NOT_AVAILABLE' }),
      ),
      ...yearsAhead(answer).flatMap((year) => {
        const point = projection?.points.find((candidate) => candidate.year === year);
        return BOUNDS.map((bound): ShownField => point?.[bound] ?? '');
      }),
    ]),
  });
}
