import { useTranslation } from 'react-i18next';
import { formatDay, formatMoment } from '../format.ts';
import type { Geography, WarningCode } from '../graphql/generated.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { Indicator } from '../indicators/use-catalogue.ts';

export interface FactsOf {
  readonly title: string;
  readonly publication: { readonly id: string; readonly publishedAt: string };
  readonly geography: Geography;
  readonly referenceVintage: number;
  readonly indicators: readonly Indicator[];
  readonly warnings: readonly { readonly code?: WarningCode; readonly message: string }[];
  /** What was chosen on the page beyond its territories and indicators. */
  readonly chosen?: readonly (readonly string[])[];
}

/** Says in lines of text what figures on a page are: date, publication, choices, sources, cautions, address. */
export function useFacts(): (of: FactsOf) => readonly (readonly string[])[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ title, publication, geography, referenceVintage, indicators, warnings, chosen = [] }) => [
    ['Boussole', title],
    [t('export.date'), formatMoment(locale, new Date().toISOString())],
    [t('export.publication'), publication.id, formatDay(locale, publication.publishedAt)],
    [t('export.address'), window.location.href],
    ...chosen,
    [
      `${t('common.geography')}${t('common.colon')}${t(`common.${geography}`)}`,
      t('common.geographyHelp', { vintage: referenceVintage }),
    ],
    ...sourcesOf(indicators).map(({ title: name, producer, licence, landingPage }) => [
      t('export.source'),
      name,
      producer,
      licence,
      landingPage,
    ]),
    ...warnings.map(({ message }) => [t('export.caution'), message]),
    ...indicators.flatMap(({ label, cautions }) => cautions.map((caution) => [t('export.caution'), label, caution])),
    [t('export.reading'), t('export.states')],
    ...(warnings.some(({ code }) => code === 'SMALL_NUMBERS')
      ? [[t('export.reading'), t('export.fewCasesLegend')]]
      : []),
  ];
}

/** The sources of indicators, each once. */
export function sourcesOf(indicators: readonly Indicator[]): Indicator['sources'] {
  return [...new Map(indicators.flatMap(({ sources }) => sources.map((source) => [source.id, source]))).values()];
}
