import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/i18n.ts';
import { type Indicator, yearsIn, yearsOf } from '../../indicators/use-catalogue.ts';
import { columnName } from '../../url.ts';

const FORMATS = [
  { extension: 'csv', name: 'CSV' },
  { extension: 'xlsx', name: 'XLSX' },
  { extension: 'parquet', name: 'Parquet' },
  { extension: 'jsonstat.json', name: 'JSON-stat' },
  { extension: 'zip', name: 'Frictionless' },
] as const;

/** The files of an indicator, every commune and every year of it as published, or in constant geography where it exists in it only: the API writes them. */
export function Downloads({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const published = yearsIn(indicator, 'PUBLISHED');
  const years = yearsOf(published.length > 0 ? { years: published } : indicator);
  const columns = years.map((year) => columnName({ indicator: indicator.id, year }));
  if (columns.length === 0) return null;
  const asked = `level=COMMUNE&columns=${columns.join(',')}&geography=${published.length > 0 ? 'PUBLISHED' : 'CONSTANT'}${locale === 'en' ? '&language=EN' : ''}`;
  return FORMATS.map(({ extension, name }, index) => (
    <span key={extension}>
      {index > 0 && ' · '}
      <a
        href={`/export/grid.${extension}?${asked}`}
        download
        aria-label={t('indicators.downloadOf', { name, indicator: indicator.shortLabel })}
      >
        {name}
      </a>
    </span>
  ));
}
