import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { OutlinesState } from './api/use-outlines.ts';
import classes from './map.module.css';
import { citedIn, type DrawnLayer } from './use-layer.ts';
import { useOutlinesCredit } from './use-outlines-credit.ts';

interface SourcesProps {
  readonly layers: readonly DrawnLayer[];
  /** Undefined while nothing is drawn. */
  readonly outlines: OutlinesState | undefined;
}

/** Where the figures and the outlines come from, and what to beware of. */
export function Sources({ layers, outlines }: SourcesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const outlinesCredit = useOutlinesCredit();
  const [first] = layers;
  if (!first) return null;
  const cautions = new Set(layers.flatMap(({ indicator }) => indicator.cautions));
  return (
    <div className={classes.sources}>
      <ul>
        {sourcesOf(citedIn(layers)).map(({ id, title, producer, landingPage }) => (
          <li key={id}>
            {t('export.source')}
            {t('common.colon')}
            <a href={landingPage} target="_blank" rel="noreferrer">
              {title}
            </a>
            , {producer}
          </li>
        ))}
        {outlines && outlines.shapes?.length !== 0 && <li>{outlinesCredit(outlines, first.layer.vintage)}</li>}
        {[...cautions].map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
      <p>{t('common.publication', { day: formatDay(locale, first.layer.publication.publishedAt) })}</p>
    </div>
  );
}
