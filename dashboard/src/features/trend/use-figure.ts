import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import type { Drawing, Figure } from '../../export/figure.ts';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { methodsOf, type TrendAnswer } from './chart-content.ts';

interface Shown {
  readonly answer: TrendAnswer;
  readonly indicator: Indicator;
  readonly base100: boolean;
}

/** The curves as an image that stands alone: what they show, of whom, from which source, with which cautions. */
export function useFigure(): (shown: Shown, drawing: Drawing | undefined) => Figure | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ answer, indicator, base100 }, drawing) => {
    if (!drawing) return undefined;
    const sources = sourcesOf([indicator]).map(({ title, producer }) => `${title}, ${producer}`);
    const day = formatDay(locale, answer.publication.publishedAt);
    return {
      file: `boussole-${t('trend.file')}-${indicator.id}-${answer.publication.id}`,
      title: base100 ? `${indicator.label} – ${t('trend.base100')}` : indicator.label,
      notes: [
        answer.series.map(({ territory }) => territory.name).join(', '),
        `${t('common.geography')} : ${t(`common.${answer.geography}`)}`,
        ...methodsOf(answer),
        ...answer.warnings.map(({ message }) => message),
        t('export.credit', { sources: sources.join(' ; '), day }),
      ],
      drawing,
    };
  };
}
