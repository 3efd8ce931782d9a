import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { TerritoryLinks } from '../../territories/territory-links.tsx';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

/** Communes that a group was made of and that merged since: why it has fewer today. */
export function FormerMembers({ members }: { readonly members: PortraitTerritory['formerMembers'] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      <p>{t('portrait.formerMembers', { count: members.length })}</p>
      <ul className={classes.former}>
        {members.map(({ id, name, code, validTo, successors }) => (
          <li key={id}>
            <Link to={territoryPath(id)}>{name}</Link> ({code})
            {validTo != null && `, ${t('portrait.formerSince', { day: formatDay(locale, validTo) })}`}
            {successors.length > 0 && (
              <>
                {t('common.colon')}
                {t('portrait.formerInto')} <TerritoryLinks territories={successors} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
