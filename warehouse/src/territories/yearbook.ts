import { departementOfCommune, nationalCodes, type OfficialLevel, type Vintage } from '@boussole/schema';
import type { DepartementRow, EpciRow, OverVintages, RegionRow } from '../publication/input.ts';
import { dayOf, type Lineage } from './lineage.ts';
import { type CommuneList, nearest } from './lists.ts';
import { type Names, nameOn } from './names.ts';
import { DatedRows, Mapped } from './views.ts';

export interface CommuneState {
  readonly code: string;
  readonly name: string;
  readonly departement: string;
  readonly region: string;
}

/** What a commune belongs to. `epci` is undefined for a commune without EPCI, and for all when the vintage has no perimeters. */
export interface Membership {
  readonly epci: string | undefined;
  readonly departement: string;
  readonly region: string;
}

/** Codes of the territories of a level that hold a commune: itself at its own level, France and metropolitan France above all. */
export function codesAbove(level: OfficialLevel, commune: string, membership: Membership): readonly string[] {
  if (level === 'commune') return [commune];
  if (level === 'france') return nationalCodes(membership.departement);
  const code = membership[level];
  return code === undefined ? [] : [code];
}

export interface EpciState {
  readonly code: string;
  readonly name: string;
  readonly nature: string;
  /** Member communes, in code order. */
  readonly communes: readonly string[];
  /** Départements of its communes, in code order: more than one for an EPCI that straddles. */
  readonly departements: readonly string[];
}

export interface DepartementState {
  readonly name: string;
  readonly region: string;
}

export interface RegionState {
  readonly name: string;
}

/** The state of communes and of what they belong to, vintage by vintage. */
export interface Yearbook {
  communes(vintage: Vintage): ReadonlyMap<string, CommuneState>;
  departements(vintage: Vintage): ReadonlyMap<string, DepartementState>;
  regions(vintage: Vintage): ReadonlyMap<string, RegionState>;
  membership(vintage: Vintage): ReadonlyMap<string, Membership>;
  /** Tells the EPCI of each commune of a vintage, where that is all that is asked. */
  epciOf(vintage: Vintage): (commune: string) => string | undefined;
  /** Codes and names of the EPCI of a vintage, without putting their communes together; those that files name when its perimeters are not known. */
  epciNames(vintage: Vintage): ReadonlyMap<string, string>;
  /** Vintages of which EPCI have a name and no perimeter, ascending. */
  readonly namedVintages: readonly Vintage[];
  epcis(vintage: Vintage): ReadonlyMap<string, EpciState> | undefined;
}

export interface YearbookSources {
  readonly lists: readonly CommuneList[];
  readonly members: ReadonlyMap<Vintage, ReadonlyMap<string, string>>;
  readonly lineage: Lineage;
  readonly names: Names;
  readonly departement: Iterable<OverVintages<DepartementRow>>;
  readonly region: Iterable<OverVintages<RegionRow>>;
  readonly epci: Iterable<OverVintages<EpciRow>>;
  /** The commune of a vintage that a member's code stands for; undefined when it stands for none. */
  communeOf(code: string, vintage: Vintage): string | undefined;
}

/** Opens the yearbook; each vintage is put together when first asked. */
export function toYearbook(sources: YearbookSources): Yearbook {
  const { lists, members, lineage, names } = sources;
  const listed = new Map(lists.map((list) => [list.vintage, list]));
  const departementRows = new DatedRows(sources.departement, ({ code }) => code);
  const regionRows = new DatedRows(sources.region, ({ code }) => code);
  const epciRows = new DatedRows(sources.epci, ({ code }) => code);

  const departements = (vintage: Vintage): ReadonlyMap<string, DepartementState> =>
    departementRows.at(nearest(departementRows.vintages, vintage) ?? vintage);
  const regions = (vintage: Vintage): ReadonlyMap<string, RegionState> =>
    regionRows.at(nearest(regionRows.vintages, vintage) ?? vintage);

  const communes = remember((vintage): ReadonlyMap<string, CommuneState> => {
    const list = listed.get(vintage);
    const regionOf = (departement: string): string => departements(vintage).get(departement)?.region ?? '';
    if (list) {
      return new Mapped(list.communes, ({ code, name, departement, region }) => {
        const held = departement ?? departementOfCommune(code);
        return { code, name, departement: held, region: region ?? regionOf(held) };
      });
    }
    const states = new Map<string, CommuneState>();
    const listedNearest = nearest(listed.keys(), vintage);
    const ground = lineage.at(vintage);
    for (const { code, atoms } of [...ground.byCode.values(), ...ground.maybe.values()].sort(byCode)) {
      const departement = departementOfCommune(code);
      const known = regionOf(departement);
      const region = known !== '' ? known : regionOfGround(atoms, listedNearest);
      states.set(code, { code, name: nameOn(names, code, dayOf(vintage)) ?? code, departement, region });
    }
    return states;
  });

  /** A département that no table knows (Corsica before 1976): the région of the same ground in the nearest list. */
  function regionOfGround(atoms: readonly number[], vintage: Vintage | undefined): string {
    if (vintage === undefined) return '';
    const owner = atoms.map((atom) => lineage.at(vintage).owners[atom]).find((candidate) => candidate !== undefined);
    return (owner && communes(vintage).get(owner.code)?.region) ?? '';
  }

  /** The EPCI of communes that stand in a vintage. */
  const held = remember((vintage): ((commune: string) => string | undefined) => {
    const own = members.get(vintage);
    const standing = communes(vintage);
    const inherited = new Map<string, string>();
    for (const [code, epci] of own ?? []) {
      const commune = standing.has(code) ? undefined : sources.communeOf(code, vintage);
      if (commune !== undefined && !inherited.has(commune)) inherited.set(commune, epci);
    }
    return (code) => own?.get(code) ?? inherited.get(code);
  });

  const epciOf = (vintage: Vintage): ((commune: string) => string | undefined) => {
    const [standing, epci] = [communes(vintage), held(vintage)];
    return (code) => (standing.has(code) ? epci(code) : undefined);
  };

  const membership = remember((vintage): ReadonlyMap<string, Membership> => {
    const epci = held(vintage);
    return new Mapped(communes(vintage), ({ code, departement, region }) => ({
      epci: epci(code),
      departement,
      region,
    }));
  });

  const departementOf = (vintage: Vintage, code: string): string =>
    listed.get(vintage)?.communes.get(code)?.departement ?? departementOfCommune(code);

  const epcis = remember((vintage): ReadonlyMap<string, EpciState> | undefined => {
    if (!members.has(vintage)) return undefined;
    const grouped = new Map<string, string[]>();
    const epciHolding = held(vintage);
    for (const code of communes(vintage).keys()) {
      const epci = epciHolding(code);
      if (epci === undefined) continue;
      const group = grouped.get(epci);
      if (group) group.push(code);
      else grouped.set(epci, [code]);
    }
    const described = epciRows.at(vintage);
    return new Map(
      [...grouped]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, group]) => {
          const departements = new Set(group.map((commune) => departementOf(vintage, commune)));
          const { name = code, nature = '' } = described.get(code) ?? {};
          return [code, { code, name, nature, communes: group, departements: [...departements].sort() }];
        }),
    );
  });

  const epciNames = remember((vintage): ReadonlyMap<string, string> => {
    const described = epciRows.at(vintage);
    const perimeters = members.get(vintage);
    if (!perimeters) return new Map([...described].map(([code, { name }]) => [code, name]));
    const codes = new Set(perimeters.values());
    return new Map([...codes].map((code) => [code, described.get(code)?.name ?? code]));
  });

  const namedVintages = epciRows.vintages.filter((vintage) => !members.has(vintage));
  return { communes, departements, regions, membership, epciOf, epciNames, namedVintages, epcis };
}

function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code < b.code ? -1 : 1;
}

function remember<T>(make: (vintage: Vintage) => T): (vintage: Vintage) => T {
  const made = new Map<Vintage, T>();
  return (vintage) => {
    const known = made.get(vintage);
    if (known !== undefined || made.has(vintage)) return known as T; // what was made, undefined included
    const value = make(vintage);
    made.set(vintage, value);
    return value;
  };
}
