import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import type { Drawing, Figure } from '../../export/figure.ts';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { citedIn, fileNameOf, methodsOf, type Trends } from './curves.ts';
import { useChart } from './use-chart.ts';
import { useChartNotes } from './use-chart-notes.ts';

interface Shown {
  readonly trends: Trends;
  readonly base100: boolean;
}

/** The curves as an image that stands alone: what they show, of whom, from which source, with which cautions. */
export function useFigure(): (shown: Shown, drawing: Drawing | undefined) => Figure | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  const toChart = useChart();
  const toNotes = useChartNotes();
  return ({ trends, base100 }, drawing) => {
    if (!drawing) return undefined;
    const sources = sourcesOf(citedIn(trends)).map(({ title, producer }) => `${title}, ${producer}`);
    const day = formatDay(locale, trends.publication.publishedAt);
    const title = trends.indicators.map(({ label }) => label).join(', ');
    const chart = toChart(trends, base100);
    const names = new Set(trends.curves.map(({ territory }) => territory.name));
    return {
      file: fileNameOf(t('trend.file'), trends),
      title: chart.baseYear === undefined ? title : `${title} – ${t('trend.base100In', { year: chart.baseYear })}`,
      notes: [
        [...names].join(', '),
        `${t('common.geography')}${t('common.colon')}${t(`common.${trends.geography}`)}`,
        ...methodsOf(trends),
        ...toNotes(trends, chart),
        ...trends.warnings.map(({ message }) => message),
        t('export.credit', { sources: sources.join(' ; '), day }),
      ],
      drawing,
    };
  };
}
