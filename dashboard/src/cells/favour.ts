import type { Polarity } from '../graphql/generated.ts';

/** Where a figure stands, in five steps: -2 least favourable, +2 most; a neutral indicator only has low and high. */
export interface Standing {
  readonly judged: boolean;
  readonly step: -2 | -1 | 0 | 1 | 2;
}

const STEPS = [-2, -1, 0, 1, 2] as const;

/** Turns a percentile (0 to 100) into a step, by fifths; undefined without a percentile. */
export function maybeStanding(percentile: number | null | undefined, polarity: Polarity): Standing | undefined {
  if (percentile === null || percentile === undefined) return undefined;
  const fifth = Math.min(4, Math.floor(percentile / 20));
  const step = STEPS[polarity === 'LOWER_IS_BETTER' ? 4 - fifth : fifth]!;
  return { judged: polarity !== 'NEUTRAL', step };
}

/** Is a difference to a benchmark good news? Undefined when the indicator does not say, or when there is no difference. */
export function maybeFavourable(difference: number, polarity: Polarity): boolean | undefined {
  if (polarity === 'NEUTRAL' || difference === 0) return undefined;
  return difference > 0 === (polarity === 'HIGHER_IS_BETTER');
}

const JUDGED = [
  'var(--worse-strong)',
  'var(--worse-soft)',
  undefined,
  'var(--better-soft)',
  'var(--better-strong)',
] as const;
const NEUTRAL = ['var(--low-strong)', 'var(--low-soft)', undefined, 'var(--level-2)', 'var(--level-3)'] as const;

/** Colour behind a figure for its standing; undefined leaves it on the paper. */
export function maybeHeat(standing: Standing | undefined): string | undefined {
  if (!standing) return undefined;
  return (standing.judged ? JUDGED : NEUTRAL)[standing.step + 2];
}
