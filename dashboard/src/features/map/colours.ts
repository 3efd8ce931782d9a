import type { Polarity } from '../../graphql/generated.ts';
import type { Classes } from './classes.ts';
import type { Palette } from './palette.ts';

/** Colour of each class. Around a benchmark, colours leave it on both sides; else they go from low to high. */
export function toColours(
  { list, centre }: Pick<Classes, 'list' | 'centre'>,
  polarity: Polarity,
  palette: Palette,
): readonly string[] {
  if (centre === undefined)
    return list.map((_, index) => palette.ramp[spread(index, list.length, palette.ramp.length)] ?? '');
  const [low, high] = SIDES[polarity];
  return list.map(
    (_, index) => (index <= centre ? palette[low][centre - index] : palette[high][index - centre - 1]) ?? '',
  );
}

/** Steps of the ramp far enough from each other, whatever the number of classes. */
function spread(index: number, count: number, steps: number): number {
  if (count === 1) return Math.floor(steps / 2);
  return Math.round((index * (steps - 1)) / (count - 1));
}

type Side = 'worse' | 'better' | 'below' | 'above';
const SIDES: Readonly<Record<Polarity, readonly [Side, Side]>> = {
  HIGHER_IS_BETTER: ['worse', 'better'],
  LOWER_IS_BETTER: ['better', 'worse'],
  NEUTRAL: ['below', 'above'],
};
