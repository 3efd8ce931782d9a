import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './map.module.css';
import type { DrawnLayer } from './use-layer.ts';

/** Where the figures come from, and what to beware of. */
export function Sources({ layers }: { readonly layers: readonly DrawnLayer[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [first] = layers;
  if (!first) return null;
  const sources = new Map(layers.flatMap(({ indicator }) => indicator.sources.map((source) => [source.id, source])));
  const cautions = new Set(layers.flatMap(({ indicator }) => indicator.cautions));
  return (
    <div className={classes.sources}>
      <ul>
        {[...sources.values()].map(({ id, title, producer, landingPage }) => (
          <li key={id}>
            {t('export.source')} :{' '}
            <a href={landingPage} target="_blank" rel="noreferrer">
              {title}
            </a>
            , {producer}
          </li>
        ))}
        {[...cautions].map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
      <p>{t('common.publication', { day: formatDay(locale, first.layer.publication.publishedAt) })}</p>
    </div>
  );
}
