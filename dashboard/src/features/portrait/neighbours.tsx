import { ActionIcon } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { addToBasket, removeFromBasket, useBasket } from '../../territories/basket.ts';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

const HEADING = {
  COMMUNE: 'portrait.neighboursCommune',
  EPCI: 'portrait.neighboursEpci',
  DEPARTEMENT: 'portrait.neighboursDepartement',
  REGION: 'portrait.neighboursRegion',
} as const;
const SCOPE = { COMMUNE: 'DEPARTEMENT', EPCI: 'REGION', DEPARTEMENT: 'FRANCE', REGION: 'FRANCE' } as const;

/** The territories nearest in size, to be compared with in one click. */
export function Neighbours({ territory }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const { level, neighbours } = territory;
  if (neighbours.length === 0 || !(level in HEADING)) return null;
  const known = level as keyof typeof HEADING; // just checked
  const usual = territory.parents.find((parent) => parent.level === SCOPE[known]);
  // A département without a commune of that size: they are of its région.
  const isWider = known === 'COMMUNE' && neighbours.some(({ code }) => !code.startsWith(usual?.code ?? ''));
  const scope = (isWider ? territory.parents.find((parent) => parent.level === 'REGION') : usual)?.name ?? '';
  return (
    <section aria-labelledby="neighbours" className={classes.section} data-print="hidden">
      <h2 id="neighbours" className={classes.theme}>
        {t(HEADING[known])}
      </h2>
      <div className={classes.membersHead}>
        <span className={classes.muted}>{t('portrait.neighboursHelp', { scope })}</span>
        <Link to={`/comparer?t=${[territory, ...neighbours].map(({ id }) => id).join(',')}`}>
          {t('portrait.neighboursCompare')}
        </Link>
      </div>
      <ul className={classes.neighbours}>
        {neighbours.map((neighbour) => (
          <Neighbour key={neighbour.id} neighbour={neighbour} />
        ))}
      </ul>
    </section>
  );
}

function Neighbour({ neighbour }: { readonly neighbour: PortraitTerritory['neighbours'][number] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, name, population } = neighbour;
  const kept = useBasket().some((one) => one.id === id);
  return (
    <li>
      <ActionIcon
        size="sm"
        variant={kept ? 'light' : 'default'}
        aria-pressed={kept}
        aria-label={t('portrait.neighbourSelect', { name })}
        title={t('portrait.neighbourSelect', { name })}
        onClick={() => (kept ? removeFromBasket(id) : addToBasket(neighbour))}
      >
        {kept ? <IconBookmarkFilled size={14} aria-hidden /> : <IconBookmark size={14} aria-hidden />}
      </ActionIcon>
      <Link to={territoryPath(id)}>{name}</Link>
      {population != null && (
        <span className={classes.muted}>
          {t('common.inhabitants', { population: formatNumber(locale, population) })}
        </span>
      )}
    </li>
  );
}
