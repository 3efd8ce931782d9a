import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { readMap, writeMap } from '../../url.ts';
import { Maps } from './maps.tsx';
import { useSurroundings } from './use-benchmark.ts';

/** One indicator over territories, drawn, with the table behind. */
export function MapPage() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  return (
    <Page title={t('common.map')} heading={t('map.title')} lead={t('map.lead')} wide>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={480} />}
      {catalogue && <Addressed catalogue={catalogue} />}
    </Page>
  );
}

function Addressed({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [view, change] = useView(readMap, writeMap);
  const { surroundings, loading } = useSurroundings(view.within);
  const alone = view.within !== undefined && maybeLevel(view.within) === 'COMMUNE';
  const around = surroundings?.parents.find(({ level }) => level === 'EPCI' || level === 'DEPARTEMENT')?.id;

  useEffect(() => {
    if (alone && around !== undefined) change({ within: around }, { replace: true });
  }, [alone, around, change]);

  const indicator = catalogue.byId.get(view.indicator ?? '') ?? catalogue.indicators[0];
  if (!indicator) return <Empty title={t('common.noIndicator')}>{t('home.noneText')}</Empty>;
  if (alone && (loading || around !== undefined)) return <Skeleton height={480} />;
  return <Maps view={view} change={change} catalogue={catalogue} indicator={indicator} surroundings={surroundings} />;
}
