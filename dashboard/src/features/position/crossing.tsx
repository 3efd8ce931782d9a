import { useQuery } from '@apollo/client/react';
import { Skeleton, Table } from '@mantine/core';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import type { ScatterHandle } from '../../components/chart/scatter-chart.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { type ExploreView, readExplore, writeExplore } from '../../explore-url.ts';
import { ExportMenu } from '../../export/export-menu.tsx';
import { type FactsOf, useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownTable } from '../../export/shown-table.ts';
import { formatNumber } from '../../format.ts';
import { type Geography, ScatterDocument, type ScatterQuery } from '../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { territoryPath } from '../../url.ts';
import classes from './position.module.css';
import { type DrawnLevel, nearestYear } from './question.ts';
import { FEWEST_POINTS, toAxis, toCrossed, toGroups } from './scatter-content.ts';
import type { Figures } from './use-figures.ts';

const ScatterChart = lazy(async () => ({
  default: (await import('../../components/chart/scatter-chart.tsx')).ScatterChart,
}));

/** Those that a page surely holds: a table of so few is not cut. */
const ROWS_OF_A_PAGE = 15;

interface CrossingProps {
  readonly across: Indicator;
  readonly up: Indicator;
  readonly year: number;
  readonly level: DrawnLevel;
  readonly within: string | undefined;
  readonly geography: Geography;
  readonly own: readonly TerritoryRef[];
  readonly peers: readonly TerritoryRef[];
  readonly toFigure: Figures['cloud'];
  /** What says, in a file, what figures of the page are. */
  readonly about: Pick<FactsOf, 'referenceVintage'> & { readonly group: string };
}

/** Two indicators, one across and one up: the cloud of a level, with the reader's territories and their peers. */
export function Crossing({ across, up, year, level, within, geography, own, peers, toFigure, about }: CrossingProps) {
  const chart = useRef<ScatterHandle>(null);
  const toFacts = useFacts();
  const { t } = useTranslation();
  const locale = useLocale();
  const language = useLanguage();
  const acrossYear = nearestYear(across, year);
  const { data, error, refetch } = useQuery(ScatterDocument, {
    variables: {
      across: across.id,
      acrossYear,
      up: up.id,
      upYear: year,
      level,
      within: within ?? null,
      geography,
      language,
    },
  });
  const crossed = useMemo(() => data && toCrossed(data), [data]);
  const content = useMemo(() => {
    if (!crossed) return undefined;
    const { points } = crossed;
    return {
      colon: t('common.colon'),
      across: toAxis(
        across,
        points.map((point) => point.across),
        locale,
      ),
      up: toAxis(
        up,
        points.map((point) => point.up),
        locale,
      ),
      groups: toGroups(points, {
        own: new Set(own.map(({ id }) => id)),
        peers: new Set(peers.map(({ id }) => id)),
        words: { all: t('position.all'), own: t('position.yours'), peers: t('position.peers') },
      }),
    };
  }, [crossed, across, up, own, peers, locale, t]);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!crossed || !content) return <Skeleton height={460} />;
  const enough = crossed.points.length >= FEWEST_POINTS;
  const everyPoint: ExploreView = {
    ...readExplore(new URLSearchParams()),
    ...{ level, within, geography },
    indicators: [across.id, up.id],
    years: [...new Set([acrossYear, year])].sort(),
    filters: [
      { column: { indicator: across.id, year: acrossYear }, operator: 'HAS_VALUE' },
      { column: { indicator: up.id, year }, operator: 'HAS_VALUE' },
    ],
  };
  const pointed = new Set(crossed.points.map(({ id }) => id));
  const toDraw = [...new Set([...own, ...peers].map(({ id }) => id))];
  const drawn = toDraw.filter((id) => pointed.has(id)).length;
  const named = [
    ...own.map((territory) => ({ territory, role: t('position.yours') })),
    ...peers
      .filter(({ id }) => !own.some((mine) => mine.id === id))
      .map((territory) => ({ territory, role: t('position.peers') })),
  ].filter(({ territory }) => crossed.has(territory.id));
  const toShownTable = ({ up: { publication, warnings }, across: { warnings: others } }: ScatterQuery): ShownTable => ({
    file: fileName({
      kind: t('position.crossingFile'),
      indicators: [up.shortLabel, across.shortLabel],
      years: [year, acrossYear],
      publication: publication.id,
    }),
    facts: toFacts({
      ...{ publication, geography, referenceVintage: about.referenceVintage },
      title: `${t('position.crossing')} – ${up.label} (${year}), ${across.label} (${acrossYear}), ${about.group}`,
      indicators: [up, across],
      warnings: [...warnings, ...others],
    }),
    columns: [
      { title: t('common.code') },
      { title: t('common.territory') },
      { title: t('position.role') },
      { title: `${across.label} (${acrossYear})`, decimals: across.decimals, hasStates: true },
      { title: `${up.label} (${year})`, decimals: up.decimals, hasStates: true },
    ],
    rows: named.map(({ territory: { id, code, name }, role }) => {
      const cells = crossed.cellsOf(id);
      return [code, name, role, cells.across, cells.up];
    }),
  });
  return (
    <>
      {enough ? (
        <>
          <div className={classes.head}>
            <p className={classes.text}>
              {t('position.crossingText', { points: formatNumber(locale, crossed.points.length) })}
            </p>
            {drawn < toDraw.length && (
              <p className={classes.text}>
                {t(toDraw.length === 1 ? 'position.crossingAlone' : 'position.crossingLeft', {
                  count: drawn,
                  drawn: formatNumber(locale, drawn),
                  all: formatNumber(locale, toDraw.length),
                })}
              </p>
            )}
            <Link to={`/explorer${writeExplore(everyPoint)}`} data-print="hidden">
              {t('position.crossingAll')}
            </Link>
            {data && (
              <ExportMenu
                size="xs"
                of={t('position.crossing')}
                table={named.length > 0 ? () => toShownTable(data) : undefined}
                figure={() =>
                  toFigure(data, { indicator: across, year: acrossYear, geography }, year, chart.current?.draw())
                }
              />
            )}
          </div>
          <Suspense fallback={<Skeleton height={460} />}>
            <ScatterChart
              ref={chart}
              content={content}
              label={t('position.crossingChart', { up: up.label, across: across.label })}
            />
          </Suspense>
        </>
      ) : (
        <Empty title={t('position.noGroup')}>{t('position.crossingNone')}</Empty>
      )}
      {named.length > 0 && (
        <Table.ScrollContainer minWidth={520}>
          <Table
            verticalSpacing={6}
            captionSide="top"
            {...(named.length <= ROWS_OF_A_PAGE && { 'data-print': 'whole' })}
          >
            <Table.Caption className="visually-hidden">
              {t('position.crossingCaption', { across: across.label, up: up.label })}
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('common.territory')}</Table.Th>
                <Table.Th scope="col">{t('position.role')}</Table.Th>
                <Table.Th scope="col" ta="right">{`${across.shortLabel}, ${acrossYear}`}</Table.Th>
                <Table.Th scope="col" ta="right">{`${up.shortLabel}, ${year}`}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {named.map(({ territory, role }) => {
                const cells = crossed.cellsOf(territory.id);
                return (
                  <Table.Tr key={territory.id}>
                    <Table.Th scope="row">
                      <Link to={territoryPath(territory.id)}>{territory.name}</Link>
                    </Table.Th>
                    <Table.Td>{role}</Table.Td>
                    <Table.Td ta="right">
                      <CellValue {...{ territory, geography }} indicator={across} year={acrossYear} {...cells.across} />
                    </Table.Td>
                    <Table.Td ta="right">
                      <CellValue {...{ territory, geography, year }} indicator={up} {...cells.up} />
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}
