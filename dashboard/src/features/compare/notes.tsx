import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './compare.module.css';
import type { ComparisonTable } from './comparison-table.ts';

interface NotesProps {
  readonly table: ComparisonTable;
  readonly publishedAt: string;
}

/** Sources and cautions of the indicators shown. */
export function Notes({ table, publishedAt }: NotesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const sources = new Map(
    table.columns.flatMap(({ indicator }) => indicator.sources.map((source) => [source.id, source])),
  );
  const cautions = table.columns.flatMap(({ indicator }) =>
    indicator.cautions.map((caution) => ({ indicator, caution })),
  );
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
      {cautions.length > 0 && (
        <section>
          <h2>{t('compare.cautions')}</h2>
          <ul>
            {cautions.map(({ indicator, caution }) => (
              <li key={`${indicator.id} ${caution}`}>
                <strong>{indicator.shortLabel}</strong> : {caution}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
