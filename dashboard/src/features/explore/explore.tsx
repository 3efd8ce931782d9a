import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { type ExploreView, readExplore, writeExplore } from '../../explore-url.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import {
  namesNoTerritory,
  unknownTerritories,
  useIsUnknown,
  useMending,
  useTerritoryCheck,
} from '../../link/territory-check.ts';
import type { Outcome } from './api/use-datasource.ts';
import { useSlices } from './api/use-slices.ts';
import { neverAdded, sortedInGroups, toColumns, withoutColumns } from './columns.ts';
import { maybeGrouping } from './grouping.ts';
import { exploreRules, withKnownColumns } from './link-rules.ts';
import { TableCautions } from './table-cautions.tsx';
import { Toolbar, type ToolbarProps } from './toolbar.tsx';
import { useGroupable } from './use-groupable.ts';

const ExploreGrid = lazy(async () => ({ default: (await import('./explore-grid.tsx')).ExploreGrid }));

const NOWHERE: readonly string[] = [];

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
  const search = new URLSearchParams(useLocation().search);
  const [outcome, setOutcome] = useState<Outcome>();
  const check = useTerritoryCheck(asked.territories ?? NOWHERE);
  const isOutside = useIsUnknown(asked.within) === true;
  const whole = useMemo(() => {
    const known = withKnownColumns(withDefaults(asked, catalogue), catalogue);
    return {
      ...known,
      within: isOutside ? undefined : known.within,
      territories: known.territories && check.usable,
    };
  }, [asked, catalogue, isOutside, check.usable]);
  const { view, isApart, isMended: isUngrouping } = useGroupable(whole, outcome?.error);
  useMending(check, outcome?.error);
  const isMended =
    isUngrouping || check.mends(outcome?.error) || (view.within !== undefined && namesNoTerritory(outcome?.error));
  const failure = isMended ? undefined : outcome?.error;
  const { slices, error } = useSlices(view.cuts.length > 0);
  const found = toColumns(view, catalogue, slices, t('explore.everybody'));
  // The grid starts again when its columns change: what they are, and not the list that holds them, says when.
  const names = JSON.stringify(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the columns
  const columns = useMemo(() => found, [names]);
  const left = withoutColumns(view, catalogue).map(({ label }) => label);
  const never = neverAdded(view, catalogue).map(({ shortLabel }) => shortLabel);
  const inGroups = sortedInGroups({ ...view, groups: maybeGrouping(view) }, catalogue).map(
    ({ shortLabel }) => shortLabel,
  );
  const isEmptyList = view.territories?.length === 0;
  const isWaiting = view.cuts.length > 0 && !slices && !error;
  const onOutcome = useCallback((next: Outcome) => {
    setOutcome((known) =>
      known &&
      known.total === next.total &&
      known.lines === next.lines &&
      known.sum === next.sum &&
      known.named === next.named &&
      known.error === next.error &&
      known.publication === next.publication
        ? known
        : next,
    );
  }, []);
  return (
    <>
      <LinkNotice
        rules={exploreRules(asked, whole, catalogue, t('link.keyIndicators'))}
        more={[
          ...(isApart && search.has('grouper')
            ? [{ name: 'grouper', value: search.get('grouper')!, why: 'PERIMETERS', instead: 'UNGROUPED' } as const]
            : []),
          ...unknownTerritories('t', asked.territories ? check.unknown : [], 'OTHERS'),
          ...unknownTerritories('dans', isOutside && asked.within ? [asked.within] : [], 'FRANCE'),
        ]}
      />
      <Toolbar
        view={view}
        change={change}
        catalogue={catalogue}
        columns={columns}
        waiting={isWaiting}
        slices={slices}
        reading={columns.length > 0 && !isEmptyList}
        outcome={outcome}
      />
      {error !== undefined && <Failure error={error} retry={() => window.location.reload()} />}
      {failure !== undefined && <Failure error={failure} retry={() => window.location.reload()} />}
      {left.length > 0 && columns.length > 0 && <p>{t('explore.withoutColumns', { names: left.join(', ') })}</p>}
      {never.length > 0 && columns.length > 0 && (
        <p>
          {t('explore.neverAdded', { names: never.join(', ') })}{' '}
          <Button size="compact-sm" variant="default" onClick={() => change({ level: 'COMMUNE', groups: undefined })}>
            {t('explore.neverAddedCommunes')}
          </Button>
        </p>
      )}
      {inGroups.length > 0 && columns.length > 0 && (
        <p>{t('explore.sortedInGroups', { names: inGroups.join(', ') })}</p>
      )}
      {outcome?.publication !== undefined && !isEmptyList && columns.length > 0 && (
        <TableCautions key={names} view={view} columns={columns} publication={outcome.publication} />
      )}
      {isWaiting ? (
        <Skeleton height={480} />
      ) : isEmptyList ? (
        <Empty title={t('explore.noList')}>{t('explore.noListText')}</Empty>
      ) : columns.length === 0 ? (
        <NoColumns view={view} change={change} catalogue={catalogue} />
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

/** Why there is no column, and what would have some. */
function NoColumns({ view, change, catalogue }: Pick<ToolbarProps, 'view' | 'change' | 'catalogue'>) {
  const { t } = useTranslation();
  const ways: readonly Partial<ExploreView>[] = [
    { geography: view.geography === 'CONSTANT' ? 'PUBLISHED' : 'CONSTANT' },
    { years: 'LATEST' },
  ];
  const open = ways.filter((way) => toColumns({ ...view, ...way }, catalogue, undefined, '').length > 0);
  return (
    <Empty title={t('explore.noColumns')}>
      <p>{t('explore.noColumnsText')}</p>
      {open.map((way) => (
        <Button key={way.geography ?? 'years'} variant="default" onClick={() => change(way)}>
          {way.geography ? t(`explore.read${way.geography}`) : t('explore.latestYears')}
        </Button>
      ))}
    </Empty>
  );
}

function withDefaults(view: ExploreView, { indicators, byId }: Catalogue): ExploreView {
  const known = view.indicators.filter((id) => byId.has(id));
  if (known.length > 0) return { ...view, indicators: known };
  return { ...view, indicators: indicators.filter(({ keyRank }) => keyRank !== null).map(({ id }) => id) };
}
