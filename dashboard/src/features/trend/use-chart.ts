import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/i18n.ts';
import { toChart } from './chart-content.ts';
import type { Trends } from './curves.ts';
import type { StepMark } from './perimeter-steps.ts';

/** A label has room for so many names. */
const MOST_NAMES = 2;

/** Turns trends into curves, in the language of the page. */
export function useChart(): (trends: Trends, base100: boolean) => ReturnType<typeof toChart> {
  const { t } = useTranslation();
  const locale = useLocale();
  const list = useMemo(() => new Intl.ListFormat(locale), [locale]);
  return useCallback(
    (trends, base100) => {
      const someOf = (names: readonly string[]): string =>
        names.length > MOST_NAMES ? t('trend.someOf', { count: names.length }) : list.format(names);
      return toChart({
        trends,
        base100,
        locale,
        kindText: (kind) => t(`common.${kind}`),
        breakText: t('trend.break'),
        stepText: ({ steps }, areSeveral) =>
          areSeveral
            ? t('trend.stepsMark', { names: someOf(steps.map(({ name }) => name)) })
            : t('trend.stepMark', {
                moved: movedText(steps[0]),
                count: Math.max(steps[0]?.joined ?? 0, steps[0]?.left ?? 0),
              }),
        listText: someOf,
        colon: t('common.colon'),
      });
    },
    [locale, list, t],
  );
}

/** How many communes joined and left, as an axis has room for: `+2 −1`. */
function movedText(step: StepMark['steps'][number] | undefined): string {
  if (!step) return '';
  const { joined, left } = step;
  return [...(joined > 0 ? [`+${joined}`] : []), ...(left > 0 ? [`−${left}`] : [])].join(' ');
}
