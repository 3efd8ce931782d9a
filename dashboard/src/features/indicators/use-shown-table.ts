import { useTranslation } from 'react-i18next';
import type { ShownTable } from '../../export/shown-table.ts';
import { formatMoment, formatYears } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Indicator, yearsOf } from '../../indicators/use-catalogue.ts';

/** The dictionary of the indicators on the screen: one line for each, with its definition, computation, years and sources. */
export function useShownTable(): (indicators: readonly Indicator[], search: string) => ShownTable {
  const { t } = useTranslation();
  const locale = useLocale();
  return (indicators, search) => ({
    file: `boussole-${t('indicators.file')}`,
    facts: [
      ['Boussole', t('indicators.title')],
      [t('export.date'), formatMoment(locale, new Date().toISOString())],
      [t('export.address'), window.location.href],
      ...(search === '' ? [] : [[t('indicators.search'), search]]),
    ],
    columns: [
      { title: t('indicators.theme') },
      { title: t('common.indicator') },
      { title: t('indicators.identifier') },
      { title: t('indicators.definition') },
      { title: t('indicators.formula') },
      { title: t('indicators.years') },
      { title: t('export.sources') },
      { title: t('indicators.cautions') },
    ],
    rows: indicators.map((indicator) => [
      indicator.theme.label,
      indicator.label,
      indicator.id,
      indicator.definition,
      indicator.formula,
      formatYears(yearsOf(indicator)),
      indicator.sources.map(({ title, producer }) => `${title}, ${producer}`).join(' ; '),
      indicator.cautions.join(' '),
    ]),
  });
}
