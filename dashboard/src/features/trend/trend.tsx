import { Skeleton } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { lazy, type RefObject, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartHandle } from '../../components/chart/line-chart.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useQueries } from '../../components/use-queries.ts';
import { useView } from '../../components/use-view.ts';
import { Warnings } from '../../components/warnings.tsx';
import { PrintedSources } from '../../export/printed-sources.tsx';
import { ShownSources } from '../../export/shown-sources.tsx';
import { TrendDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { type Catalogue, useCatalogue, yearsIn } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import { unknownTerritories, useMending, useTerritoryCheck } from '../../link/territory-check.ts';
import { useToldApart } from '../../territories/told-apart.ts';
import { useBasketFirst } from '../../territories/use-basket-first.ts';
import { readTrend, type TrendView, writeTrend } from '../../url.ts';
import { ChangeTable } from './change-table.tsx';
import { Continued } from './continued.tsx';
import { citedIn, isOneUnit, maybeTrends, named, type Trends } from './curves.ts';
import { Events } from './events.tsx';
import { trendRules } from './link-rules.ts';
import { MandateTable } from './mandate-table.tsx';
import { NotRestatedNote } from './not-restated-note.tsx';
import { Toolbar } from './toolbar.tsx';
import classes from './trend.module.css';
import { useChart } from './use-chart.ts';
import { useChartNotes } from './use-chart-notes.ts';
import { ValueTable } from './value-table.tsx';

const LineChart = lazy(async () => ({ default: (await import('../../components/chart/line-chart.tsx')).LineChart }));

/** Curves of one or several indicators for one or several territories, with the tables behind. */
export function TrendPage() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  return (
    <Page title={t('common.trend')} heading={t('trend.title')} lead={t('trend.lead')} wide>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={420} />}
      {catalogue && <Curves catalogue={catalogue} />}
    </Page>
  );
}

function Curves({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asked, change] = useView(readTrend, writeTrend);
  const check = useTerritoryCheck(asked.territories);
  const view = useMemo(
    () => withKnownIndicators({ ...asked, territories: check.usable }, catalogue),
    [asked, check.usable, catalogue],
  );
  const { territories, indicators, geography, continued } = view;
  const chart = useRef<ChartHandle>(null);

  useBasketFirst(asked.territories, change);

  const variables = useMemo(() => {
    if (territories.length === 0) return [];
    return indicators.map((indicator) => {
      return { indicator, territories: [...territories], geography, continued, language };
    });
  }, [indicators, territories, geography, continued, language]);
  const { data, error, retry } = useQueries(TrendDocument, variables);
  useMending(check, error);
  const failure = check.mends(error) ? undefined : error;
  const toldApart = useToldApart();
  const trends = useMemo(
    () =>
      territories.length === 0 || !data
        ? undefined
        : maybeTrends(
            data.map(({ trend }) => named(trend, toldApart)),
            (id) => catalogue.byId.get(id),
          ),
    [data, territories.length, catalogue, toldApart],
  );
  if (indicators.length === 0) return <Empty title={t('common.noIndicator')}>{t('home.noneText')}</Empty>;
  return (
    <>
      <LinkNotice rules={trendRules(asked, view, catalogue)} more={unknownTerritories('t', check.unknown, 'OTHERS')} />
      <Toolbar view={view} change={change} catalogue={catalogue} trends={trends} chart={chart} />
      {territories.length === 0 && (
        <Empty title={t('trend.none')} icon={<IconChartLine size={32} />}>
          {t('trend.noneText')}
        </Empty>
      )}
      {failure !== undefined && <Failure error={failure} retry={retry} />}
      {!trends && failure === undefined && territories.length > 0 && <Skeleton height={420} />}
      {trends && <Answer trends={trends} view={view} handle={chart} />}
    </>
  );
}

/** An address that names no indicator of the catalogue reads the first one. */
function withKnownIndicators(view: TrendView, { byId, indicators: [first] }: Catalogue): TrendView {
  const known = view.indicators.filter((id) => byId.has(id));
  return { ...view, indicators: known.length > 0 ? known : first ? [first.id] : [] };
}

interface AnswerProps {
  readonly trends: Trends;
  readonly view: TrendView;
  readonly handle: RefObject<ChartHandle | null>;
}

function Answer({ trends, view, handle }: AnswerProps) {
  const { t } = useTranslation();
  const { curves, years, indicators } = trends;
  const toChart = useChart();
  const toNotes = useChartNotes();
  const chart = useMemo(() => toChart(trends, view.base100), [toChart, trends, view.base100]);
  const title = indicators.map(({ label }) => label).join(', ');
  const isElsewhere = indicators.every((indicator) => yearsIn(indicator, view.geography).length === 0);
  const drawable = chart.content.series.some(({ values }) => values.some((value) => value != null));
  const cited = { indicators: citedIn(trends), publishedAt: trends.publication.publishedAt };
  const isDrawn = drawable && years.length > 1;
  return (
    <>
      <Warnings warnings={trends.warnings} />
      <section className={classes.chart} aria-labelledby="chart-title">
        <h2 id="chart-title">
          {title}
          {chart.baseYear !== undefined && <small>{t('trend.base100In', { year: chart.baseYear })}</small>}
        </h2>
        {!isOneUnit(trends) && <p className={classes.partial}>{t('trend.severalUnits')}</p>}
        {isDrawn ? (
          <Suspense fallback={<Skeleton height={420} />}>
            <LineChart
              ref={handle}
              content={chart.content}
              keyed={indicators.length > 1}
              label={t('trend.chart', {
                indicator: title,
                from: years[0] ?? '',
                to: years.at(-1) ?? '',
                count: curves.length,
              })}
            />
          </Suspense>
        ) : null}
        {isDrawn &&
          toNotes(trends, chart).map((note) => (
            <p key={note} className={classes.partial}>
              {note}
            </p>
          ))}
        <NotRestatedNote trends={trends} />
        {!isDrawn && (
          <Empty title={t('trend.noValues')}>
            {drawable
              ? t('trend.oneYear')
              : isElsewhere
                ? t('trend.constantOnly')
                : chart.content.series.length === 0
                  ? t('trend.noCommonYear')
                  : t('trend.noValuesText')}
          </Empty>
        )}
      </section>
      <Continued trends={trends} />
      <ChangeTable trends={trends} />
      <MandateTable trends={trends} />
      <ValueTable trends={trends} geography={view.geography} />
      <Events trends={trends} />
      <ShownSources {...cited} onScreenOnly />
      <PrintedSources {...cited} />
    </>
  );
}
