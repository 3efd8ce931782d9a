import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../../../export/export-menu.tsx';
import { fileName } from '../../../export/file-name.ts';
import { formatChange, formatValue } from '../../../format.ts';
import { AgesToComeDocument, type AgesToComeQuery } from '../../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../../i18n/i18n.ts';
import type { TerritoryRef } from '../../../territories/territory.ts';
import type { AgePyramidShape } from './age-bands.ts';
import classes from './age-pyramid.module.css';
import { AgesToComeTable } from './ages-to-come-table.tsx';
import { PyramidDrawing } from './pyramid-drawing.tsx';
import type { PyramidRow, PyramidSide } from './pyramid-rows.ts';
import { type LeavingPyramid, usePyramidFiles } from './use-pyramid-files.ts';

export type AgeProjection = AgesToComeQuery['ageProjection'];
export type ProjectedBand = AgeProjection['bands'][number];

interface AgesToComeProps {
  readonly shape: AgePyramidShape;
  readonly territory: TerritoryRef;
}

/** People by sex and age were the trend to go on, against those last counted; or why that cannot be said. */
export function AgesToCome({ shape, territory }: AgesToComeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(AgesToComeDocument, { variables: { territory: territory.id, language } });
  if (!data) return null;
  const { reason } = data.ageProjection;
  if (reason !== null) {
    return (
      <p className={classes.method}>
        {t('portrait.toComeNone')} {reason}
      </p>
    );
  }
  return <Continued projection={data.ageProjection} {...{ shape, territory }} />;
}

interface ContinuedProps extends AgesToComeProps {
  readonly projection: AgeProjection;
}

function Continued({ projection, shape, territory }: ContinuedProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const files = usePyramidFiles();
  const counted = projection.from.at(-1);
  const [first, last] = [projection.points[0], projection.points.at(-1)];
  if (!first || !last || counted === undefined) return null;
  const { whole } = shape;
  const text = (value: number) => formatValue(locale, value, whole);
  const all = projection.bands.reduce((sum, band) => sum + band.last, 0);
  const title = t('portrait.toCome', { first: first.year, last: last.year });
  const reading = t('portrait.toComeReading', {
    later: text(last.value),
    year: last.year,
    low: text(last.low),
    high: text(last.high),
    now: text(all),
    counted,
  });
  const rows = toRows(projection.bands, shape, (from, to) => formatChange(locale, (100 * (to - from)) / from));
  const bars = t('portrait.toComeCounted', { year: counted });
  const marks = t('portrait.toComeMark', { year: last.year });
  const changes = t('portrait.toComeChange', { from: counted, to: last.year });
  const leaving: LeavingPyramid = {
    ...projection,
    file: fileName({
      kind: t('portrait.toComeFile'),
      places: [`${territory.name} ${territory.code}`],
      years: [counted, last.year],
      publication: projection.publication.id,
    }),
    title: `${title} – ${territory.name}`,
    notes: [reading, changes, ...(projection.method === null ? [] : [projection.method])],
    indicator: whole,
  };
  const toTable = () =>
    files.table(
      leaving,
      [
        { title: t('portrait.toComeSex') },
        { title: t('portrait.age') },
        { title: bars, decimals: 0 },
        ...projection.points.flatMap(({ year }) => [
          { title: t('portrait.toComeMark', { year }), decimals: 0 },
          { title: t('portrait.toComeLow', { year }), decimals: 0 },
          { title: t('portrait.toComeHigh', { year }), decimals: 0 },
        ]),
      ],
      [
        ...projection.bands.map((band) => [
          t(band.sex === 'M' ? 'portrait.men' : 'portrait.women'),
          labelOf(band, shape),
          band.last,
          ...band.points.flatMap(({ value, low, high }) => [value, low, high]),
        ]),
        [
          t('portrait.toComeAll'),
          t('portrait.toComeAll'),
          all,
          ...projection.points.flatMap(({ value, low, high }) => [value, low, high]),
        ],
      ],
    );
  return (
    <div className={classes.whole}>
      <div className={classes.head}>
        <h3>{title}</h3>
        <div data-print="hidden">
          <ExportMenu
            size="xs"
            of={title}
            table={toTable}
            figure={() => files.figure(leaving, rows, { bars, marks: `${marks} (${t('portrait.toComeInterval')})` })}
          />
        </div>
      </div>
      <p className={classes.reading}>{reading}</p>
      <p className={classes.method}>{projection.method}</p>
      <PyramidDrawing
        rows={rows}
        label={t('portrait.toComeLabel', { name: territory.name, counted, year: last.year })}
      />
      <p className={classes.key}>
        <span>
          <i data-sex="men" /> <i data-sex="women" /> {bars}
        </span>
        <span>
          <i data-mark="benchmark" /> {marks}
        </span>
        <span>
          <u /> {t('portrait.toComeInterval')}
        </span>
        <span>{changes}</span>
      </p>
      <details className={classes.details}>
        <summary>{t('portrait.toComeTable')}</summary>
        <AgesToComeTable {...{ projection, all, bars, text }} caption={title} label={(band) => labelOf(band, shape)} />
      </details>
    </div>
  );
}

/** Youngest first: bars are people last counted, marks those of the last year to come. */
function toRows(
  bands: readonly ProjectedBand[],
  shape: AgePyramidShape,
  change: (from: number, to: number) => string,
): readonly PyramidRow[] {
  const most = Math.max(...bands.flatMap((band) => [band.last, band.points.at(-1)?.high ?? 0]));
  const toSide = (band: ProjectedBand | undefined): PyramidSide => {
    const later = band?.points.at(-1);
    if (!band || !later) return { bar: undefined, text: '', mark: undefined };
    return {
      bar: band.last / most,
      text: band.last > 0 ? change(band.last, later.value) : '',
      mark: later.value / most,
      interval: [later.low / most, later.high / most],
    };
  };
  const ofSex = (sex: ProjectedBand['sex']) => bands.filter((band) => band.sex === sex);
  return ofSex('M').map((men) => ({
    id: String(men.from),
    label: labelOf(men, shape),
    men: toSide(men),
    women: toSide(ofSex('F').find(({ from }) => from === men.from)),
  }));
}

function labelOf({ from, to }: ProjectedBand, { bands }: AgePyramidShape): string {
  return bands.find((band) => band.from === from)?.label ?? `${from}${to === null ? '+' : `-${to}`}`;
}
