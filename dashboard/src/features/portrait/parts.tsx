import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

/** What an EPCI that straddles has in each of its départements. */
export function Parts({ territory: { parts } }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby="parts" className={classes.section}>
      <h2 id="parts" className={classes.theme}>
        {t('portrait.parts')}
      </h2>
      <ul>
        {parts.map(({ id, name, population }) => (
          <li key={id}>
            <Link to={territoryPath(id)}>{name}</Link>{' '}
            <span className={classes.muted}>
              {population == null
                ? t('portrait.populationUnknown')
                : t('common.inhabitants', { population: formatNumber(locale, population) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
