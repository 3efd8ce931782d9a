import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/i18n.ts';
import { toChart } from './chart-content.ts';
import type { Trends } from './curves.ts';

/** A label has room for so many names. */
const MOST_NAMES = 2;

/** Turns trends into curves, in the language of the page. */
export function useChart(): (trends: Trends, base100: boolean) => ReturnType<typeof toChart> {
  const { t } = useTranslation();
  const locale = useLocale();
  const list = useMemo(() => new Intl.ListFormat(locale), [locale]);
  return useCallback(
    (trends, base100) =>
      toChart({
        trends,
        base100,
        locale,
        kindText: (kind) => t(`common.${kind}`),
        breakText: t('trend.break'),
        listText: (names) =>
          names.length > MOST_NAMES ? t('trend.someOf', { count: names.length }) : list.format(names),
        colon: t('common.colon'),
      }),
    [locale, list, t],
  );
}
