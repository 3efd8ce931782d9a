import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercentile, formatValue, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './highlights.module.css';
import type { PortraitTerritory } from './identity.tsx';
import type { Highlight } from './to-highlights.ts';

interface HighlightsProps {
  readonly highlights: readonly Highlight[];
  readonly territory: PortraitTerritory;
  /** Whether some of them may turn out to be chance. */
  readonly isPending: boolean;
}

/** What sets a territory apart, in a line by figure that leads to its card; nothing when nothing does. */
export function Highlights({ highlights, isPending, territory: { name, level } }: HighlightsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (highlights.length === 0 || level === 'GROUPE' || level === 'PARTIE' || level === 'FRANCE') return null;
  if (isPending) return <Skeleton height={90 + 28 * highlights.length} my="md" />;
  return (
    <section aria-labelledby="highlights" className={classes.highlights}>
      <h2 id="highlights">{t('portrait.highlights', { name })}</h2>
      <ul>
        {highlights.map(({ figure: { indicator, value, year, decimals }, isHigh, beyond, size, isFavourable }) => (
          <li
            key={indicator.id}
            data-favour={isFavourable === undefined ? undefined : isFavourable ? 'better' : 'worse'}
          >
            <a href={`#figure-${indicator.id}`}>{indicator.shortLabel}</a>
            <strong>{value !== null && formatValue(locale, value, precise(indicator, decimals))}</strong>
            <span>
              {t(isHigh ? 'portrait.highlightHigh' : 'portrait.highlightLow', {
                share: formatPercentile(locale, beyond),
                size: formatNumber(locale, size),
                group: t(`portrait.group_${level}`),
                year,
              })}
              {isFavourable !== undefined && (
                <em>{t(isFavourable ? 'portrait.favourable' : 'portrait.unfavourable')}</em>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p>{t('portrait.highlightsHelp')}</p>
    </section>
  );
}
