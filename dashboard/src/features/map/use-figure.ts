import { useTranslation } from 'react-i18next';
import { sourcesOf } from '../../export/facts.ts';
import type { Figure } from '../../export/figure.ts';
import { fileName } from '../../export/file-name.ts';
import { formatDay, formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { MapView } from '../../url.ts';
import { PALETTES } from './palette.ts';
import { toDrawing } from './to-drawing.ts';
import { citedIn, type DrawnLayer } from './use-layer.ts';
import { useOutlinesCredit } from './use-outlines-credit.ts';
import type { Panel } from './use-panel.ts';

interface Shown {
  readonly panels: readonly Panel[];
  readonly view: MapView;
  /** What the map is within; undefined for France. */
  readonly place: TerritoryRef | undefined;
}

/** The maps as an image that stands alone: what they show, where, how they are cut, from which source, with which cautions. */
export function useFigure(): (shown: Shown) => Figure | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  const outlinesCredit = useOutlinesCredit();
  return ({ panels, view, place }) => {
    const [first] = panels;
    if (!first) return undefined;
    const { layer } = first.drawn;
    const indicators = [...new Set(panels.map(({ drawn }) => drawn.indicator))];
    const sources = sourcesOf(citedIn(panels.map(({ drawn }) => drawn))).map(
      ({ title, producer, licence }) => `${title}, ${producer}, ${licence}`,
    );
    const where = place?.name ?? t('common.france');
    const drawings = panels.flatMap(({ drawn, plan, frame, remarks, onPaper }) => {
      const printed = onPaper();
      if (!plan || !printed) return [];
      const { paint, entries } = printed;
      const heading = panels.length > 1 ? `${drawn.indicator.label}, ${drawn.year}` : undefined;
      const shownEntries = entries.map(({ swatch, text, count }) => ({
        swatch,
        text:
          count === undefined
            ? text
            : `${text} – ${t('map.territories', { count, formatted: formatNumber(locale, count) })}`,
        count: undefined,
      }));
      return [{ heading, plan, frame, paint, legendTitle: t('map.legend'), entries: shownEntries, remarks }];
    });
    return {
      file: fileOf(
        t('map.file'),
        where,
        panels.map(({ drawn }) => drawn),
      ),
      title: `${panels.map(({ drawn }) => `${drawn.indicator.label}, ${drawn.year}`).join(' / ')} – ${where}`,
      notes: [
        `${t(`map.levels${layer.level}`)} · ${t('common.geography')}${t('common.colon')}${[...new Set(panels.map(({ drawn }) => t(`common.${drawn.geography}`)))].join(' / ')}`,
        ...(panels.some(({ paint }) => paint.classes)
          ? [`${t('map.method')}${t('common.colon')}${t(`map.${view.method}`)}`]
          : []),
        ...(panels.some(({ paint }) => paint.disc) ? [t('map.counted')] : []),
        ...new Set(panels.flatMap(({ drawn }) => drawn.layer.warnings.map(({ message }) => message))),
        ...new Set(indicators.flatMap(({ cautions }) => cautions)),
        outlinesCredit(first.outlines, layer.vintage),
        t('export.credit', { sources: sources.join(' ; '), day: formatDay(locale, layer.publication.publishedAt) }),
      ],
      drawing: toDrawing(drawings, PALETTES.light),
    };
  };
}

/** Name of a file that holds maps of a place, without its end. */
export function fileOf(kind: string, place: string, layers: readonly DrawnLayer[]): string {
  return fileName({
    kind,
    places: [place],
    indicators: layers.map(({ indicator: { shortLabel } }) => shortLabel),
    years: layers.map(({ year }) => year),
    publication: layers[0]?.layer.publication.id ?? '',
  });
}
