import { failure, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';

/** In which vintage a list of codes is read, and which one knows most of them. */
export interface VintageFit {
  readonly used: Vintage;
  /** Codes that are communes of the vintage used. */
  readonly known: number;
  readonly best: Vintage;
  readonly bestKnown: number;
  /** Distinct codes that were ever communes. */
  readonly codes: number;
}

/**
 * Takes the vintage asked for or, without it, the reference one when none knows more of the codes, else the latest that knows most. Throws
 * `ARGUMENT_INVALID` for a vintage of which nothing is told.
 */
export function fitVintage(geography: Geography, texts: readonly string[], asked: string | undefined): VintageFit {
  const { reference } = geography;
  const codes = new Set(texts.flatMap((text) => communeCode(geography, text) ?? []));
  const { counts, best: latest } = geography.bestVintage(codes);
  const knownIn = (vintage: Vintage): number => counts.get(vintage) ?? 0;
  const best = knownIn(latest) > knownIn(reference) ? latest : reference;
  const used = asked === undefined ? best : toVintage(asked, [...counts.keys()]);
  return { used, known: knownIn(used), best, bestKnown: knownIn(best), codes: codes.size };
}

function communeCode(geography: Geography, text: string): string | undefined {
  const resolution = geography.resolve(text, geography.reference);
  const known = resolution.kind === 'repaired' ? resolution.as : resolution;
  return known.kind === 'unknown' || known.kind === 'arrondissement' || known.kind === 'overseas'
    ? undefined
    : known.code;
}

function toVintage(asked: string, told: readonly Vintage[]): Vintage {
  const vintage = /^\d{4}$/.test(asked) ? Number(asked) : Number.NaN;
  if (told.includes(vintage)) return vintage;
  throw failure('ARGUMENT_INVALID', {
    argument: '--cog',
    problem: `un millésime du COG de ${told[0]} à ${told.at(-1)} est attendu, et non « ${asked} »`,
  });
}
