import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatValue, type Quantity } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { LegendWords } from './legend-entries.ts';

/** The words of a legend, in the language of the reader and the unit of the figures. */
export function useLegendWords({ unit, decimals, classes }: Quantity): LegendWords {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const write = (value: number) => formatValue(locale, value, { unit, decimals, classes });
    return {
      ofClass: (from, to) => {
        if (from === undefined) return to === undefined ? t('map.classAll') : t('map.classUpTo', { to: write(to) });
        return to === undefined
          ? t('map.classAbove', { from: write(from) })
          : t('map.classBetween', { from: write(from), to: write(to) });
      },
      ofValue: write,
      negative: t('map.negative'),
      partial: t('map.partial'),
      hatches: {
        hidden: t('map.hidden'),
        missing: t('map.missing'),
        notApplicable: t('map.notApplicable'),
        notAggregable: t('map.notAggregable'),
      },
    };
  }, [locale, t, unit, decimals, classes]);
}
