import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { lazy, type RefObject, Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartHandle } from '../../components/chart/line-chart.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { Warnings } from '../../components/warnings.tsx';
import { PrintedSources } from '../../export/printed-sources.tsx';
import { TrendDocument } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Catalogue, type Indicator, useCatalogue } from '../../indicators/use-catalogue.ts';
import { useBasket } from '../../territories/basket.ts';
import { readTrend, type TrendView, writeTrend } from '../../url.ts';
import { ChangeTable } from './change-table.tsx';
import { type TrendAnswer, toChart, withoutEmptyYears } from './chart-content.ts';
import { Continued } from './continued.tsx';
import { Events } from './events.tsx';
import { MandateTable } from './mandate-table.tsx';
import { Toolbar } from './toolbar.tsx';
import classes from './trend.module.css';
import { ValueTable } from './value-table.tsx';

const LineChart = lazy(async () => ({ default: (await import('../../components/chart/line-chart.tsx')).LineChart }));

/** Curves of one indicator for several territories, with the table behind. */
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
  const locale = useLocale();
  const basket = useBasket();
  const [view, change] = useView(readTrend, writeTrend);
  const { territories, geography } = view;
  const chart = useRef<ChartHandle>(null);
  const indicator = catalogue.byId.get(view.indicator ?? '') ?? catalogue.indicators[0];

  useEffect(() => {
    if (territories.length === 0 && basket.length > 0)
      change({ territories: basket.map(({ id }) => id) }, { replace: true });
  }, [territories.length, basket, change]);

  const { data, previousData, error, refetch } = useQuery(TrendDocument, {
    variables: {
      indicator: indicator?.id ?? '',
      territories: [...territories],
      geography,
      continued: view.continued,
      language: locale === 'fr' ? 'FR' : 'EN',
    },
    skip: territories.length === 0 || !indicator,
  });
  const received = territories.length === 0 ? undefined : (data ?? (error ? undefined : previousData))?.trend;
  const answer = useMemo(() => received && withoutEmptyYears(received), [received]);
  if (!indicator) return <Empty title={t('common.noIndicator')}>{t('home.noneText')}</Empty>;
  return (
    <>
      <Toolbar view={view} change={change} catalogue={catalogue} indicator={indicator} answer={answer} chart={chart} />
      {territories.length === 0 && (
        <Empty title={t('trend.none')} icon={<IconChartLine size={32} />}>
          {t('trend.noneText')}
        </Empty>
      )}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!answer && !error && territories.length > 0 && <Skeleton height={420} />}
      {answer && <Answer answer={answer} indicator={indicator} view={view} handle={chart} />}
    </>
  );
}

interface AnswerProps {
  readonly answer: TrendAnswer;
  readonly indicator: Indicator;
  readonly view: TrendView;
  readonly handle: RefObject<ChartHandle | null>;
}

function Answer({ answer, indicator, view, handle }: AnswerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const chart = useMemo(
    () => toChart({ answer, indicator, base100: view.base100, locale, kindText: (kind) => t(`common.${kind}`) }),
    [answer, indicator, view.base100, locale, t],
  );
  const drawable = answer.series.some(({ values }) => values.some((value) => value !== null));
  return (
    <>
      <Warnings warnings={answer.warnings} />
      <section className={classes.chart} aria-labelledby="chart-title">
        <h2 id="chart-title">
          {indicator.label}
          {chart.baseYear !== undefined && <small>{t('trend.base100In', { year: chart.baseYear })}</small>}
        </h2>
        {drawable && answer.years.length > 1 ? (
          <Suspense fallback={<Skeleton height={420} />}>
            <LineChart
              ref={handle}
              content={chart.content}
              label={t('trend.chart', {
                indicator: indicator.label,
                from: answer.years[0] ?? '',
                to: answer.years.at(-1) ?? '',
                count: answer.series.length,
              })}
            />
          </Suspense>
        ) : (
          <Empty title={t('trend.noValues')}>{drawable ? t('trend.oneYear') : t('trend.noValuesText')}</Empty>
        )}
      </section>
      <Continued answer={answer} indicator={indicator} />
      <ChangeTable answer={answer} indicator={indicator} />
      <MandateTable answer={answer} indicator={indicator} />
      <ValueTable answer={answer} indicator={indicator} geography={view.geography} />
      <Events answer={answer} />
      <PrintedSources indicators={[indicator]} publishedAt={answer.publication.publishedAt} />
    </>
  );
}
