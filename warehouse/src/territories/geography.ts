import type { TerritoryId, Vintage } from '@boussole/schema';
import type {
  CommuneRow,
  DepartementRow,
  EpciRow,
  MembershipRow,
  MovementRow,
  RegionRow,
} from '../publication/input.ts';
import type { Passage } from './passage.ts';
import type { CodeCensus, Resolution } from './resolve.ts';
import type { Territory, TerritoryEvent } from './territory.ts';

/** What a geography is built from: the tables of an input, put together over all inputs. */
export interface GeographyRows {
  readonly commune: Iterable<CommuneRow>;
  readonly departement: Iterable<DepartementRow>;
  readonly region: Iterable<RegionRow>;
  readonly epci: Iterable<EpciRow>;
  readonly membership: Iterable<MembershipRow>;
  readonly movement: Iterable<MovementRow>;
}

/** Population of a commune in the perimeter that its code has in that vintage; undefined when not known. */
export type PopulationOf = (code: string, vintage: Vintage) => number | undefined;

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

export interface EpciState {
  readonly code: string;
  readonly name: string;
  readonly nature: string;
  /** Member communes, in code order. */
  readonly communes: readonly string[];
  /** Départements of its communes, in code order: more than one for an EPCI that straddles. */
  readonly departements: readonly string[];
}

/** Territories through time. Vintages without a list of communes are derived from the nearest list and the movements. */
export interface Geography {
  /** Vintages that have a list of communes, ascending. */
  readonly communeVintages: readonly Vintage[];
  /** Vintages that have EPCI perimeters, ascending. */
  readonly epciVintages: readonly Vintage[];
  /** The latest vintage that has both. */
  readonly reference: Vintage;
  /** Communes (never déléguées, associées or arrondissements) by code, in code order, overseas collectivities left out. */
  communes(vintage: Vintage): ReadonlyMap<string, CommuneState>;
  /** Départements (with their région) of that vintage, or of the nearest that has them. */
  departements(vintage: Vintage): ReadonlyMap<string, { readonly name: string; readonly region: string }>;
  regions(vintage: Vintage): ReadonlyMap<string, { readonly name: string }>;
  membership(vintage: Vintage): ReadonlyMap<string, Membership>;
  /** Undefined when that vintage has no perimeters: those of another year never stand in. */
  epcis(vintage: Vintage): ReadonlyMap<string, EpciState> | undefined;
  /** How figures given by commune of `from` are restated by commune of `to`, in either direction of time. */
  passage(from: Vintage, to: Vintage): Passage;
  /**
   * Whether a territory's perimeter differs between two vintages, or cannot be known to be the same: a figure that does not add up
   * may be carried from one to the other only when this is false.
   */
  changed(
    level: 'commune' | 'epci' | 'departement' | 'region' | 'france',
    code: string,
    from: Vintage,
    to: Vintage,
  ): boolean;
  /** What a code met in a file is, for a file that says it is in that vintage. */
  resolve(code: string, vintage: Vintage): Resolution;
  /** How many of these codes each vintage knows as communes; `best` is the vintage that knows most, the latest when equal. */
  bestVintage(codes: Iterable<string>): CodeCensus;
  /** Every territory ever known: France, régions, départements, EPCI of all vintages, communes. */
  readonly territories: ReadonlyMap<TerritoryId, Territory>;
  /** The holder of this id on that ISO day; without a day, today's holder, or the last one. */
  territory(id: TerritoryId, at?: string): Territory | undefined;
  /** From the nearest level up: EPCI, département, région, France, at that vintage (default: reference, or the last it existed in). */
  parents(id: TerritoryId, vintage?: Vintage): readonly Territory[];
  /** Territories of the reference vintage (or today's) that hold what this one held; itself when it still exists. */
  successors(id: TerritoryId): readonly Territory[];
  /** Territories that gave their perimeter, wholly or in part, to this one, latest first. */
  predecessors(id: TerritoryId): readonly Territory[];
  /** What happened to it, in date order. */
  events(id: TerritoryId): readonly TerritoryEvent[];
}
