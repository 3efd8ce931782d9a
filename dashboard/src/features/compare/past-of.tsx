import { useTranslation } from 'react-i18next';
import { Sparkline } from '../../components/sparkline.tsx';
import { formatValue, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { HistoryOf } from './api/use-histories.ts';
import type { CompareCell } from './comparison-table.ts';

interface PastOfProps {
  readonly cell: CompareCell;
  readonly historyOf: HistoryOf;
}

/** The past of a figure as a line, told in words to who does not see it. */
export function PastOf({ cell: { indicator, territory }, historyOf }: PastOfProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const points = historyOf(indicator.id, territory.id);
  const known = points.flatMap(({ year, value, decimals }) => (value === null ? [] : [{ year, value, decimals }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 3) return null;
  return (
    <Sparkline
      points={points}
      width={56}
      height={20}
      label={t('common.sparkline', {
        from: first.year,
        to: last.year,
        first: formatValue(locale, first.value, precise(indicator, first.decimals)),
        last: formatValue(locale, last.value, precise(indicator, last.decimals)),
      })}
    />
  );
}
