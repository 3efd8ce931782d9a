import { toCount, toNumber } from '../words.ts';
import type { CheckedCodes } from './check-codes.ts';

/** Says how a list of codes was read, and everything that was not taken as it was. */
export function describeCodes(
  { fit, repairs, doubles, refused }: CheckedCodes,
  asked: string | undefined,
): readonly string[] {
  return [
    ...describeFit(fit, asked),
    ...repairs.map(({ line, from, to, reason }) => `  Ligne ${line} : « ${from} » lu « ${to} » (${reason}).`),
    ...doubles.map(({ line, code, first }) => `  Ligne ${line} : ${code} est déjà donnée ligne ${first}.`),
    ...refused.map(({ reason }) => `  ${reason}`),
  ];
}

function describeFit(
  { used, known, best, bestKnown, codes }: CheckedCodes['fit'],
  asked: string | undefined,
): readonly string[] {
  const share = (count: number): string => `${toNumber(count)} des ${toCount(codes, 'code')}`;
  if (asked === undefined) {
    return [`Millésime ${used} du COG, celui qui leur correspond le mieux : il connaît ${share(known)}.`];
  }
  if (bestKnown <= known) return [];
  return [
    `Le millésime ${used} du COG connaît ${share(known)}, ${best} en connaît ${toNumber(bestKnown)} : vérifiez --cog.`,
  ];
}
