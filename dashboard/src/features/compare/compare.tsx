import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { useView } from '../../components/use-view.ts';
import { Warnings } from '../../components/warnings.tsx';
import { ComparisonDocument } from '../../graphql/generated.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { useBasket } from '../../territories/basket.ts';
import { type CompareView, readCompare, writeCompare } from '../../url.ts';
import { sortRows, toComparisonTable } from './comparison-table.ts';
import { Legend } from './legend.tsx';
import { Notes } from './notes.tsx';
import { PrintedTables } from './printed-tables.tsx';
import { SimpleTable } from './simple-table.tsx';
import { Toolbar } from './toolbar.tsx';

const CompareGrid = lazy(async () => ({ default: (await import('./compare-grid.tsx')).CompareGrid }));

export type ChangeView = (change: Partial<CompareView>, options?: { readonly replace?: boolean }) => void;

/** Territories by indicators, coloured by standing, benchmarks below. */
export function Compare() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  return (
    <Page title={t('common.compare')} heading={t('compare.title')} lead={t('compare.lead')} wide>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={420} />}
      {catalogue && <Comparison catalogue={catalogue} />}
    </Page>
  );
}

function Comparison({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const basket = useBasket();
  const printing = usePrinting();
  const [asked, change] = useView(readCompare, writeCompare);
  const view = useMemo(
    () => (asked.indicators.length > 0 ? asked : { ...asked, indicators: keyIndicators(catalogue) }),
    [asked, catalogue],
  );

  useEffect(() => {
    if (asked.territories.length === 0 && basket.length > 0)
      change({ territories: basket.map(({ id }) => id) }, { replace: true });
  }, [asked.territories.length, basket, change]);

  const { territories, indicators, year, geography, within } = view;
  const { data, previousData, error, refetch } = useQuery(ComparisonDocument, {
    variables: { territories: [...territories], indicators: [...indicators], year: year ?? null, geography, within },
    skip: territories.length === 0 || indicators.length === 0,
  });
  const comparison = territories.length === 0 ? undefined : (data ?? (error ? undefined : previousData))?.compare;
  const table = useMemo(() => comparison && toComparisonTable(comparison, catalogue), [comparison, catalogue]);
  const rows = useMemo(() => table && sortRows(table, view.sort), [table, view.sort]);

  return (
    <>
      <Toolbar view={view} change={change} catalogue={catalogue} comparison={comparison} table={table} rows={rows} />
      {territories.length === 0 && (
        <Empty title={t('compare.none')} icon={<IconTable size={32} />}>
          {t('compare.noneText')}
        </Empty>
      )}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!comparison && !error && territories.length > 0 && <Skeleton height={360} />}
      {comparison && table && rows && (
        <>
          <Warnings warnings={comparison.warnings} />
          {printing ? (
            <PrintedTables table={table} rows={rows} view={view} change={change} />
          ) : view.simple ? (
            <SimpleTable table={table} rows={rows} view={view} change={change} />
          ) : (
            <Suspense fallback={<Skeleton height={360} />}>
              <CompareGrid table={table} rows={rows} view={view} change={change} />
            </Suspense>
          )}
          <Legend table={table} within={within} />
          <Notes table={table} publishedAt={comparison.publication.publishedAt} />
        </>
      )}
    </>
  );
}

function keyIndicators({ indicators }: Catalogue): string[] {
  return indicators.filter(({ keyRank }) => keyRank !== null).map(({ id }) => id);
}
