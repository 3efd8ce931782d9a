import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { MapView } from '../../url.ts';
import { isCounted } from './layer.ts';
import { type Paint, toDiscs, toShades } from './paint.ts';
import { PALETTES, type Palette } from './palette.ts';
import type { DrawnLayer } from './use-layer.ts';

/** The colours of maps for the theme of the reader. */
export function usePalette(): Palette {
  return PALETTES[useComputedColorScheme('light', { getInitialValueInEffect: false })];
}

interface PaintQuestion {
  readonly drawn: DrawnLayer | undefined;
  /** The other map, when both share their scale. */
  readonly shared: DrawnLayer | undefined;
  readonly view: Pick<MapView, 'method' | 'classes' | 'bounds'>;
  readonly benchmark: number | undefined;
  readonly palette: Palette;
}

export function usePaint({ drawn, shared, view, benchmark, palette }: PaintQuestion): Paint | undefined {
  const { method, classes, bounds } = view;
  return useMemo(
    () => drawn && toPaint(drawn, shared, { method, classes, bounds }, benchmark, palette),
    [drawn, shared, method, classes, bounds, benchmark, palette],
  );
}

/** Paints a layer: discs for numbers, shades for the rest. Only figures that are shown have a part in the scale. */
export function toPaint(
  { indicator, places, byId }: DrawnLayer,
  shared: DrawnLayer | undefined,
  { method, classes, bounds }: PaintQuestion['view'],
  benchmark: number | undefined,
  palette: Palette,
): Paint {
  const values = [...places, ...(shared?.places ?? [])].flatMap(({ value }) => value ?? []);
  if (isCounted(indicator)) return toDiscs(byId, values, palette);
  const question = { values, own: places.flatMap(({ value }) => value ?? []), method, count: classes, manual: bounds };
  return toShades(byId, { ...question, benchmark, decimals: indicator.decimals }, indicator.polarity, palette);
}

/** Can two maps share their scale? Numbers with numbers, in the same unit. */
export function isComparable(left: DrawnLayer['indicator'], right: DrawnLayer['indicator']): boolean {
  return left.unit === right.unit && isCounted(left) === isCounted(right);
}
