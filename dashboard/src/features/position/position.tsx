import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useView } from '../../components/use-view.ts';
import { Warnings } from '../../components/warnings.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { PrintedSources } from '../../export/printed-sources.tsx';
import { ShownSources } from '../../export/shown-sources.tsx';
import { formatNumber } from '../../format.ts';
import { DistributionDocument, PeersDocument, type PeersQuery } from '../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../i18n/i18n.ts';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import { type Catalogue, type Indicator, useCatalogue } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import {
  namesNoTerritory,
  unknownTerritories,
  useIsUnknown,
  useMending,
  useTerritoryCheck,
} from '../../link/territory-check.ts';
import { readPosition, writePosition } from '../../position-url.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { useToldApart } from '../../territories/told-apart.ts';
import { useBasketFirst } from '../../territories/use-basket-first.ts';
import { useTerritory } from '../../territories/use-territory.ts';
import type { DistributionAnswer } from './bands.ts';
import { Crossing } from './crossing.tsx';
import { Histogram, useHistogram } from './histogram.tsx';
import type { DrawnHistogram } from './histogram-drawing.ts';
import { positionRules } from './link-rules.ts';
import { PeersSection } from './peers-section.tsx';
import classes from './position.module.css';
import { citedOf, LEVEL_LABELS, levelOf, nearestYear, yearOf } from './question.ts';
import { SpreadTables } from './spread-tables.tsx';
import { StandingTable } from './standing-table.tsx';
import { Toolbar } from './toolbar.tsx';
import { useFigures } from './use-figures.ts';
import { useShownTable } from './use-shown-table.ts';

const PEERS = 10;
const ASKED_FIRST = ['taux_pauvrete', 'revenu_median', 'taux_chomage_rp'];

/** Where territories stand in the distribution of an indicator, across another, and among those that are like them. */
export function PositionPage() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  const usual = catalogue && maybeUsual(catalogue);
  return (
    <Page title={t('common.position')} heading={t('position.title')} lead={t('position.lead')} wide>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={420} />}
      {catalogue && usual && <Standing catalogue={catalogue} usual={usual} />}
      {catalogue && !usual && <Empty title={t('common.noIndicator')}>{t('home.noneText')}</Empty>}
    </Page>
  );
}

function Standing({ catalogue, usual }: { readonly catalogue: Catalogue; readonly usual: Indicator }) {
  const { t } = useTranslation();
  const [asked, change] = useView(readPosition, writePosition);
  const check = useTerritoryCheck(asked.territories);
  const isOutside = useIsUnknown(asked.within) === true;
  const view = useMemo(
    () => ({ ...asked, territories: check.usable, within: isOutside ? undefined : asked.within }),
    [asked, check.usable, isOutside],
  );
  const { territories, within, geography } = view;
  const indicator = catalogue.byId.get(view.indicator ?? '') ?? usual;
  const second = catalogue.byId.get(view.second ?? '') ?? otherThan(catalogue, indicator);
  const [level, year] = [levelOf(view), yearOf(view, indicator)];
  const cited = useMemo(() => citedOf(indicator, year, view), [indicator, year, view]);
  const citedSecond = useMemo(
    () => second && citedOf(second, year === undefined ? undefined : nearestYear(second, year), view),
    [second, year, view],
  );
  const place = useTerritory(within);
  const group = `${t(`common.${LEVEL_LABELS[level]}`)} – ${within === undefined ? t('common.france') : (place?.name ?? within)}`;
  const toShownTable = useShownTable(cited, group, catalogue);

  const isComing = useBasketFirst(asked.territories, change);

  const language = useLanguage();
  const { data, previousData, error, refetch } = useQuery(DistributionDocument, {
    variables: {
      indicator: indicator.id,
      year: year ?? 0,
      level,
      within: within ?? null,
      territories: [...territories],
      geography,
      language,
    },
    skip: year === undefined || isComing,
  });
  useMending(check, error);
  // What is within an unknown territory is asked again without it.
  const isMended = check.mends(error) || (view.within !== undefined && namesNoTerritory(error));
  const failure = isMended ? undefined : error;
  const first = territories.find((id) => maybeLevel(id) === level);
  const { data: found } = useQuery(PeersDocument, {
    variables: {
      territory: first ?? '',
      method: view.alike,
      size: PEERS,
      indicators: [...new Set([indicator.id, ...(second ? [second.id] : [])])],
      geography,
    },
    skip: first === undefined,
  });
  const toldApart = useToldApart();
  const distribution = (data ?? (error ? undefined : previousData))?.distribution;
  const answer = useMemo(
    () =>
      distribution && {
        ...distribution,
        marks: { ...distribution.marks, territories: [...toldApart(distribution.marks.territories)] },
      },
    [distribution, toldApart],
  );
  const histogram = useHistogram(answer, indicator);
  const toFigures = useFigures(cited, group);
  const marked = answer?.marks.territories ?? [];
  const containers = [
    ...new Map(marked.flatMap(({ parents }) => parents.map((parent) => [parent.id, parent]))).values(),
  ];
  const alike = useMemo(
    () => (first === undefined || !found ? undefined : withNames(found.peers, toldApart)),
    [first, found, toldApart],
  );
  // Peers are compared in the latest year that they have, which may be another.
  const ofPeers = (alike?.figures ?? []).flatMap(({ indicator: { id }, year: own }) => {
    const figured = catalogue.byId.get(id);
    return figured && own != null ? [citedOf(figured, own, view)] : [];
  });
  const sources = { indicators: [cited, ...(citedSecond ? [citedSecond] : []), ...ofPeers] };
  return (
    <>
      <LinkNotice
        rules={positionRules({ indicator, year, second }, catalogue)}
        more={[
          ...unknownTerritories('t', check.unknown, 'OTHERS'),
          ...unknownTerritories('dans', isOutside && asked.within ? [asked.within] : [], 'FRANCE'),
        ]}
      />
      <Toolbar
        {...{ view, change, catalogue, indicator, level, year, containers }}
        known={marked}
        exportMenu={
          <ExportMenu
            table={
              answer && year !== undefined
                ? () => toShownTable(answer, year, { peers: alike, compared: ofPeers })
                : undefined
            }
            figure={
              answer && year !== undefined && histogram ? () => toFigures.spread(answer, histogram, year) : undefined
            }
            printable
          />
        }
      />
      {failure && <Failure error={failure} retry={() => void refetch()} />}
      {!answer && !failure && <Skeleton height={420} />}
      {answer && year !== undefined && (
        <>
          <Warnings warnings={answer.warnings} />
          <section aria-labelledby="spread" className={classes.panel}>
            <h2 id="spread">{`${indicator.label}, ${year}`}</h2>
            <Spread answer={answer} indicator={indicator} year={year} histogram={histogram} />
            <StandingTable {...{ answer, indicator, year, geography }} />
            {!answer.problem && <SpreadTables answer={answer} indicator={indicator} />}
          </section>
          {citedSecond && (
            <section aria-labelledby="crossing" className={classes.panel}>
              <div className={classes.head}>
                <h2 id="crossing">{t('position.crossing')}</h2>
                <div className={classes.second} data-print="hidden">
                  <IndicatorSelect
                    catalogue={catalogue}
                    label={t('position.across')}
                    value={citedSecond.id}
                    onChange={(chosen) => change({ second: chosen })}
                  />
                </div>
              </div>
              <Crossing
                {...{ year, level, within, geography }}
                toFigure={toFigures.cloud}
                about={{ referenceVintage: answer.referenceVintage, group }}
                across={citedSecond}
                up={indicator}
                own={marked}
                peers={(alike?.peers ?? []).map(({ territory }) => territory)}
              />
            </section>
          )}
          {alike && (
            <PeersSection
              group={alike}
              catalogue={catalogue}
              method={view.alike}
              onMethod={(method) => change({ alike: method })}
              isNarrower={within !== undefined}
            />
          )}
          {territories.length > 0 && first === undefined && <p className={classes.text}>{t('position.alikeNone')}</p>}
          <ShownSources {...sources} publishedAt={answer.publication.publishedAt} onScreenOnly />
          <PrintedSources {...sources} publishedAt={answer.publication.publishedAt} />
        </>
      )}
    </>
  );
}

/** A group whose territories are told apart. */
function withNames(group: PeersQuery['peers'], toldApart: ReturnType<typeof useToldApart>): PeersQuery['peers'] {
  const [territory, ...others] = toldApart([group.territory, ...group.peers.map((peer) => peer.territory)]);
  return {
    ...group,
    territory: territory ?? group.territory,
    peers: group.peers.map((peer, index) => ({ ...peer, territory: others[index] ?? peer.territory })),
  };
}

interface SpreadProps {
  readonly answer: DistributionAnswer;
  readonly indicator: Indicator;
  readonly year: number;
  readonly histogram: DrawnHistogram | undefined;
}

function Spread({ answer, indicator, year, histogram }: SpreadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (answer.problem) return <Empty title={t('position.noGroup')}>{t(`position.${answer.problem}`)}</Empty>;
  const [withValue, size] = [formatNumber(locale, answer.withValue), formatNumber(locale, answer.size)];
  return (
    <>
      <p className={classes.text}>
        {t('position.spreadOf', { withValue, size })}. {answer.histogram?.scale === 'LOG' && t('position.spreadLog')}
      </p>
      {histogram && (
        <Histogram
          drawn={histogram}
          label={t('position.spreadChart', { indicator: indicator.label, year, count: answer.withValue })}
        />
      )}
    </>
  );
}

/** What a reader most likely asks: how poor, how rich, how jobless; else the first key indicator that is not a size. */
function maybeUsual({ indicators, byId }: Catalogue): Indicator | undefined {
  return (
    ASKED_FIRST.map((id) => byId.get(id)).find((known) => known !== undefined && known.years.length > 0) ??
    indicators.find(({ unit, keyRank }) => unit !== 'COUNT' && keyRank !== null) ??
    indicators.find(({ unit }) => unit !== 'COUNT') ??
    indicators[0]
  );
}

function otherThan({ indicators }: Catalogue, { id }: Indicator): Indicator | undefined {
  return (
    indicators.find((one) => one.id !== id && one.keyRank !== null && one.unit !== 'COUNT') ??
    indicators.find((one) => one.id !== id)
  );
}
