import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { plain } from '../indicators/plain.ts';
import { useCatalogue } from '../indicators/use-catalogue.ts';
import { type OtherTarget, TerritorySearch } from '../territories/territory-search.tsx';
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

/** The search of the whole site: territories first, then indicators and pages. */
export function SiteSearch({ size = 'sm' }: { readonly size?: 'sm' | 'lg' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { catalogue } = useCatalogue();
  const findOthers = (text: string): OtherTarget[] => {
    const wanted = plain(text);
    if (wanted.length < 2) return [];
    const indicators = (catalogue?.indicators ?? [])
      .filter(({ label, shortLabel }) => plain(`${label} ${shortLabel}`).includes(wanted))
      .slice(0, 4)
      .map(({ id, label }) => ({ id: `/indicateurs#${id}`, label, group: t('common.indicators') }));
    const pages = PAGES.map(({ id, key }) => ({ id, label: t(`common.${key}`), group: t('common.pages') }));
    return [...indicators, ...pages.filter(({ label }) => plain(label).startsWith(wanted))];
  };
  return (
    <TerritorySearch
      label={t('common.searchLabel')}
      placeholder={t('common.search')}
      size={size}
      shortcut={size === 'sm'}
      onTerritory={({ id }) => void navigate(territoryPath(id))}
      findOthers={findOthers}
      onOther={(path) => void navigate(path)}
    />
  );
}
