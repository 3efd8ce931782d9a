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

/** Words shorter than this begin too many names to be taken for whole ones: « âge » is typed by who wants Agen. */
const SHORTEST_WORD = 5;

/** The search of the whole site: territories, indicators and pages, the kind of what answers best first. */
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
    .map(({ id, label, match }) => ({
      ...{ id: `/indicateurs#${id}`, label, group: t('common.indicators') },
      match:
        match === 'WORDS' && wanted.length < SHORTEST_WORD ? ('BEGINNING' as const) : (match ?? ('NEARLY' as const)),
    }));
  const pages = PAGES.map(({ id, key }) => ({ id, label: t(`common.${key}`), group: t('common.pages') }))
    .filter(({ label }) => plain(label).startsWith(wanted))
    .map((page) => ({ ...page, match: plain(page.label) === wanted ? ('EXACT' as const) : ('BEGINNING' as const) }));
  const others = wanted.length < FEWEST_CHARACTERS ? [] : [...indicators, ...pages];
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
