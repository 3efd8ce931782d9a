import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { usePrinting } from '../../components/use-printing.ts';
import type { MapView } from '../../url.ts';
import { isCounted, type Place, usualDecimals, writtenValue } from './layer.ts';
import { type Paint, toDiscs, toShades } from './paint.ts';
import { PALETTES, type Palette } from './palette.ts';
import type { DrawnLayer } from './use-layer.ts';

/** The colours of maps for the theme of the reader; on paper, those of the light one: the lowest class is never the darkest there. */
export function usePalette(): Palette {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return PALETTES[usePrinting() ? 'light' : scheme];
}

interface PaintQuestion {
  readonly drawn: DrawnLayer | undefined;
  /** The other map, when both share their scale. */
  readonly shared: DrawnLayer | undefined;
  readonly view: Pick<MapView, 'method' | 'classes' | 'bounds'>;
  readonly benchmark: number | undefined;
  readonly palette: Palette;
  /** Those of its territories that have an outline: they are what classes count. */
  readonly onMap: readonly Place[];
}

export function usePaint({ drawn, onMap, shared, view, benchmark, palette }: PaintQuestion): Paint | undefined {
  const { method, classes, bounds } = view;
  return useMemo(
    () => drawn && toPaint({ drawn, onMap, shared, view: { method, classes, bounds }, benchmark, palette }),
    [drawn, onMap, shared, method, classes, bounds, benchmark, palette],
  );
}

/** Paints a layer: discs for numbers, shades for the rest. Only figures that are shown have a part in the scale. */
export function toPaint({
  drawn: { indicator, places, byId },
  onMap,
  shared,
  view: { method, classes, bounds },
  benchmark,
  palette,
}: PaintQuestion & { readonly drawn: DrawnLayer }): Paint {
  const all = [...places, ...(shared?.places ?? [])];
  if (isCounted(indicator)) {
    return toDiscs(
      byId,
      all.flatMap(({ value }) => value ?? []),
      palette,
    );
  }
  const question = { values: written(all), own: written(onMap), method, count: classes, manual: bounds, benchmark };
  const decimals = { decimals: usualDecimals(all, indicator), finest: indicator.decimals };
  return toShades(byId, { ...question, ...decimals }, indicator.polarity, palette);
}

function written(places: readonly Place[]): readonly number[] {
  return places.flatMap(({ value, decimals }) => (value === null ? [] : [writtenValue(value, decimals)]));
}

/** Can two maps share their scale? Those of one indicator: shares of other things, and their gaps to a benchmark, have nothing in common but the sign. */
export function isComparable(left: DrawnLayer['indicator'], right: DrawnLayer['indicator']): boolean {
  return left.id === right.id;
}
