import { failure } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Ground, Shape } from './read-shapes.ts';

/** Levels that outlines are read at; those of régions are always put together. */
export const READ_LEVELS = ['commune', 'epci', 'departement'] as const;
export type ReadLevel = (typeof READ_LEVELS)[number];

/** The outlines of a file by code, and their level. */
export interface CodedShapes {
  readonly file: string;
  readonly level: ReadLevel;
  readonly grounds: ReadonlyMap<string, readonly Ground[]>;
}

const CODE: Readonly<Record<ReadLevel, RegExp>> = {
  commune: /^(\d{2}|2[AB])\d{3}$/,
  epci: /^\d{9}$/,
  departement: /^(\d{2}|2[AB]|97\d)$/,
};
/** Share of the shapes of a file that must have a code that is known, and different codes. */
const ENOUGH = 0.5;

/**
 * Finds which property of the shapes holds the codes of territories, by its values and not by its name, the finest level first. Throws
 * `OUTLINES_INVALID` when none does.
 */
export function findCodes(file: string, shapes: readonly Shape[], geography: Geography): CodedShapes {
  const names = new Set(shapes.slice(0, 100).flatMap(({ properties }) => Object.keys(properties)));
  for (const level of READ_LEVELS) {
    const isKnown = knownCodes(geography, level);
    for (const name of names) {
      const grounds = byCode(shapes, name, CODE[level]);
      const known = [...grounds.keys()].filter(isKnown).length;
      if (known >= ENOUGH * shapes.length && !areRegions(level, grounds, geography)) return { file, level, grounds };
    }
  }
  const problem = `aucune propriété n’a de codes de communes, d’EPCI ou de départements parmi ${[...names].join(', ') || 'aucune'}`;
  throw failure('OUTLINES_INVALID', { file, problem });
}

function byCode(shapes: readonly Shape[], name: string, pattern: RegExp): ReadonlyMap<string, readonly Ground[]> {
  const grounds = new Map<string, Ground[]>();
  for (const { properties, ground } of shapes) {
    const code = String(properties[name] ?? '').trim();
    if (!pattern.test(code)) continue;
    const known = grounds.get(code);
    if (known) known.push(ground);
    else grounds.set(code, [ground]);
  }
  return grounds;
}

function knownCodes(geography: Geography, level: ReadLevel): (code: string) => boolean {
  if (level === 'commune') return (code) => geography.resolve(code, geography.reference).kind !== 'unknown';
  if (level === 'departement') return (code) => geography.departements(geography.reference).has(code);
  const known = new Set(geography.epciVintages.flatMap((vintage) => [...geography.epciNames(vintage).keys()]));
  return (code) => known.has(code);
}

/** Each code of a région is also that of a département. */
function areRegions(level: ReadLevel, grounds: ReadonlyMap<string, unknown>, geography: Geography): boolean {
  if (level !== 'departement') return false;
  const regions = geography.regions(geography.reference);
  return grounds.size === regions.size && [...grounds.keys()].every((code) => regions.has(code));
}
