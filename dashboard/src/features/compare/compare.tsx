import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { useView } from '../../components/use-view.ts';
import { FoldedWarnings, WarningsAhead } from '../../components/warnings.tsx';
import { ComparisonDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import { yearsOfAll } from '../../link/rules.ts';
import { unknownTerritories, useMending, useTerritoryCheck } from '../../link/territory-check.ts';
import { isMarkedView } from '../../marked-url.ts';
import { useToldApart } from '../../territories/told-apart.ts';
import { useBasketFirst } from '../../territories/use-basket-first.ts';
import { type CompareView, readCompare, writeCompare } from '../../url.ts';
import { useChances } from './api/use-chances.ts';
import { useHistories } from './api/use-histories.ts';
import { citedIn } from './cited-in.ts';
import classes from './compare.module.css';
import { toComparisonTable } from './comparison-table.ts';
import { Legend } from './legend.tsx';
import { compareRules } from './link-rules.ts';
import { MarkedGaps } from './marked/marked-gaps.tsx';
import { Notes } from './notes.tsx';
import { inOrder } from './order.ts';
import { PrintedTables } from './printed-tables.tsx';
import { toSheet } from './sheet.ts';
import { SimpleTable } from './simple-table.tsx';
import { Toolbar } from './toolbar.tsx';
import { useAlikeText } from './use-alike-text.ts';
import { ViewSwitch } from './view-switch.tsx';

const CompareGrid = lazy(async () => ({ default: (await import('./compare-grid.tsx')).CompareGrid }));

export type ChangeView = (change: Partial<CompareView>, options?: { readonly replace?: boolean }) => void;

/** Territories by indicators, coloured by standing, benchmarks below. */
export function Compare() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  const isMarked = isMarkedView(new URLSearchParams(useLocation().search));
  return (
    <Page
      title={t('common.compare')}
      heading={t('compare.title')}
      lead={t(isMarked ? 'marked.lead' : 'compare.lead')}
      wide
    >
      <ViewSwitch marked={isMarked} />
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={420} />}
      {catalogue && (isMarked ? <MarkedGaps catalogue={catalogue} /> : <Comparison catalogue={catalogue} />)}
    </Page>
  );
}

function Comparison({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const printing = usePrinting();
  const toAlikeText = useAlikeText();
  const [asked, change] = useView(readCompare, writeCompare);
  const check = useTerritoryCheck(asked.territories);
  const view = useMemo(
    // What an address names and this publication has not is left out: the rest of the view is as it was.
    () => withKnown(asked, check.usable, catalogue),
    [asked, check.usable, catalogue],
  );

  useBasketFirst(asked.territories, change);

  const { territories, indicators, year, comparable, geography, within, gap, sort } = view;
  const language = useLanguage();
  const { data, previousData, error, refetch } = useQuery(ComparisonDocument, {
    variables: {
      territories: [...territories],
      indicators: [...indicators],
      year: year ?? null,
      comparable,
      geography,
      within,
      language,
    },
    skip: territories.length === 0 || indicators.length === 0,
  });
  useMending(check, error);
  const failure = check.mends(error) ? undefined : error;
  const answer = territories.length === 0 ? undefined : (data ?? (error ? undefined : previousData))?.compare;
  const toldApart = useToldApart();
  const comparison = useMemo(
    () =>
      answer && {
        ...answer,
        territories: [...toldApart(answer.territories, answer.benchmarks)],
        benchmarks: [...toldApart(answer.benchmarks, answer.territories)],
      },
    [answer, toldApart],
  );
  const chanceOf = useChances(view, comparison);
  const table = useMemo(
    () => comparison && inOrder(toComparisonTable(comparison, catalogue, gap, chanceOf), sort),
    [comparison, catalogue, gap, chanceOf, sort],
  );
  const left = indicators
    .filter((id) => data && !data.compare.columns.some(({ indicator }) => indicator.id === id))
    .map((id) => catalogue.byId.get(id)?.label ?? id);
  const sheet = useMemo(() => table && toSheet(table, view), [table, view]);
  const past = useMemo(
    () =>
      view.curves && table
        ? {
            territories: [...table.rows, ...table.benchmarks].map(({ territory }) => territory.id),
            columns: table.columns,
            geography,
          }
        : undefined,
    [view.curves, table, geography],
  );
  const historyOf = useHistories(past);
  const origins = comparison && [...comparison.benchmarks, ...comparison.territories];
  const alikeText = toAlikeText(view, comparison);
  const gapName = origins?.find(({ id }) => id === gap)?.name;
  const unknown = [
    ...unknownTerritories('t', check.unknown, 'OTHERS'),
    ...(gap !== undefined && origins && gapName === undefined
      ? [{ name: 'ecart', value: gap, why: 'NOT_THERE', instead: 'NO_GAP' } as const]
      : []),
  ];

  return (
    <>
      <LinkNotice rules={compareRules(asked, view, catalogue, t('link.keyIndicators'))} more={unknown} />
      <Toolbar view={view} change={change} catalogue={catalogue} comparison={comparison} table={table} />
      {territories.length === 0 && (
        <Empty title={t('compare.none')} icon={<IconTable size={32} />}>
          {t('compare.noneText')}
        </Empty>
      )}
      {failure && <Failure error={failure} retry={() => void refetch()} />}
      {!comparison && !failure && territories.length > 0 && <Skeleton height={360} />}
      {comparison && table && sheet && (
        <>
          {alikeText && <p className={classes.muted}>{alikeText}</p>}
          {left.length > 0 && <p>{t('compare.withoutColumns', { names: left.join(', ') })}</p>}
          {printing ? (
            <WarningsAhead warnings={comparison.warnings} />
          ) : (
            <FoldedWarnings warnings={comparison.warnings} />
          )}
          {printing ? (
            <PrintedTables sheet={sheet} view={view} change={change} historyOf={historyOf} />
          ) : view.simple ? (
            <SimpleTable sheet={sheet} view={view} change={change} historyOf={historyOf} />
          ) : (
            <Suspense fallback={<Skeleton height={360} />}>
              <CompareGrid sheet={sheet} view={view} change={change} historyOf={historyOf} />
            </Suspense>
          )}
          <Legend table={table} within={within} gapName={gapName} />
          {printing && <FoldedWarnings warnings={comparison.warnings} unfolded />}
          <Notes
            indicators={citedIn(table, view, comparison.geography)}
            publishedAt={comparison.publication.publishedAt}
          />
        </>
      )}
    </>
  );
}

/** A year that none of the indicators has is not read: the latest is. */
function withKnown(asked: CompareView, territories: readonly string[], catalogue: Catalogue): CompareView {
  const known = asked.indicators.filter((id) => catalogue.byId.has(id));
  const indicators = known.length > 0 ? known : keyIndicators(catalogue);
  const { year } = asked;
  const hasYear = year !== undefined && yearsOfAll(indicators, catalogue).includes(year);
  return { ...asked, territories, indicators, year: hasYear ? year : undefined };
}

function keyIndicators({ indicators }: Catalogue): string[] {
  return indicators.filter(({ keyRank }) => keyRank !== null).map(({ id }) => id);
}
