import type { OfficialLevel, TerritoryId, Vintage } from '@boussole/schema';
import type {
  CommuneRow,
  DepartementRow,
  EpciRow,
  MembershipRow,
  MovementRow,
  OverVintages,
  PostalRow,
  RegionRow,
} from '../publication/input.ts';
import { atOnce, Gradual, type Steps } from '../store/steps.ts';
import { type Alias, toAliases } from './aliases.ts';
import { type CodeCensus, takeCensus, toldVintages } from './census.ts';
import { toChronology } from './chronology.ts';
import { toEvents } from './events.ts';
import { toHolders } from './holder.ts';
import { type Holding, toHoldings } from './holding.ts';
import { traceLineage } from './lineage.ts';
import { toLists, toMembers } from './lists.ts';
import { toSteps } from './movement.ts';
import { toNames } from './names.ts';
import { type Passage, type Populations, toPassage, Wholes } from './passage.ts';
import { type Register, toRegister } from './register.ts';
import { type Resolution, toResolver } from './resolve.ts';
import { toSameness } from './sameness.ts';
import type { TerritoryEvent } from './territory.ts';
import { toYearbook, type Yearbook } from './yearbook.ts';

/** What a geography is built from: the tables of an input, put together over all inputs. */
export interface GeographyRows {
  readonly commune: Iterable<OverVintages<CommuneRow>>;
  readonly departement: Iterable<OverVintages<DepartementRow>>;
  readonly region: Iterable<OverVintages<RegionRow>>;
  readonly epci: Iterable<OverVintages<EpciRow>>;
  readonly membership: Iterable<OverVintages<MembershipRow>>;
  readonly movement: Iterable<MovementRow>;
  readonly postal: Iterable<OverVintages<PostalRow>>;
}

/**
 * Territories through time. Vintages without a list of communes are derived from the nearest list and the movements.
 * Communes are never déléguées, associées or arrondissements; overseas collectivities are left out. Perimeters of EPCI are those of
 * the vintage asked, or none: those of another year never stand in.
 */
export interface Geography extends Yearbook, Register {
  /** Vintages of which communes are told, listed or derived from movements, ascending. */
  readonly vintages: readonly Vintage[];
  /** Vintages that have a list of communes, ascending. */
  readonly communeVintages: readonly Vintage[];
  /** Vintages that have EPCI perimeters, ascending. */
  readonly epciVintages: readonly Vintage[];
  /** The latest vintage that has both. */
  readonly reference: Vintage;
  /** How figures given by commune of `from` are restated by commune of `to`, in either direction of time. */
  passage(from: Vintage, to: Vintage): Passage;
  /** Who holds at `to` the ground that a commune has at `from`. */
  holding(code: string, from: Vintage, to: Vintage): Holding;
  /** Code that a territory's exact ground has at the other vintage; undefined when no territory of its level has it. */
  counterpart(level: OfficialLevel, code: string, from: Vintage, to: Vintage): string | undefined;
  /** Whether a code's ground differs between two vintages, or is not known in both: its medians may not be carried over. */
  changed(level: OfficialLevel, code: string, from: Vintage, to: Vintage): boolean;
  /** What a code met in a file is, for a file that says it is in that vintage. */
  resolve(code: string, vintage: Vintage): Resolution;
  /** How many of these codes each vintage that lists or movements tell of knows as communes. */
  bestVintage(codes: Iterable<string>): CodeCensus;
  readonly territories: Register['territories'];
  /** From the nearest level up: EPCI, département, région, France, at that vintage (default: reference, or the last it existed in). */
  parents: Register['parents'];
  /** Territories of the reference vintage that hold what this one held; itself when it still exists. */
  successors: Register['successors'];
  /** What happened to it, in date order. */
  events(id: TerritoryId): readonly TerritoryEvent[];
  /** Works out all events between other things, so that who asks for the first does not wait for them. */
  prepareEvents(): Promise<unknown>;
  /** Former names and codes of the territories of the reference vintage. */
  aliases(): Iterable<Alias>;
  /** Postal codes of communes, as the lists that have some know them. */
  postalCodes(): Iterable<Omit<PostalRow, 'cog'>>;
  /** Territories that gave their ground, wholly or in part, to this one, latest first. */
  predecessors(id: TerritoryId): ReturnType<Register['predecessors']>;
}

const NO_POPULATIONS: Populations = { vintages: [], of: () => undefined };

/** Builds the geography from the tables of all inputs. `populations` weigh communes that were cut; without them no cut is weighed. */
export function buildGeography(rows: GeographyRows, populations?: Populations): Geography {
  return atOnce(buildGeographyInSteps(rows, populations));
}

/** The same, for a server that others ask meanwhile. */
export function* buildGeographyInSteps(
  rows: GeographyRows,
  populations: Populations = NO_POPULATIONS,
): Steps<Geography> {
  const movements = [...rows.movement];
  const listed = toLists(rows.commune);
  yield;
  const { lists } = listed;
  const members = toMembers(rows.membership);
  yield;
  const chronology = toChronology(listed, members, toSteps(movements));
  yield;
  const lineage = traceLineage(chronology.initial, chronology.steps);
  yield;
  const holders = toHolders(lineage);
  yield;
  const names = toNames(movements, listed.communes);
  yield;
  const resolve = toResolver(lists, lineage);
  const yearbook = toYearbook({ ...rows, lists, members, lineage, names, communeOf });
  const communeVintages = lists.map(({ vintage }) => vintage);
  const epciVintages = [...members.keys()].sort((a, b) => a - b);
  const reference = communeVintages.findLast((vintage) => members.has(vintage)) ?? communeVintages.at(-1) ?? Number.NaN;
  const { counterpart } = toSameness(lineage, yearbook);
  // The register reads them all: each vintage is put together in a step of its own.
  for (const vintage of epciVintages) {
    yearbook.epciNames(vintage);
    yield;
  }
  const register = toRegister({ lineage, holders, names, yearbook, epciVintages, reference });
  const vintages = toldVintages(
    chronology.steps.map(({ date }) => date),
    communeVintages,
  );
  const history = { chronology, lineage, holders, names, movements, lists };
  const events = new Gradual(() => toEvents(history, epciVintages, yearbook));
  const passages = new Map<string, Passage>();
  const wholes = new Wholes(lineage);

  function communeOf(code: string, vintage: Vintage): string | undefined {
    const resolution = resolve(code, vintage);
    if (resolution.kind === 'other-vintage' && resolution.successors.length === 1) return resolution.successors[0];
    return 'commune' in resolution ? resolution.commune : undefined;
  }

  return {
    vintages,
    communeVintages,
    epciVintages,
    reference,
    ...yearbook,
    ...register,
    holding: toHoldings(lineage),
    counterpart,
    changed: (level, code, from, to) => counterpart(level, code, from, to) !== code,
    events: (id) => events.value.get(id) ?? [],
    prepareEvents: () => events.prepare(),
    aliases: () => toAliases({ lists, lineage, holders, names, yearbook, register, epciVintages, reference }),
    postalCodes: () => rows.postal,
    resolve,
    bestVintage: (codes) => takeCensus(codes, lineage, vintages),
    passage(from, to) {
      const key = `${from} ${to}`;
      let passage = passages.get(key);
      if (!passage) {
        passage = toPassage(lineage, populations, wholes, from, to);
        passages.set(key, passage);
      }
      return passage;
    },
  };
}
