import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { ExploreRow } from './api/use-datasource.ts';
import { type GroupWords, maybeStratum } from './group-name.ts';

/** What is said of the head of a group, in the language of the reader. */
export function useGroupWords(): (row: ExploreRow, isOpen: boolean) => GroupWords {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    (row, isOpen) => {
      const stratum = maybeStratum(row.id);
      const written = (count: number): string => formatNumber(locale, count);
      const name = !stratum
        ? row.name
        : stratum.to === undefined
          ? t('explore.stratumFrom', { from: written(stratum.from) })
          : stratum.from === 0
            ? t('explore.stratumBelow', { to: written(stratum.to) })
            : t('explore.stratumBetween', { from: written(stratum.from), to: written(stratum.to) });
      const members = written(row.members ?? 0);
      const counts = { members, size: written(row.size ?? 0) };
      return {
        isOpen,
        name,
        action: t(isOpen ? 'explore.closeGroup' : 'explore.openGroup', { name }),
        toPortrait: t('explore.toPortrait'),
        count: row.whole ? members : t('explore.partial', counts),
        countText: row.whole ? t('explore.wholeText', counts) : t('explore.partialText', counts),
      };
    },
    [t, locale],
  );
}
