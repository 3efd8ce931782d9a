import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownTable } from '../../export/shown-table.ts';
import { formatNumber, precise, roundTo } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, toBands } from './bands.ts';
import { useBandText } from './use-band-text.ts';

/** Where territories stand among those of a group, « Communes – Rhône », with the bands and quantiles that they are read in. */
export function useShownTable(
  indicator: Indicator,
  group: string,
): (answer: DistributionAnswer, year: number) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  const bandText = useBandText(indicator);
  const locale = useLocale();
  return (answer, year) => {
    const { marks, histogram, quantiles, publication } = answer;
    const file = fileName({
      kind: t('position.file'),
      places: marks.territories.map(({ name }) => name),
      indicators: [indicator.shortLabel],
      years: [year],
      publication: publication.id,
    });
    return {
      file,
      facts: toFacts({
        ...answer,
        title: `${t('position.exportTitle')} – ${indicator.label} (${year}), ${group}`,
        indicators: [indicator],
        chosen: [
          [t('position.group'), group],
          [
            t('position.spread'),
            t('position.spreadOf', {
              withValue: formatNumber(locale, answer.withValue),
              size: formatNumber(locale, answer.size),
            }),
          ],
        ],
      }),
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        { title: `${indicator.label} (${year})`, decimals: indicator.decimals, hasStates: true },
        { title: t('position.rank'), decimals: 0 },
        { title: t('position.number'), decimals: 0 },
        { title: `${t('position.lower')} (%)`, decimals: 1 },
        { title: t('position.fifth'), decimals: 0 },
      ],
      rows: marks.territories.map(({ code, name }, index) => [
        code,
        name,
        {
          value: marks.values[index],
          state: marks.states[index] ?? 'NOT_AVAILABLE',
          decimals: marks.decimals?.[index],
          coverage: partOf(marks, index),
          fewCases: marks.fewCases?.[index],
        },
        marks.positions.ranks[index] ?? undefined,
        marks.positions.sizes[index] ?? undefined,
        marks.positions.percentiles[index] ?? undefined,
        marks.positions.quintiles[index] ?? undefined,
      ]),
      more: histogram
        ? [
            {
              title: t('position.bands'),
              file: `${file}-${t('position.bandsFile')}`,
              columns: [{ title: t('position.band') }, { title: t('position.counts'), decimals: 0 }],
              rows: toBands(histogram).map((band) => [bandText(band), band.count]),
            },
            {
              title: t('position.quantiles'),
              file: `${file}-${t('position.quantilesFile')}`,
              columns: [{ title: t('position.atMost') }, { title: `${indicator.label} (${year})` }],
              rows: quantiles.map(({ percent, value, decimals }) => [
                percent,
                roundTo(value, precise(indicator, decimals).decimals),
              ]),
            },
          ]
        : [],
    };
  };
}
