import { useTranslation } from 'react-i18next';
import { formatDay } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { Indicator } from '../indicators/use-catalogue.ts';
import { sourcesOf } from './facts.ts';

interface PrintedSourcesProps {
  readonly indicators: readonly Indicator[];
  readonly publishedAt: string;
}

/** Sources of the figures of a page, with their licences, for its printed copy. */
export function PrintedSources({ indicators, publishedAt }: PrintedSourcesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <section className="print-only">
      <h2>{t('export.sources')}</h2>
      <ul>
        {sourcesOf(indicators).map(({ id, title, producer, licence }) => (
          <li key={id}>{[title, producer, licence].join(', ')}</li>
        ))}
      </ul>
      <p>{t('common.publication', { day: formatDay(locale, publishedAt) })}</p>
    </section>
  );
}
