import { useTranslation } from 'react-i18next';
import { download } from '../../components/download.ts';
import { type CsvField, toCsv } from '../../csv.ts';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { TrendAnswer } from './chart-content.ts';

/** Writes the values behind the curves, one line by territory, with their source and cautions. */
export function useExport(): (answer: TrendAnswer, indicator: Indicator) => void {
  const { t } = useTranslation();
  const locale = useLocale();
  return (answer, indicator) => {
    const { id, publishedAt } = answer.publication;
    const lines: (readonly CsvField[])[] = [
      [t('trend.csvTitle'), indicator.label],
      [t('common.csvPublication', { id, day: formatDay(locale, publishedAt) })],
      [
        `${t('common.geography')} : ${t(`common.${answer.geography}`)}`,
        t('common.geographyHelp', { vintage: answer.referenceVintage }),
      ],
      ...indicator.sources.map(({ title, producer, licence }) => [
        t('common.csvSource'),
        `${title}, ${producer}, ${licence}`,
      ]),
      ...answer.warnings.map(({ message }) => [t('common.csvWarning'), message]),
      ...indicator.cautions.map((caution) => [t('common.csvWarning'), caution]),
      [t('common.csvMarkers')],
      [t('common.csvAddress'), window.location.href],
      [],
      [t('common.code'), t('common.territory'), ...answer.years.map(String)],
      ...answer.series.map(({ territory, values, states }) => [
        territory.code,
        territory.name,
        ...answer.years.map(
          (_, index): CsvField => ({ value: values[index], state: states[index] ?? 'NOT_AVAILABLE' }),
        ),
      ]),
    ];
    download(`boussole-${t('trend.file')}-${indicator.id}-${id}.csv`, toCsv(lines), 'text/csv;charset=utf-8');
  };
}
