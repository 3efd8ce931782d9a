import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import type { Drawing, Figure } from '../../export/figure.ts';
import { fileName } from '../../export/file-name.ts';
import { formatDay, formatNumber } from '../../format.ts';
import type { Geography, ScatterQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { DistributionAnswer } from './bands.ts';
import { type DrawnHistogram, toDrawing } from './histogram-drawing.ts';

/** The charts of the page as images that stand alone: what they show, among whom, from which source, with which cautions. */
export interface Figures {
  spread(answer: DistributionAnswer, histogram: DrawnHistogram, year: number): Figure;
  cloud(answer: ScatterQuery, across: CrossedWith, year: number, drawing: Drawing | undefined): Figure | undefined;
}

export interface CrossedWith {
  readonly indicator: Indicator;
  readonly year: number;
  readonly geography: Geography;
}

/** `group` names those among whom: « Communes – Rhône ». */
export function useFigures(indicator: Indicator, group: string): Figures {
  const { t } = useTranslation();
  const locale = useLocale();
  const notesOf = (
    indicators: readonly Indicator[],
    geography: Geography,
    warnings: readonly { readonly message: string }[],
    publishedAt: string,
  ): string[] => [
    `${t('position.group')}${t('common.colon')}${group}`,
    `${t('common.geography')}${t('common.colon')}${t(`common.${geography}`)}`,
    ...new Set(warnings.map(({ message }) => message)),
    ...new Set(indicators.flatMap(({ cautions }) => cautions)),
    t('export.credit', {
      sources: sourcesOf(indicators)
        .map(({ title, producer }) => `${title}, ${producer}`)
        .join(' ; '),
      day: formatDay(locale, publishedAt),
    }),
  ];
  return {
    spread: (answer, histogram, year) => ({
      file: fileName({
        kind: t('position.file'),
        places: answer.marks.territories.map(({ name }) => name),
        indicators: [indicator.shortLabel],
        years: [year],
        publication: answer.publication.id,
      }),
      title: `${t('position.spread')} – ${indicator.label}, ${year}, ${group}`,
      notes: [
        t('position.spreadOf', {
          withValue: formatNumber(locale, answer.withValue),
          size: formatNumber(locale, answer.size),
        }),
        ...notesOf([indicator], answer.geography, answer.warnings, answer.publication.publishedAt),
      ],
      drawing: toDrawing(histogram, 0),
    }),
    cloud: (answer, across, year, drawing) =>
      drawing && {
        file: fileName({
          kind: t('position.file'),
          indicators: [indicator.shortLabel, across.indicator.shortLabel],
          years: [year, across.year],
          publication: answer.up.publication.id,
        }),
        title: `${indicator.label}, ${year} / ${across.indicator.label}, ${across.year}, ${group}`,
        notes: notesOf(
          [indicator, across.indicator],
          across.geography,
          [...answer.up.warnings, ...answer.across.warnings],
          answer.up.publication.publishedAt,
        ),
        drawing,
      },
  };
}
