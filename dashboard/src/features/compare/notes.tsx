import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import classes from './compare.module.css';

interface NotesProps {
  readonly indicators: readonly Indicator[];
  readonly publishedAt: string;
}

/** Sources and cautions of the indicators shown, each once. */
export function Notes({ indicators, publishedAt }: NotesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const sources = new Map(indicators.flatMap((indicator) => indicator.sources.map((source) => [source.id, source])));
  const cautions = new Map<string, string[]>();
  for (const indicator of indicators) {
    for (const caution of indicator.cautions) {
      cautions.set(caution, [...(cautions.get(caution) ?? []), indicator.shortLabel]);
    }
  }
  return (
    <div className={classes.notes}>
      <section>
        <h2>{t('compare.sources')}</h2>
        <ul>
          {[...sources.values()].map(({ id, title, producer, landingPage }) => (
            <li key={id}>
              <a href={landingPage} target="_blank" rel="noreferrer">
                {title}
              </a>
              , {producer}
            </li>
          ))}
        </ul>
        <p className={classes.muted}>{t('common.publication', { day: formatDay(locale, publishedAt) })}</p>
      </section>
      {cautions.size > 0 && (
        <section>
          <h2>{t('compare.cautions')}</h2>
          <ul>
            {[...cautions].map(([caution, indicators]) => (
              <li key={caution}>
                <strong>{indicators.join(', ')}</strong>
                {t('common.colon')}
                {caution}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
