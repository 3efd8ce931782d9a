import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIndicatorSearch } from '../indicators/use-indicator-search.ts';
import { TerritorySearch } from '../territories/territory-search.tsx';
import { territoryPath } from '../url.ts';

const PAGES = [
  { id: '/comparer', key: 'compare' },
  { id: '/tendances', key: 'trend' },
  { id: '/position', key: 'position' },
  { id: '/carte', key: 'map' },
  { id: '/explorer', key: 'explore' },
  { id: '/indicateurs', key: 'indicators' },
  { id: '/donnees', key: 'data' },
] as const;

const FEWEST_CHARACTERS = 2;
const SHOWN_INDICATORS = 5;

/** The search of the whole site: territories first, then indicators and pages. */
export function SiteSearch({ size = 'sm' }: { readonly size?: 'sm' | 'lg' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const wanted = plain(text);
  const { found = [], settled } = useIndicatorSearch(wanted.length < FEWEST_CHARACTERS ? '' : text);
  // A sex or an age of an indicator is read from the indicator.
  const indicators = found
    .filter(({ sliceOf }) => !sliceOf)
    .slice(0, SHOWN_INDICATORS)
    .map(({ id, label }) => ({ id: `/indicateurs#${id}`, label, group: t('common.indicators') }));
  const pages = PAGES.map(({ id, key }) => ({ id, label: t(`common.${key}`), group: t('common.pages') }));
  const others =
    wanted.length < FEWEST_CHARACTERS
      ? []
      : [...indicators, ...pages.filter(({ label }) => plain(label).startsWith(wanted))];
  return (
    <TerritorySearch
      label={t('common.searchLabel')}
      placeholder={t('common.search')}
      size={size}
      shortcut={size === 'sm'}
      onTerritory={({ id }) => void navigate(territoryPath(id))}
      others={{ onText: setText, targets: others, answered: settled ? text : undefined }}
      onOther={(path) => void navigate(path)}
    />
  );
}

/** A text as it is compared: without accents nor capitals. */
function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
