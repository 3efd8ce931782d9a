import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownTable } from '../../export/shown-table.ts';
import { precise, roundTo } from '../../format.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, toBands } from './bands.ts';
import { useBandText } from './use-band-text.ts';

/** Where territories stand, with the bands and quantiles that they are read in. */
export function useShownTable(indicator: Indicator): (answer: DistributionAnswer, year: number) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  const bandText = useBandText(indicator);
  return (answer, year) => {
    const { marks, histogram, quantiles, publication } = answer;
    return {
      file: fileName({
        kind: t('position.file'),
        places: marks.territories.map(({ name }) => name),
        indicators: [indicator.shortLabel],
        years: [year],
        publication: publication.id,
      }),
      facts: toFacts({
        ...answer,
        title: `${t('position.exportTitle')} – ${indicator.label} (${year})`,
        indicators: [indicator],
        chosen: [
          [t('position.spread'), t('position.spreadOf', { withValue: answer.withValue, size: answer.size })],
          ...quantiles.map(({ percent, value, decimals }) => [
            t('position.quantiles'),
            `${percent} %`,
            String(roundTo(value, precise(indicator, decimals).decimals)),
          ]),
          ...(histogram ? toBands(histogram) : []).map((band) => [
            t('position.counts'),
            bandText(band),
            String(band.count),
          ]),
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
    };
  };
}
