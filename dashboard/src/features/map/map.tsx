import { Skeleton } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { unknownTerritories, useIsUnknown } from '../../link/territory-check.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { readMap, writeMap } from '../../url.ts';
import { Maps } from './maps.tsx';
import { useSurroundings } from './use-benchmark.ts';

const FRANCE = 'france:FR';

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
  const [asked, change] = useView(readMap, writeMap);
  const isOutside = useIsUnknown(asked.within) === true;
  const isNoBenchmark = useIsUnknown(asked.benchmark === FRANCE ? undefined : asked.benchmark) === true;
  const view = useMemo(
    () => ({
      ...asked,
      within: isOutside ? undefined : asked.within,
      benchmark: isNoBenchmark ? FRANCE : asked.benchmark,
    }),
    [asked, isOutside, isNoBenchmark],
  );
  const unknown = [
    ...unknownTerritories('dans', isOutside && asked.within ? [asked.within] : [], 'FRANCE'),
    ...unknownTerritories('repere', isNoBenchmark ? [asked.benchmark] : [], 'USUAL'),
  ];
  const { surroundings, loading } = useSurroundings(view.within);
  const alone = view.within !== undefined && maybeLevel(view.within) === 'COMMUNE';
  const around = surroundings?.parents.find(({ level }) => level === 'EPCI' || level === 'DEPARTEMENT')?.id;

  useEffect(() => {
    if (alone && around !== undefined) change({ within: around }, { replace: true });
  }, [alone, around, change]);

  const indicator = catalogue.byId.get(view.indicator ?? '') ?? catalogue.indicators[0];
  if (!indicator) return <Empty title={t('common.noIndicator')}>{t('home.noneText')}</Empty>;
  if (loading || (alone && around !== undefined)) return <Skeleton height={480} />;
  return <Maps {...{ view, change, catalogue, indicator, surroundings, unknown }} />;
}
