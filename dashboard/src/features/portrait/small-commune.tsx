import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

/** Below this population, the EPCI is read beside the commune. A matter of display: no figure changes. */
const SMALL_COMMUNE = 2_000;

/** The EPCI whose figures are read beside those of a small commune; undefined for any other territory. */
export function maybeReading({ level, population, parents }: PortraitTerritory): TerritoryRef | undefined {
  const small = level === 'COMMUNE' && population != null && population < SMALL_COMMUNE;
  return small ? parents.find((parent) => parent.level === 'EPCI') : undefined;
}

/** Says why the EPCI is read beside. */
export function SmallCommune({ epci }: { readonly epci: TerritoryRef }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.small}>
      <strong>
        {t('portrait.small')} <Link to={territoryPath(epci.id)}>{epci.name}</Link>
      </strong>
      <span>{t('portrait.smallText', { limit: formatNumber(locale, SMALL_COMMUNE) })}</span>
    </div>
  );
}
