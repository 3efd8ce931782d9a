import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { TerritoryLinks } from '../../territories/territory-links.tsx';
import type { PortraitTerritory } from './identity.tsx';

/** Where the figures of a territory that ended are: its last ones in its own perimeter, and those of what it became. */
export function EndedFigures({
  territory: { id, name, population, successors },
}: {
  readonly territory: PortraitTerritory;
}) {
  const { t } = useTranslation();
  const own = `t=${id}&geographie=publiee`;
  return (
    <Empty title={t('portrait.ended', { name })} icon={<IconHistory size={32} />}>
      {t(population == null ? 'portrait.endedMaybe' : 'portrait.endedText')}{' '}
      <Link to={`/comparer?${own}&annee=comparable`}>{t('portrait.endedLast')}</Link>,{' '}
      <Link to={`/tendances?${own}`}>{t('portrait.endedPast')}</Link>.
      {successors.length > 0 && (
        <>
          {' '}
          {t('portrait.endedSince')} <TerritoryLinks territories={successors} />.
        </>
      )}
    </Empty>
  );
}
