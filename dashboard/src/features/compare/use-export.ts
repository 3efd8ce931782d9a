import { useTranslation } from 'react-i18next';
import { download } from '../../components/download.ts';
import { type CsvField, toCsv } from '../../csv.ts';
import { formatDay } from '../../format.ts';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { CompareView } from '../../url.ts';
import type { CompareRow, ComparisonTable } from './comparison-table.ts';

interface Shown {
  readonly comparison: ComparisonQuery['compare'];
  readonly table: ComparisonTable;
  readonly rows: readonly CompareRow[];
  readonly view: CompareView;
}

/** Writes what is on the screen, in its order, with where it comes from and what to beware of. */
export function useExport(): (shown: Shown) => void {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ comparison, table, rows, view }) => {
    const { columns, benchmarks } = table;
    const sources = new Set(
      columns.flatMap(({ indicator }) =>
        indicator.sources.map(({ title, producer, licence }) => `${title}, ${producer}, ${licence}`),
      ),
    );
    const cautions = new Set(
      columns.flatMap(({ indicator }) => indicator.cautions.map((caution) => `${indicator.shortLabel} : ${caution}`)),
    );
    const { id, publishedAt } = comparison.publication;
    const lines: (readonly CsvField[])[] = [
      [t('compare.csvTitle')],
      [t('common.csvPublication', { id, day: formatDay(locale, publishedAt) })],
      [
        `${t('common.geography')} : ${t(`common.${comparison.geography}`)}`,
        t('common.geographyHelp', { vintage: comparison.referenceVintage }),
      ],
      ...(view.ranks ? [[t('compare.csvRanks', { within: t(`compare.within${view.within}`) })]] : []),
      ...[...sources].map((source) => [t('common.csvSource'), source]),
      ...comparison.warnings.map(({ message }) => [t('common.csvWarning'), message]),
      ...[...cautions].map((caution) => [t('common.csvWarning'), caution]),
      [t('common.csvMarkers')],
      [t('common.csvAddress'), window.location.href],
      [],
      [
        t('common.code'),
        t('common.territory'),
        t('compare.level'),
        ...columns.flatMap(({ indicator, year }) => {
          const name = `${indicator.label} (${year})`;
          return view.ranks ? [name, `${name} – ${t('compare.rank')}`, `${name} – ${t('compare.percentile')}`] : [name];
        }),
      ],
      ...[...rows, ...benchmarks].map(({ territory, cells }) => [
        territory.code,
        territory.name,
        t(`common.${territory.level}`),
        ...cells.flatMap(({ value, state, place }): CsvField[] =>
          view.ranks ? [{ value, state }, place?.rank ?? '', place?.percentile ?? ''] : [{ value, state }],
        ),
      ]),
    ];
    download(`boussole-${t('compare.file')}-${id}.csv`, toCsv(lines), 'text/csv;charset=utf-8');
  };
}
