import {
  FRANCE,
  isOverseasCollectivity,
  maybeTerritoryKey,
  type TerritoryId,
  toTerritoryId,
  type Vintage,
} from '@boussole/schema';
import { dayBefore, type Holder, type Holders, lastOf, perimeterOn } from './holder.ts';
import { dayOf, END, type Lineage, type Perimeter } from './lineage.ts';
import { type Names, nameOn } from './names.ts';
import { firstVintage } from './resolve.ts';
import type { Territory } from './territory.ts';
import type { EpciState, Yearbook } from './yearbook.ts';

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
  const add = (territory: Territory): void => void territories.set(territory.id, territory);
  for (const territory of lasting(FRANCE, 'France')) add(territory);
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
  const communeTerritories = (perimeters: Iterable<Perimeter>): readonly Territory[] => [
    ...new Set([...perimeters].flatMap((perimeter) => known(holders.of(perimeter).id))),
  ];
  const lastEpci = (code: string, vintage: Vintage): EpciState | undefined => {
    const before = sources.epciVintages.filter((candidate) => candidate <= vintage).reverse();
    const after = sources.epciVintages.filter((candidate) => candidate > vintage);
    return [...before, ...after]
      .map((candidate) => yearbook.epcis(candidate)?.get(code))
      .find((state) => state !== undefined);
  };

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
      if (!key || key.level === 'france' || key.level === 'groupe') return [];
      if (key.level === 'region') return known(FRANCE);
      if (key.level === 'departement') {
        const region = yearbook.departements(vintage).get(key.code)?.region;
        return [...(region ? known(toTerritoryId('region', region)) : []), ...known(FRANCE)];
      }
      if (key.level === 'epci') {
        const memberships = lastEpci(key.code, vintage)?.communes.map((code) => membershipNear(code, vintage)) ?? [];
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
      const asOf = perimeterOn(holder.perimeters, dayOf(vintage)) ? vintage : lastVintage(holder);
      const membership = yearbook.membership(asOf).get(holder.code);
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
      if (key?.level === 'epci') return epciSuccessors(key.code);
      const holder = holders.byId.get(id);
      if (!holder) return known(id);
      const ground = lineage.at(reference);
      if (
        holder.perimeters.includes(ground.byCode.get(holder.code) ?? lastOf(holder.perimeters)) &&
        ground.byCode.has(holder.code)
      ) {
        return known(id);
      }
      return communeTerritories(definedOf(lastOf(holder.perimeters).atoms.map((atom) => ground.owners[atom])));
    },

    predecessors(id) {
      const holder = holders.byId.get(id);
      if (!holder) return maybeTerritoryKey(id)?.level === 'epci' ? epciPredecessors(maybeTerritoryKey(id)!.code) : [];
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

  function membershipNear(code: string, vintage: Vintage) {
    return yearbook.membership(vintage).get(code) ?? yearbook.membership(reference).get(code);
  }

  /** EPCI of the reference vintage that hold its communes, those that hold most of them first. */
  function epciSuccessors(code: string): readonly Territory[] {
    if (yearbook.epcis(reference)?.has(code)) return known(toTerritoryId('epci', code));
    const last = sources.epciVintages.findLast((vintage) => yearbook.epcis(vintage)?.has(code));
    const state = last === undefined ? undefined : yearbook.epcis(last)?.get(code);
    if (last === undefined || !state) return [];
    return mostFrequent(epciOfGround(state.communes, last, reference)).flatMap((epci) =>
      known(toTerritoryId('epci', epci)),
    );
  }

  /** EPCI of the vintage before it appeared that held its communes. */
  function epciPredecessors(code: string): readonly Territory[] {
    const first = sources.epciVintages.findIndex((vintage) => yearbook.epcis(vintage)?.has(code));
    const vintage = sources.epciVintages[first];
    const before = sources.epciVintages[first - 1];
    if (vintage === undefined || before === undefined) return [];
    const communes = yearbook.epcis(vintage)?.get(code)?.communes ?? [];
    return mostFrequent(epciOfGround(communes, vintage, before)).flatMap((epci) => known(toTerritoryId('epci', epci)));
  }

  function epciOfGround(communes: readonly string[], from: Vintage, to: Vintage): readonly (string | undefined)[] {
    const start = lineage.at(from);
    const { owners } = lineage.at(to);
    const memberships = yearbook.membership(to);
    return communes
      .flatMap((commune) => start.byCode.get(commune)?.atoms ?? [])
      .map((atom) => memberships.get(owners[atom]?.code ?? '')?.epci);
  }
}

/** A territory of which no beginning and no end is known; none for a code that no id can have (overseas collectivities). */
function lasting(id: TerritoryId, name: string): readonly Territory[] {
  const key = maybeTerritoryKey(id);
  if (!key || isOverseasCollectivity(key.code)) return [];
  return [{ id, ...key, name, validFrom: undefined, validTo: undefined }];
}

function* epciTerritories({ yearbook, epciVintages }: RegisterSources): Iterable<Territory> {
  const seen = new Map<string, { name: string; first: number; last: number }>();
  epciVintages.forEach((vintage, index) => {
    for (const [code, name] of yearbook.epciNames(vintage)) {
      seen.set(code, { name, first: seen.get(code)?.first ?? index, last: index });
    }
  });
  for (const [code, { name, first, last }] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const appeared = first === 0 ? undefined : epciVintages[first];
    const ended = epciVintages[last + 1];
    yield {
      id: toTerritoryId('epci', code),
      level: 'epci',
      code,
      name,
      validFrom: appeared === undefined ? undefined : dayOf(appeared),
      validTo: ended === undefined ? undefined : dayOf(ended),
    };
  }
}

/** A commune as it was on a day or, when it was over or not yet there, as it last was. */
function communeTerritory(holder: Holder, names: Names, at: string): Territory {
  const last = lastOf(holder.perimeters);
  const until = last.to === END ? END : dayBefore(last.to);
  const day = perimeterOn(holder.perimeters, at) ? at : until;
  const from = holder.perimeters[0]?.from;
  return {
    id: holder.id,
    level: 'commune',
    code: holder.code,
    name: nameOn(names, holder.code, day) ?? holder.code,
    validFrom: from === '' ? undefined : from,
    validTo: last.to === END ? undefined : last.to,
  };
}

/** Who held a code on a day or, in a gap, the last before it. */
function holderOn(holders: readonly Holder[], day: string): Holder | undefined {
  return (
    holders.find(({ perimeters }) => perimeterOn(perimeters, day)) ??
    holders.findLast(({ perimeters }) => lastOf(perimeters).to <= day) ??
    holders[0]
  );
}

function lastVintage({ perimeters }: Holder): Vintage {
  return firstVintage(lastOf(perimeters).to) - 1;
}

function mostFrequent(codes: readonly (string | undefined)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const code of codes) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([code]) => code);
}

function definedOf<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}
