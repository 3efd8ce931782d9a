import {
  type Access,
  FRANCE,
  maybeTerritoryKey,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  type TerritoryId,
  toTerritoryId,
  type Vintage,
} from '@boussole/schema';
import { codesWithin } from '../composed/composition.ts';
import { toGroupTerritory } from '../composed/group.ts';
import type { OpenCube } from '../cube/open-cube.ts';

/** The ground that grants open, in every vintage of the geography. */
export interface Ground {
  readonly isEmpty: boolean;
  /** Whether all the ground of a territory, as 1 January of a vintage knows it, is open. */
  holds(level: OfficialLevel, code: string, vintage: Vintage): boolean;
}

export const NO_GROUND: Ground = { isEmpty: true, holds: () => false };

/**
 * Puts the territories of the grants of one convention together. They are those of the reference vintage, and their ground never changes:
 * a territory of another year is open when all its ground is, as for a group of communes.
 */
export function toGround({ geography, rows, numbering }: OpenCube, access: Access, convention: string): Ground {
  const granted = access.flatMap((grant) => (grant.convention === convention ? grant.territories : []));
  if (granted.includes(FRANCE)) return { isEmpty: false, holds: () => true };
  const { reference } = geography;
  const known = geography.communes(reference);
  const communesOf = (id: TerritoryId): readonly string[] => {
    const key = maybeTerritoryKey(id);
    if (!key || !OFFICIAL_LEVELS.some((level) => level === key.level)) return [];
    if (key.level === 'commune') return known.has(key.code) ? [key.code] : [];
    return Array.from(rows.rows('commune', reference, id), (number) => numbering.at(number).code);
  };
  const communes = [...new Set(granted.flatMap(communesOf))].sort();
  if (communes.length === 0) return NO_GROUND;
  const moment = `${reference}-01-01T00:00:00.000Z`;
  const { at } = toGroupTerritory(geography, {
    code: 'convention',
    name: '',
    description: '',
    communes,
    vintage: reference,
    createdAt: moment,
    updatedAt: moment,
  });
  const held = new Map<string, ReadonlySet<string>>();
  return {
    isEmpty: false,
    holds(level, code, vintage) {
      if (level === 'france') return granted.includes(toTerritoryId(level, code));
      const key = `${level} ${vintage}`;
      const codes = held.get(key) ?? new Set(codesWithin(geography, at(vintage), level, vintage));
      held.set(key, codes);
      return codes.has(code);
    },
  };
}

/** What several grounds have in common: a figure that rests on two conventions needs a grant of both. */
export function common(grounds: readonly Ground[]): Ground {
  if (grounds.length === 1) return grounds[0]!;
  if (grounds.some(({ isEmpty }) => isEmpty)) return NO_GROUND;
  return {
    isEmpty: false,
    holds: (level, code, vintage) => grounds.every((ground) => ground.holds(level, code, vintage)),
  };
}

/** Numbers of the territories of a level and vintage whose ground is open. */
export function numbersOn({ numbering, rows }: OpenCube, ground: Ground, level: OfficialLevel, vintage: Vintage) {
  return Array.from(rows.rows(level, vintage)).filter((number) =>
    ground.holds(level, numbering.at(number).code, vintage),
  );
}
