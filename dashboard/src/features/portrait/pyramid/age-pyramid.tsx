import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CellValue } from '../../../cells/cell-value.tsx';
import { formatShare } from '../../../format.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import type { TerritoryRef } from '../../../territories/territory.ts';
import type { ColumnKey } from '../../../url.ts';
import { type CellsState, useCellsOf } from '../api/use-cells-of.ts';
import type { AgeBand, AgePyramidShape } from './age-bands.ts';
import classes from './age-pyramid.module.css';
import { PyramidTable } from './pyramid-table.tsx';

interface AgePyramidProps {
  readonly shape: AgePyramidShape;
  readonly territory: TerritoryRef;
  /** What it may be drawn against, the usual one first. */
  readonly benchmarks: readonly TerritoryRef[];
  readonly chosen: string | undefined;
  readonly onChoose: (benchmark: string) => void;
}

const SEXES = ['men', 'women'] as const;
export type PyramidSex = (typeof SEXES)[number];

/** Share of the inhabitants that men, or women, of a band are; undefined when that is not known. */
export type ShareOf = (band: AgeBand, sex: PyramidSex) => number | undefined;

/** Men and women by age, each band as a share of all inhabitants, against a benchmark. The figures are in a table below. */
export function AgePyramid({ shape, territory, benchmarks, chosen, onChoose }: AgePyramidProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const benchmark = benchmarks.find(({ id }) => id === chosen) ?? benchmarks[0];
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
  return (
    <div className={classes.whole}>
      <div className={classes.head}>
        <h3>{t('portrait.pyramid', { year: shape.year })}</h3>
        {benchmark && (
          <Select
            className={classes.against ?? ''}
            size="xs"
            label={t('portrait.pyramidAgainst')}
            value={benchmark.id}
            data={benchmarks.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => id && onChoose(id)}
            allowDeselect={false}
            data-print="hidden"
          />
        )}
      </div>
      <div
        className={classes.drawing}
        role="img"
        aria-label={t('portrait.pyramidLabel', { name: territory.name, benchmark: benchmark?.name ?? '' })}
      >
        <p className={classes.sex} data-sex="men">
          {t('portrait.men')}
        </p>
        <p />
        <p className={classes.sex}>{t('portrait.women')}</p>
        {shape.bands.toReversed().map((band) => (
          <Band key={band.id} band={band} shareOf={shareOf} benchmarkShareOf={benchmarkShareOf} most={most} />
        ))}
      </div>
      <p className={classes.key}>
        <span>
          <i data-sex="men" /> <i data-sex="women" /> {territory.name}, {t('portrait.pyramidShare')}
        </span>
        {benchmark && (
          <span>
            <i data-mark="benchmark" /> {benchmark.name}
          </span>
        )}
        {drawn.includes(undefined) && <span>{t('portrait.pyramidPartial')}</span>}
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
  );

  function toText(share: number | undefined): string {
    return share === undefined ? '–' : formatShare(locale, share);
  }
}

interface BandProps {
  readonly band: AgeBand;
  readonly shareOf: ShareOf;
  readonly benchmarkShareOf: ShareOf;
  /** Share that takes the whole width. */
  readonly most: number;
}

function Band({ band, shareOf, benchmarkShareOf, most }: BandProps) {
  const locale = useLocale();
  const bar = (sex: PyramidSex) => {
    const [share, benchmark] = [shareOf(band, sex), benchmarkShareOf(band, sex)];
    return (
      <div className={classes.bar} data-sex={sex} data-unknown={share === undefined || undefined}>
        {share !== undefined && (
          <>
            <i style={{ inlineSize: `${(100 * share) / most}%` }} />
            <span>{formatShare(locale, share)}</span>
          </>
        )}
        {benchmark !== undefined && (
          <b style={{ [sex === 'men' ? 'insetInlineEnd' : 'insetInlineStart']: `${(100 * benchmark) / most}%` }} />
        )}
      </div>
    );
  };
  return (
    <>
      {bar('men')}
      <p className={classes.age}>{band.label}</p>
      {bar('women')}
    </>
  );
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
