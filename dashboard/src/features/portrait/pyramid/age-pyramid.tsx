import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CellValue } from '../../../cells/cell-value.tsx';
import { ExportMenu } from '../../../export/export-menu.tsx';
import { fileName } from '../../../export/file-name.ts';
import { formatShare } from '../../../format.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import { citing } from '../../../indicators/citing.ts';
import type { TerritoryRef } from '../../../territories/territory.ts';
import type { ColumnKey } from '../../../url.ts';
import { type CellsState, useCellsOf } from '../api/use-cells-of.ts';
import type { AgeBand, AgePyramidShape } from './age-bands.ts';
import classes from './age-pyramid.module.css';
import { AgesToCome } from './ages-to-come.tsx';
import { PyramidDrawing } from './pyramid-drawing.tsx';
import { type PyramidSex, type PyramidSide, SEXES } from './pyramid-rows.ts';
import { PyramidTable } from './pyramid-table.tsx';
import { type LeavingPyramid, usePyramidFiles } from './use-pyramid-files.ts';

interface AgePyramidProps {
  readonly shape: AgePyramidShape;
  readonly territory: TerritoryRef;
  /** What it may be drawn against, the usual one first. */
  readonly benchmarks: readonly TerritoryRef[];
  readonly chosen: string | undefined;
  readonly onChoose: (benchmark: string) => void;
  /** The publication that is read. */
  readonly answer: Pick<LeavingPyramid, 'publication' | 'referenceVintage'>;
}

/** Share of the inhabitants that men, or women, of a band are; undefined when that is not known. */
export type ShareOf = (band: AgeBand, sex: PyramidSex) => number | undefined;

/** Men and women by age, each band as a share of all inhabitants, against a benchmark. The figures are in a table below. */
export function AgePyramid({ shape, territory, benchmarks, chosen, onChoose, answer }: AgePyramidProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const benchmark = benchmarks.find(({ id }) => id === chosen) ?? benchmarks[0];
  const files = usePyramidFiles();
  const columns = useMemo(() => toColumns(shape), [shape]);
  const own = useCellsOf(territory.id, columns);
  const other = useCellsOf(benchmark?.id, columns);
  const shareOf = toShares(shape, own);
  const benchmarkShareOf = toShares(shape, other);
  const drawn = shape.bands.flatMap((band) => SEXES.map((sex) => shareOf(band, sex)));
  if (own.of(shape.whole.id).length === 0) return null;
  if (drawn.every((share) => share === undefined)) {
    return <p className={classes.none}>{t('portrait.pyramidNone', { year: shape.year })}</p>;
  }
  const all = [...drawn, ...shape.bands.flatMap((band) => SEXES.map((sex) => benchmarkShareOf(band, sex)))];
  const most = Math.max(...all.map((share) => share ?? 0));
  const toSide = (band: AgeBand, sex: PyramidSex): PyramidSide => {
    const [share, mark] = [shareOf(band, sex), benchmarkShareOf(band, sex)];
    return {
      bar: share === undefined ? undefined : share / most,
      text: toText(share),
      mark: mark === undefined ? undefined : mark / most,
    };
  };
  const rows = shape.bands.map((band) => ({
    id: band.id,
    label: band.label,
    men: toSide(band, 'men'),
    women: toSide(band, 'women'),
  }));
  const bars = `${territory.name}, ${t('portrait.pyramidShare')}`;
  const partial = drawn.includes(undefined) ? [t('portrait.pyramidPartial')] : [];
  const leaving: LeavingPyramid = {
    ...answer,
    geography: 'CONSTANT',
    file: fileName({
      kind: t('portrait.pyramidFile'),
      places: [`${territory.name} ${territory.code}`],
      years: [shape.year],
      publication: answer.publication.id,
    }),
    title: `${t('portrait.pyramid', { year: shape.year })} – ${territory.name}`,
    notes: partial,
    indicator: citing(shape.whole, {
      levels: [territory.level, ...(benchmark ? [benchmark.level] : [])],
      years: [shape.year],
      geography: 'CONSTANT',
    }),
  };
  const toTable = () =>
    files.table(
      leaving,
      [
        { title: t('portrait.age') },
        ...SEXES.flatMap((sex) => [
          { title: t(`portrait.${sex}`), decimals: shape.whole.decimals, hasStates: true },
          { title: `${t(`portrait.${sex}`)} – ${t('portrait.shareIn', { name: territory.name })} (%)`, decimals: 1 },
          ...(benchmark
            ? [
                {
                  title: `${t(`portrait.${sex}`)} – ${t('portrait.shareIn', { name: benchmark.name })} (%)`,
                  decimals: 1,
                },
              ]
            : []),
        ]),
      ],
      shape.bands.map((band) => [
        band.label,
        ...SEXES.flatMap((sex) => {
          const cell = own.of(band[sex].id)[0];
          return [
            { value: cell?.value, state: cell?.state ?? ('NOT_AVAILABLE' as const) },
            toPercent(shareOf(band, sex)),
            ...(benchmark ? [toPercent(benchmarkShareOf(band, sex))] : []),
          ];
        }),
      ]),
    );
  return (
    <>
      <div className={classes.whole}>
        <div className={classes.head}>
          <h3>{t('portrait.pyramid', { year: shape.year })}</h3>
          <div className={classes.tools} data-print="hidden">
            {benchmark && (
              <Select
                className={classes.against ?? ''}
                size="xs"
                label={t('portrait.pyramidAgainst')}
                value={benchmark.id}
                data={benchmarks.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(id) => id && onChoose(id)}
                allowDeselect={false}
              />
            )}
            <ExportMenu
              size="xs"
              of={t('portrait.pyramid', { year: shape.year })}
              table={toTable}
              figure={() => files.figure(leaving, rows, { bars, marks: benchmark?.name })}
            />
          </div>
        </div>
        <PyramidDrawing
          rows={rows}
          label={t('portrait.pyramidLabel', { name: territory.name, benchmark: benchmark?.name ?? '' })}
        />
        <p className={classes.key}>
          <span>
            <i data-sex="men" /> <i data-sex="women" /> {bars}
          </span>
          {benchmark && (
            <span>
              <i data-mark="benchmark" /> {benchmark.name}
            </span>
          )}
          {partial.map((note) => (
            <span key={note}>{note}</span>
          ))}
        </p>
        <details className={classes.details}>
          <summary>{t('portrait.pyramidTable')}</summary>
          <PyramidTable
            shape={shape}
            territory={territory}
            benchmark={benchmark}
            cellOf={(band, sex) => {
              const cell = own.of(band[sex].id)[0];
              return (
                <CellValue
                  indicator={band[sex]}
                  territory={territory}
                  year={shape.year}
                  value={cell?.value}
                  state={cell?.state ?? 'NOT_AVAILABLE'}
                />
              );
            }}
            shareText={(band, sex) => toText(shareOf(band, sex))}
            benchmarkText={(band, sex) => toText(benchmarkShareOf(band, sex))}
          />
        </details>
      </div>
      <AgesToCome shape={shape} territory={territory} />
    </>
  );

  function toText(share: number | undefined): string {
    return share === undefined ? '–' : formatShare(locale, share);
  }
}

function toPercent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : 100 * share;
}

function toColumns({ whole, bands, year }: AgePyramidShape): readonly ColumnKey[] {
  const indicators = [whole, ...bands.flatMap(({ men, women }) => [men, women])];
  return indicators.map(({ id }) => ({ indicator: id, year }));
}

function toShares({ whole }: AgePyramidShape, { of }: Pick<CellsState, 'of'>): ShareOf {
  const everybody = of(whole.id)[0]?.value;
  return (band, sex) => {
    const value = of(band[sex].id)[0]?.value;
    return everybody == null || everybody <= 0 || value == null ? undefined : value / everybody;
  };
}
