import {
  LEVELS,
  type Level,
  NATIONAL_CODES,
  nationalCodes,
  type TerritoryId,
  toTerritoryId,
  type Vintage,
} from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import type { Territory } from '../territories/territory.ts';

/** Numbers given to territories in a cube: upper levels first, communes in code order, so that a département is one range. */
export interface Numbering {
  readonly territories: readonly Territory[];
  /** The territory of a number; throws `RangeError` for a number that none has. */
  at(number: number): Territory;
  indexOf(id: TerritoryId): number | undefined;
  /** Number of the commune that held a code on 1 January of a vintage. */
  commune(code: string, vintage: Vintage): number | undefined;
}

export function numberTerritories(geography: Geography): Numbering {
  const order = new Map<Level, number>(LEVELS.map((level, index) => [level, index]));
  const territories = [...geography.territories.values()].sort(
    (left, right) =>
      order.get(left.level)! - order.get(right.level)! ||
      (left.code < right.code ? -1 : left.code > right.code ? 1 : left.id < right.id ? -1 : 1),
  );
  const numbers = new Map(territories.map(({ id }, index) => [id, index]));
  const communes = new Map(
    territories.flatMap(({ id, level, code }, index) =>
      level === 'commune' && !id.includes('@') ? [[code, index] as const] : [],
    ),
  );
  const recycled = new Set(territories.filter(({ id }) => id.includes('@')).map(({ code }) => code));
  return {
    territories,
    at(number) {
      const territory = territories[number];
      if (!territory) throw new RangeError(`expected the number of a territory, but got ${number}`);
      return territory;
    },
    indexOf: (id) => numbers.get(id),
    commune(code, vintage) {
      if (!recycled.has(code)) return communes.get(code);
      const id = toTerritoryId('commune', code);
      return numbers.get(geography.territory(id, `${vintage}-01-01`)?.id ?? id);
    },
  };
}

/** A commune of a vintage. */
export interface PlaceRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly territory: number;
}

/** What a commune of a vintage rolls up to: one row per level. */
export interface ParentRow {
  readonly cog: Vintage;
  readonly territory: number;
  readonly parent: number;
  readonly level: Level;
}

/** How a commune of a vintage passes to the reference vintage; `weight` is null when nobody knows the shares. */
export interface PassageRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly target: number;
  readonly weight: number | null;
  readonly estimated: boolean;
  /** The target stands on exactly the same ground. */
  readonly same: boolean;
}

/** An upper territory of a vintage; `reference` is the territory of the reference vintage on exactly the same ground, if any. */
export interface UpperRow {
  readonly cog: Vintage;
  readonly level: Level;
  readonly code: string;
  readonly territory: number;
  readonly reference: number | null;
}

/** An upper territory whose sum is estimated because a commune that was cut lies only partly in it. */
export interface CrossingRow {
  readonly cog: Vintage;
  readonly parent: number;
}

export function* placeRows(geography: Geography, numbering: Numbering, cogs: readonly Vintage[]): Iterable<PlaceRow> {
  for (const cog of cogs) {
    for (const code of geography.communes(cog).keys()) {
      const territory = numbering.commune(code, cog);
      if (territory !== undefined) yield { cog, code, territory };
    }
  }
}

export function* parentRows(geography: Geography, numbering: Numbering, cogs: readonly Vintage[]): Iterable<ParentRow> {
  for (const cog of cogs) {
    const parentsOf = toParents(geography, numbering, cog);
    for (const [code] of geography.membership(cog)) {
      const territory = numbering.commune(code, cog);
      if (territory === undefined) continue;
      for (const { level, parent } of parentsOf(code)) yield { cog, territory, parent, level };
    }
  }
}

export function* passageRows(
  geography: Geography,
  numbering: Numbering,
  cogs: readonly Vintage[],
): Iterable<PassageRow> {
  const { reference } = geography;
  for (const cog of cogs) {
    const passage = geography.passage(cog, reference);
    for (const [code, parts] of passage.parts) {
      const only = parts.length === 1 ? parts[0] : undefined;
      const same = only !== undefined && geography.counterpart('commune', code, cog, reference) === only.code;
      for (const part of parts) {
        const target = numbering.commune(part.code, reference);
        if (target !== undefined) {
          yield { cog, code, target, weight: part.weight, estimated: part.estimated, same };
        }
      }
    }
    for (const [code, targets] of passage.undetermined) {
      for (const part of targets) {
        const target = numbering.commune(part, reference);
        if (target !== undefined) yield { cog, code, target, weight: null, estimated: true, same: false };
      }
    }
  }
}

export function* crossingRows(
  geography: Geography,
  numbering: Numbering,
  cogs: readonly Vintage[],
): Iterable<CrossingRow> {
  const { reference } = geography;
  const parentsOf = toParents(geography, numbering, reference);
  for (const cog of cogs) {
    for (const parts of geography.passage(cog, reference).parts.values()) {
      if (!parts.some(({ estimated }) => estimated)) continue;
      const parents = parts.map(({ code }) => parentsOf(code).map(({ parent }) => parent));
      for (const parent of new Set(parents.flat())) {
        if (!parents.every((held) => held.includes(parent))) yield { cog, parent };
      }
    }
  }
}

export function* upperRows(geography: Geography, numbering: Numbering, cogs: readonly Vintage[]): Iterable<UpperRow> {
  const { reference } = geography;
  const number = (level: Level, code: string): number | undefined => numbering.indexOf(toTerritoryId(level, code));
  for (const cog of cogs) {
    const codes: readonly (readonly ['epci' | 'departement' | 'region' | 'france', Iterable<string>])[] = [
      ['epci', geography.epciNames(cog).keys()],
      ['departement', geography.departements(cog).keys()],
      ['region', geography.regions(cog).keys()],
      ['france', NATIONAL_CODES],
    ];
    for (const [level, list] of codes) {
      for (const code of list) {
        const territory = number(level, code);
        if (territory === undefined) continue;
        const same = level === 'france' ? code : geography.counterpart(level, code, cog, reference);
        yield { cog, level, code, territory, reference: same === undefined ? null : (number(level, same) ?? null) };
      }
    }
  }
}

interface Parent {
  readonly level: Level;
  readonly parent: number;
}

/** Reads what a commune of a vintage belongs to; each territory is looked up once. */
function toParents(geography: Geography, numbering: Numbering, cog: Vintage): (code: string) => readonly Parent[] {
  const memberships = geography.membership(cog);
  const lookUp = (level: Level): ((code: string | undefined) => readonly Parent[]) => {
    const known = new Map<string, readonly Parent[]>();
    return (code) => {
      if (code === undefined) return [];
      let found = known.get(code);
      if (!found) {
        const parent = numbering.indexOf(toTerritoryId(level, code));
        found = parent === undefined ? [] : [{ level, parent }];
        known.set(code, found);
      }
      return found;
    };
  };
  const [epci, departement, region, france] = [
    lookUp('epci'),
    lookUp('departement'),
    lookUp('region'),
    lookUp('france'),
  ];
  return (code) => {
    const membership = memberships.get(code);
    return [
      ...epci(membership?.epci),
      ...departement(membership?.departement),
      ...region(membership?.region),
      ...(membership ? nationalCodes(membership.departement) : ['FR']).flatMap(france),
    ];
  };
}
