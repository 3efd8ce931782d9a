import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { Warnings } from '../../components/warnings.tsx';
import { type Catalogue, useCatalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import { type ColumnKey, type ExploreView, readExplore, writeExplore } from '../../url.ts';
import type { Outcome } from './api/use-datasource.ts';
import { Toolbar } from './toolbar.tsx';

const ExploreGrid = lazy(async () => ({ default: (await import('./explore-grid.tsx')).ExploreGrid }));

/** Every territory of a level by every indicator and year, sorted and filtered by the server. */
export function Explore() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  return (
    <Page title={t('common.explore')} heading={t('explore.title')} lead={t('explore.lead')} wide>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={480} />}
      {catalogue && <Whole catalogue={catalogue} />}
    </Page>
  );
}

function Whole({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [asked, change] = useView(readExplore, writeExplore);
  const [outcome, setOutcome] = useState<Outcome>();
  const view = useMemo(() => withDefaults(asked, catalogue), [asked, catalogue]);
  const columnKeys = toColumns(view, catalogue);
  // The grid starts again when its columns change: their names, and not the list that holds them, say when.
  const names = JSON.stringify(columnKeys);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the keys
  const columns = useMemo(() => columnKeys, [names]);
  const onOutcome = useCallback((next: Outcome) => {
    setOutcome((known) =>
      known &&
      known.total === next.total &&
      known.sum === next.sum &&
      known.error === next.error &&
      known.warnings.length === next.warnings.length
        ? known
        : next,
    );
  }, []);
  return (
    <>
      <Toolbar view={view} change={change} catalogue={catalogue} columns={columns} outcome={outcome} />
      {outcome?.error !== undefined && <Failure error={outcome.error} retry={() => window.location.reload()} />}
      {outcome && <Warnings warnings={outcome.warnings} />}
      {columns.length === 0 ? (
        <Empty title={t('explore.noColumns')}>{t('explore.noColumnsText')}</Empty>
      ) : (
        <Suspense fallback={<Skeleton height={480} />}>
          <ExploreGrid
            view={view}
            change={change}
            columns={columns}
            catalogue={catalogue}
            outcome={outcome}
            onOutcome={onOutcome}
          />
        </Suspense>
      )}
    </>
  );
}

function withDefaults(view: ExploreView, { indicators }: Catalogue): ExploreView {
  if (view.indicators.length > 0) return view;
  return { ...view, indicators: indicators.filter(({ keyRank }) => keyRank !== null).map(({ id }) => id) };
}

function toColumns({ indicators, years, pivot }: ExploreView, catalogue: Catalogue): ColumnKey[] {
  const keys = indicators.flatMap((id) => {
    const indicator = catalogue.byId.get(id);
    if (!indicator) return [];
    const shown = yearsOf(indicator).filter((year) => years.length === 0 || years.includes(year));
    return shown.toReversed().map((year) => ({ indicator: id, year }));
  });
  return pivot === 'YEAR' ? keys.sort((left, right) => right.year - left.year) : keys;
}
