import { useTranslation } from 'react-i18next';
import type { Trends } from './curves.ts';
import type { ShownEvent } from './events-shown.ts';

/** Says from which year figures are of the ground that an event made, where they are ahead of it; undefined where none is. */
export function useAheadText(): (event: ShownEvent, trends: Trends) => string | undefined {
  const { t } = useTranslation();
  return ({ ahead }, { indicators }) => {
    if (ahead.length === 0) return undefined;
    const years = ahead.map(({ indicator, year }) =>
      indicators.length === 1 ? year : `${year} (${indicator.shortLabel})`,
    );
    return t('trend.ahead', { years: years.join(', ') });
  };
}
