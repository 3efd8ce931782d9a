import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIndicatorSearch } from '../indicators/use-indicator-search.ts';
import { TerritorySearch } from '../territories/territory-search.tsx';
import { territoryPath } from '../url.ts';
import { OTHER_PAGES, PAGES } from './site-pages.ts';

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
  const pages = [...PAGES, ...OTHER_PAGES].flatMap(({ path, key }) => {
    const label = t(key);
    const match = maybeMatch(plain(label), wanted);
    return match ? [{ id: path, label, group: t('common.pages'), match }] : [];
  });
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

/** How the name of a page answers; undefined when it does not. */
function maybeMatch(name: string, wanted: string): 'EXACT' | 'BEGINNING' | 'WORDS' | undefined {
  if (name === wanted) return 'EXACT';
  if (name.startsWith(wanted)) return 'BEGINNING';
  return wanted.length >= SHORTEST_WORD && name.includes(` ${wanted}`) ? 'WORDS' : undefined;
}

/** A text as it is compared: without accents nor capitals. */
function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
