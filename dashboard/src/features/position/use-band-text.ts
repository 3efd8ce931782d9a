import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatValue } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { Band } from './bands.ts';

/** Says a band in words: « de 10 % à moins de 12 % ». */
export function useBandText(indicator: Indicator): (band: Pick<Band, 'from' | 'to'>) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    ({ from, to }) => {
      const text = (value: number): string =>
        formatValue(locale, value, {
          ...indicator,
          decimals: Number.isInteger(value) ? 0 : Math.max(1, indicator.decimals),
        });
      if (from === undefined) return to === undefined ? '' : t('position.below', { to: text(to) });
      if (to === undefined) return t('position.above', { from: text(from) });
      return t('position.between', { from: text(from), to: text(to) });
    },
    [t, locale, indicator],
  );
}
