import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { Indicator } from '../indicators/use-catalogue.ts';
import { sourcesOf } from './facts.ts';
import classes from './shown-sources.module.css';

interface ShownSourcesProps {
  readonly indicators: readonly Indicator[];
  readonly publishedAt: string;
  /** For a page whose printed copy tells its sources otherwise. */
  readonly onScreenOnly?: boolean;
  /** Other items of the list. */
  readonly children?: ReactNode;
}

/** Sources of the figures of a page, under them, and when they were published. */
export function ShownSources({ indicators, publishedAt, onScreenOnly = false, children }: ShownSourcesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.sources} data-print={onScreenOnly ? 'hidden' : undefined}>
      <ul>
        {sourcesOf(indicators).map(({ id, title, producer, landingPage }) => (
          <li key={id}>
            {t('export.source')}
            {t('common.colon')}
            <a href={landingPage} target="_blank" rel="noreferrer">
              {title}
            </a>
            , {producer}
          </li>
        ))}
        {children}
      </ul>
      <p>{t('common.publication', { day: formatDay(locale, publishedAt) })}</p>
    </div>
  );
}
