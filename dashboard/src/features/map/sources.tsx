import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './map.module.css';
import { citedIn, type DrawnLayer } from './use-layer.ts';

/** Where the figures come from, and what to beware of. */
export function Sources({ layers }: { readonly layers: readonly DrawnLayer[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [first] = layers;
  if (!first) return null;
  const cautions = new Set(layers.flatMap(({ indicator }) => indicator.cautions));
  return (
    <div className={classes.sources}>
      <ul>
        {sourcesOf(citedIn(layers)).map(({ id, title, producer, landingPage }) => (
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
