import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/i18n.ts';
import { toChart } from './chart-content.ts';
import type { Trends } from './curves.ts';

/** Turns trends into curves, in the language of the page. */
export function useChart(): (trends: Trends, base100: boolean) => ReturnType<typeof toChart> {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    (trends, base100) =>
      toChart({
        trends,
        base100,
        locale,
        kindText: (kind) => t(`common.${kind}`),
        breakText: t('trend.break'),
        colon: t('common.colon'),
      }),
    [locale, t],
  );
}
