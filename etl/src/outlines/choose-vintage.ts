import { basename } from 'node:path';
import { failure, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { CodedShapes } from './find-codes.ts';

/**
 * The vintage of the geography that outlines are of: the one told, else the year in the name of their file, else the one that knows most of
 * their codes. Throws `ARGUMENT_INVALID` when what is told is not a year of the geography.
 */
export function chooseVintage(
  shapes: readonly Pick<CodedShapes, 'file' | 'level' | 'grounds'>[],
  told: string | undefined,
  geography: Geography,
): Vintage {
  if (told !== undefined) {
    if (geography.communeVintages.includes(Number(told))) return Number(told);
    const problem = `« ${told} » n’est pas un millésime chargé (${geography.communeVintages.join(', ')})`;
    throw failure('ARGUMENT_INVALID', { argument: '--vintage', problem });
  }
  const named = yearIn(shapes[0]?.file ?? '');
  if (named !== undefined && geography.communeVintages.includes(named)) return named;
  const codes = shapes.flatMap(({ grounds }) => [...grounds.keys()]);
  if (shapes[0]?.level === 'epci') return bestOfEpcis(codes, geography);
  return shapes[0]?.level === 'commune' ? bestOfCommunes(codes, geography) : geography.reference;
}

/** The year that the name of a file says, undefined when it says none. */
export function yearIn(path: string): Vintage | undefined {
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(basename(path))?.[1];
  return year === undefined ? undefined : Number(year);
}

/** Of the vintages that have a list of communes, the one that knows most of the codes; the reference wins over those that know as many. */
function bestOfCommunes(codes: readonly string[], geography: Geography): Vintage {
  const { counts } = geography.bestVintage(codes);
  return mostOf(geography, (vintage) => counts.get(vintage) ?? 0, geography.communeVintages);
}

function bestOfEpcis(codes: readonly string[], geography: Geography): Vintage {
  const count = (vintage: Vintage): number => codes.filter((code) => geography.epciNames(vintage).has(code)).length;
  return mostOf(geography, count, geography.epciVintages);
}

function mostOf({ reference }: Geography, count: (vintage: Vintage) => number, vintages: readonly Vintage[]): Vintage {
  let best = reference;
  for (const vintage of vintages.toReversed()) if (count(vintage) > count(best)) best = vintage;
  return best;
}
