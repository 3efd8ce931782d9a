import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatValue, precise, type Quantity } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { MapView } from '../../url.ts';
import { type OutlinesState, useOutlines } from './api/use-outlines.ts';
import { type Frame, toFrame } from './frame.ts';
import { isCounted, usualDecimals } from './layer.ts';
import { type LegendEntry, toLegend } from './legend-entries.ts';
import type { Paint } from './paint.ts';
import { PALETTES, type Palette } from './palette.ts';
import { type Plan, toPlan } from './plan.ts';
import { type Benchmark, useBenchmark } from './use-benchmark.ts';
import type { DrawnLayer } from './use-layer.ts';
import { useLegendWords } from './use-legend-words.ts';
import { toPaint, usePaint } from './use-paint.ts';

interface PanelQuestion {
  readonly drawn: DrawnLayer | undefined;
  /** The other map, when both share their scale. */
  readonly shared: DrawnLayer | undefined;
  readonly view: MapView;
  readonly frame: Frame | undefined;
  readonly benchmarks: readonly TerritoryRef[];
  readonly palette: Palette;
}

/** One map as it stands on the screen. */
export interface Panel {
  readonly drawn: DrawnLayer;
  readonly paint: Paint;
  readonly outlines: OutlinesState;
  /** Undefined while outlines travel, and when there are none. */
  readonly plan: Plan | undefined;
  /** How many territories have no outline. */
  readonly undrawn: number;
  readonly frame: Frame;
  readonly entries: readonly LegendEntry[];
  /** Under the legend: what the colours are chosen around, what is estimated, what has no outline. */
  readonly remarks: readonly string[];
  /** The same in the light colours of files. */
  onPaper(): { readonly paint: Paint; readonly entries: readonly LegendEntry[] } | undefined;
}

/** Puts together what a map shows; undefined while its figures travel. */
export function usePanel({ drawn, shared, view, frame, benchmarks, palette }: PanelQuestion): Panel | undefined {
  const around = useBenchmark(
    { ...view, ...(drawn && { geography: drawn.geography }) },
    drawn?.indicator.id,
    drawn?.year ?? 0,
  );
  const benchmark = around.value;
  const outlines = useOutlines(drawn?.layer);
  const plan = usePlan(drawn, outlines.shapes);
  const onMap = useMemo(() => (drawn?.places ?? []).filter(({ id }) => !plan || plan.byId.has(id)), [drawn, plan]);
  const paint = usePaint({ drawn, onMap, shared, view, benchmark, palette });
  const words = useLegendWords(useLegendQuantity(drawn, shared));
  const entries = useMemo(() => (paint ? toLegend(onMap, paint, words) : []), [onMap, paint, words]);
  // Files are on paper, whatever the theme.
  const onPaper = () => {
    if (!drawn) return undefined;
    const printed = toPaint({ drawn, onMap, shared, view, benchmark, palette: PALETTES.light });
    return { paint: printed, entries: toLegend(onMap, printed, words) };
  };
  const said = useBenchmarkText(view, drawn, around, benchmarks);
  const others = useRemarks(drawn, outlines, plan);
  const height = plan?.height ?? 0;
  const seen = useMemo(() => toFrame(frame, height), [frame, height]);
  if (!drawn || !paint) return undefined;
  const remarks = said === undefined ? others : [said, ...others];
  const undrawn = drawn.places.length - onMap.length;
  return { drawn, paint, outlines, plan, undrawn, frame: seen, entries, remarks, onPaper };
}

/** Bounds are chosen, not known: they are written as they were rounded, without a mark. */
function useLegendQuantity(drawn: DrawnLayer | undefined, shared: DrawnLayer | undefined): Quantity {
  return useMemo(() => {
    if (!drawn) return { unit: 'COUNT', decimals: 0 };
    const { indicator, places } = drawn;
    const decimals = isCounted(indicator)
      ? indicator.decimals
      : usualDecimals([...places, ...(shared?.places ?? [])], indicator);
    return { unit: indicator.unit, decimals: Math.max(0, decimals), classes: indicator.classes };
  }, [drawn, shared]);
}

/** Outlines are laid out once for the territories of a layer, whatever the year. */
function usePlan(drawn: DrawnLayer | undefined, shapes: OutlinesState['shapes']): Plan | undefined {
  const layer = drawn?.layer;
  const names = useMemo(() => layer?.ids.join(' '), [layer]);
  return useMemo(() => {
    if (!shapes || shapes.length === 0 || names === undefined) return undefined;
    const wanted = new Set(names.split(' '));
    return toPlan(shapes.filter(({ id }) => wanted.has(String(id))));
  }, [shapes, names]);
}

function useBenchmarkText(
  { method }: MapView,
  drawn: DrawnLayer | undefined,
  { id, name: read, value, decimals }: Benchmark,
  benchmarks: readonly TerritoryRef[],
): string | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  if (method !== 'BENCHMARK' || !drawn || isCounted(drawn.indicator)) return undefined;
  const name = benchmarks.find((one) => one.id === id)?.name ?? read ?? id;
  return value === undefined
    ? t('map.noBenchmark', { name })
    : t('map.around', { name, value: formatValue(locale, value, precise(drawn.indicator, decimals)) });
}

function useRemarks(
  drawn: DrawnLayer | undefined,
  { vintage }: OutlinesState,
  plan: Plan | undefined,
): readonly string[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    if (!drawn) return [];
    const { places, layer } = drawn;
    const counted = (count: number) => ({ count, formatted: formatNumber(locale, count) });
    const estimated = places.filter(({ state }) => state === 'ESTIMATED').length;
    const undrawn = plan ? places.filter(({ id }) => !plan.byId.has(id)).length : 0;
    return [
      ...(estimated > 0 ? [t('map.estimated', counted(estimated))] : []),
      ...(undrawn > 0 ? [t('map.undrawn', counted(undrawn))] : []),
      ...(vintage !== undefined && vintage !== layer.vintage
        ? [t('map.otherVintage', { outlines: vintage, figures: layer.vintage })]
        : []),
    ];
  }, [drawn, vintage, plan, t, locale]);
}
