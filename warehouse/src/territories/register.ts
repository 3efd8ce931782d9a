import { FRANCE, METROPOLE, maybeTerritoryKey, type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import { mostFrequent, toEpciSuccession } from './epci-succession.ts';
import { type Holder, type Holders, lastOf, perimeterOn } from './holder.ts';
import { dayOf, type Lineage, type Perimeter } from './lineage.ts';
import type { Names } from './names.ts';
import { firstVintage } from './resolve.ts';
import type { Territory } from './territory.ts';
import { communeTerritory, epciTerritories, lasting } from './territory-list.ts';
import type { Membership, Yearbook } from './yearbook.ts';

/** Every territory ever known, and how they hang together. */
export interface Register {
  readonly territories: ReadonlyMap<TerritoryId, Territory>;
  territory(id: TerritoryId, at?: string): Territory | undefined;
  parents(id: TerritoryId, vintage?: Vintage): readonly Territory[];
  successors(id: TerritoryId): readonly Territory[];
  predecessors(id: TerritoryId): readonly Territory[];
}

export interface RegisterSources {
  readonly lineage: Lineage;
  readonly holders: Holders;
  readonly names: Names;
  readonly yearbook: Yearbook;
  readonly epciVintages: readonly Vintage[];
  readonly reference: Vintage;
}

/** Opens the register of territories, upper levels first. */
export function toRegister(sources: RegisterSources): Register {
  const { lineage, holders, names, yearbook, reference } = sources;
  const territories = new Map<TerritoryId, Territory>();
  const succession = toEpciSuccession(sources);
  const add = (territory: Territory): void => void territories.set(territory.id, territory);
  for (const territory of lasting(FRANCE, 'France')) add(territory);
  for (const territory of lasting(METROPOLE, 'France métropolitaine')) add(territory);
  for (const [code, { name }] of yearbook.regions(reference)) {
    for (const territory of lasting(toTerritoryId('region', code), name)) add(territory);
  }
  for (const [code, { name }] of yearbook.departements(reference)) {
    for (const territory of lasting(toTerritoryId('departement', code), name)) add(territory);
  }
  for (const territory of epciTerritories(sources)) add(territory);
  for (const holder of holders.byId.values()) add(communeTerritory(holder, names, dayOf(reference)));

  const known = (id: TerritoryId): Territory[] => {
    const territory = territories.get(id);
    return territory ? [territory] : [];
  };
  const epcis = (codes: readonly string[]): readonly Territory[] =>
    codes.flatMap((code) => known(toTerritoryId('epci', code)));
  const communeTerritories = (perimeters: Iterable<Perimeter>): readonly Territory[] => [
    ...new Set([...perimeters].flatMap((perimeter) => known(holders.of(perimeter).id))),
  ];
  return {
    territories,

    territory(id, at) {
      const known = territories.get(id);
      if (!known || at === undefined) return known;
      if (known.level === 'epci') return { ...known, name: epciNameOn(known.code, at) ?? known.name };
      if (known.level !== 'commune') return known;
      const code = known.code;
      const holder = holders.byId.get(id);
      const asked = id.includes('@') ? holder : holderOn(holders.ofCode.get(code) ?? [], at);
      return asked && communeTerritory(asked, names, at);
    },

    parents(id, vintage = reference) {
      const key = maybeTerritoryKey(id);
      if (!key || key.level === 'groupe') return [];
      if (key.level === 'france') return id === METROPOLE ? known(FRANCE) : [];
      if (key.level === 'region') return known(FRANCE);
      if (key.level === 'departement') {
        const region = yearbook.departements(vintage).get(key.code)?.region;
        return [...(region ? known(toTerritoryId('region', region)) : []), ...known(FRANCE)];
      }
      if (key.level === 'epci') {
        const memberships = succession.communes(key.code, vintage).map((code) => membershipNear(code, vintage));
        const departements = mostFrequent(memberships.map((membership) => membership?.departement));
        const regions = mostFrequent(memberships.map((membership) => membership?.region));
        return [
          ...departements.flatMap((code) => known(toTerritoryId('departement', code))),
          ...regions.flatMap((code) => known(toTerritoryId('region', code))),
          ...known(FRANCE),
        ];
      }
      const holder = holders.byId.get(id);
      if (!holder) return [];
      const membership = yearbook.membership(vintageNear(holder, vintage)).get(holder.code);
      if (!membership) return [];
      return [
        ...(membership.epci === undefined ? [] : known(toTerritoryId('epci', membership.epci))),
        ...known(toTerritoryId('departement', membership.departement)),
        ...known(toTerritoryId('region', membership.region)),
        ...known(FRANCE),
      ];
    },

    successors(id) {
      const key = maybeTerritoryKey(id);
      if (key?.level === 'epci') return epcis(succession.successors(key.code));
      const holder = holders.byId.get(id);
      if (!holder) return known(id);
      const ground = lineage.at(reference);
      const standing = ground.byCode.get(holder.code);
      if (standing && holder.perimeters.includes(standing)) return known(id);
      return communeTerritories(definedOf(lastOf(holder.perimeters).atoms.map((atom) => ground.owners[atom])));
    },

    predecessors(id) {
      const key = maybeTerritoryKey(id);
      if (key?.level === 'epci') return epcis(succession.predecessors(key.code));
      const holder = holders.byId.get(id);
      if (!holder) return [];
      const others = new Set<Perimeter>();
      for (const perimeter of holder.perimeters) {
        for (const atom of perimeter.atoms) {
          for (const earlier of lineage.ofAtom[atom] ?? []) {
            if (earlier.to <= perimeter.from && holders.of(earlier) !== holder) others.add(earlier);
          }
        }
      }
      return communeTerritories(
        [...others].sort((a, b) => (a.to > b.to ? -1 : a.to < b.to ? 1 : a.code < b.code ? -1 : 1)),
      );
    },
  };

  function epciNameOn(code: string, day: string): string | undefined {
    const vintage = sources.epciVintages.findLast(
      (candidate) => dayOf(candidate) <= day && yearbook.epciNames(candidate).has(code),
    );
    return vintage === undefined ? undefined : yearbook.epciNames(vintage).get(code);
  }

  function membershipNear(code: string, vintage: Vintage): Membership | undefined {
    return yearbook.membership(vintage).get(code) ?? yearbook.membership(reference).get(code);
  }
}

/** Who held a code on a day or, in a gap, the last before it. */
function holderOn(holders: readonly Holder[], day: string): Holder | undefined {
  return (
    holders.find(({ perimeters }) => perimeterOn(perimeters, day)) ??
    holders.findLast(({ perimeters }) => lastOf(perimeters).to <= day) ??
    holders[0]
  );
}

/** The vintage asked when the commune was there, else its last one before, else its first one after. */
function vintageNear({ perimeters }: Holder, vintage: Vintage): Vintage {
  const day = dayOf(vintage);
  if (perimeterOn(perimeters, day)) return vintage;
  const before = perimeters.findLast(({ to }) => to <= day);
  const after = perimeters.find(({ from }) => from > day);
  return before ? firstVintage(before.to) - 1 : firstVintage(after?.from ?? day);
}

function definedOf<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}
