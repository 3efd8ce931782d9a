import { FRANCE, LEVELS, type Level, maybeTerritoryKey, type OfficialLevel, type TerritoryId } from '@boussole/schema';
import type { SearchAnswer, SearchQuestion } from '../reading/cube-answers.ts';
import { mapInSteps, type Steps, sortedInSteps } from '../store/steps.ts';
import type { Alias } from './aliases.ts';
import { fold, foldPlain } from './fold.ts';
import {
  BEGINS,
  BEGINS_JOINED,
  CODE,
  EXACT,
  FIRST_WORDS,
  Found,
  HAS_WORDS,
  NEARLY,
  NEARLY_WHOLE,
  type Ways,
} from './found.ts';
import { errorsForgiven, toDistance } from './fuzzy.ts';
import {
  type Entry,
  LEVEL_ORDER,
  maybeEpciAsked,
  rankPlaces,
  type SearchSources,
  toCodes,
  toEntries,
} from './search-entries.ts';
import type { Territory } from './territory.ts';
import { prefixRange, toWordIndex } from './word-index.ts';
import { codesAbove } from './yearbook.ts';

export interface TerritorySearch {
  /** Best first, among official territories; `only` keeps some of them. */
  search(question: SearchQuestion, only?: (territory: Territory) => boolean): SearchAnswer;
}

/** Fewer answers than this, and typing errors are forgiven. */
const ENOUGH = 5;
/** Lists that are kept: of a level, within a territory. */
const MOST_LISTS = 256;

/** Builds the search over the territories of the reference vintage and the names under which they were known, in steps: it takes a second. */
export function* buildSearch(
  geography: SearchSources,
  populationOf: (id: TerritoryId) => number | undefined,
): Steps<TerritorySearch> {
  const weighed = yield* rankPlaces(geography, populationOf);
  const places = weighed.map(({ territory }) => territory);
  const weights = Float64Array.from(weighed, ({ weight }) => Math.log2(1 + weight));
  const placeOf = new Map(places.map((territory, place) => [territory.id, place]));
  const aliases: Alias[] = [];
  for (const alias of geography.aliases()) {
    if (placeOf.has(alias.territory)) aliases.push(alias);
    yield;
  }
  const entries = yield* toEntries(places, aliases, placeOf);
  const words = yield* toWordIndex(entries.map(({ name }) => name));
  const joined = yield* sortedBy(entries, (entry) => entry.joined);
  const known = yield* toCodes(places, aliases, placeOf, geography.postalCodes());
  const codes = yield* sortedBy(known, ({ code }) => code);
  yield;
  const { holds, epcis } = yield* toContainment(geography);
  /** An EPCI that is over is found by its name; it is no part of a list. */
  const stands = (place: number): boolean => {
    const territory = places[place];
    return territory?.level !== 'epci' || epcis.has(territory.code);
  };

  function byCode(prefix: string): Found {
    const found = new Found(weights);
    for (const index of prefixRange(codes.keys, prefix)) {
      const { place, code, reason } = codes.values[index]!; // prefixRange gives places of the list
      const whole = places[place]?.level === 'region' ? EXACT : CODE;
      found.add(place, code === prefix ? whole : BEGINS, reason);
    }
    return found;
  }

  function byName(asked: string): Found {
    const found = new Found(weights);
    const ask = asked.split(' ');
    const together = ask.join('');
    for (const index of words.beginning(ask)) {
      const entry = entries[index]!; // the index numbers the entries
      found.add(entry.place, wayOf(entry, asked, together), entry.reason);
    }
    for (const index of prefixRange(joined.keys, together)) {
      const entry = joined.values[index]!; // prefixRange gives places of the list
      found.add(entry.place, wayOf(entry, asked, together), entry.reason);
    }
    if (found.size >= ENOUGH || found.isCertain) return found;
    const distance = toDistance(asked);
    const forgiven = errorsForgiven(asked);
    for (const index of words.nearly(ask)) {
      const { place, name, core, reason } = entries[index]!; // the index numbers the entries
      const isWhole = distance(name, 'whole') <= forgiven || distance(core, 'whole') <= forgiven;
      found.add(place, isWhole ? NEARLY_WHOLE : NEARLY, reason);
    }
    return found;
  }

  /** « st » may be Saint or the beginning of Strasbourg; « saint etienne 42 » names a place and its département. */
  function find(text: string): Found {
    const asked = fold(text);
    const plain = foldPlain(text);
    if (/^(\d+|2[ab]\d*)$/.test(asked)) return byCode(asked.toUpperCase());
    const located = maybeLocated(asked);
    if (located) {
      const there = byCode(located.code.toUpperCase());
      const inside = byName(located.name).filter((place) => there.has(place));
      if (inside.size > 0) return inside;
    }
    const found = byName(asked);
    if (!endsAlike(asked, plain)) found.merge(byName(plain));
    const epci = maybeEpciAsked(asked);
    return epci === undefined ? found : found.merge(byName(epci).filter((place) => places[place]?.level === 'epci'));
  }

  /** Without a text, territories come level by level, in the order of their names. */
  let ordered: readonly number[] | undefined;
  function inOrder(): readonly number[] {
    const rank = (place: number): number => -LEVEL_ORDER.indexOf(places[place]?.level ?? '');
    const nameOf = (place: number): string => entries[place]?.name ?? ''; // own names come first, in the order of places
    ordered ??= places
      .map((_, place) => place)
      .sort((a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a - b));
    return ordered;
  }

  /** Those that stand, of a level and within another where that is asked: going through all of them takes long, and lists are come back to. */
  const lists = new Map<string, readonly number[]>();
  function listed(level: Level | undefined, within: TerritoryId | undefined): readonly number[] {
    const key = `${level} ${within}`;
    const known = lists.get(key) ?? inOrder().filter((place) => isAmong(place, level, within) && stands(place));
    if (lists.size >= MOST_LISTS) lists.clear();
    lists.set(key, known);
    return known;
  }

  function isAmong(place: number, level: Level | undefined, within: TerritoryId | undefined): boolean {
    const territory = places[place];
    return territory !== undefined && (!level || territory.level === level) && (!within || holds(within, territory));
  }

  return {
    search({ text, level, within, offset, limit }, only) {
      const isKept = (place: number): boolean => {
        const territory = places[place];
        return territory !== undefined && (!only || only(territory));
      };
      const keep = (place: number): boolean => isAmong(place, level, within) && isKept(place);
      const asked = text?.trim() ?? '';
      if (fold(asked) === '') {
        const all = asked === '' ? listed(level, within) : [];
        return answer(only ? all.filter(isKept) : all, undefined, offset, limit);
      }
      const found = find(asked).filter(keep);
      return answer(found.ranked(), found, offset, limit);
    },
  };

  function answer(ranked: readonly number[], found: Found | undefined, offset: number, limit: number): SearchAnswer {
    const page = ranked.slice(offset, offset + limit);
    const matches = page.flatMap((place) => {
      const territory = places[place];
      return territory ? [{ territory, match: found?.matchOf(place), reason: found?.reasonOf(place) }] : [];
    });
    return { totalCount: ranked.length, matches };
  }
}

/** A name and the code, or the beginning of the code, of where it is; either may come first. */
function maybeLocated(asked: string): { readonly name: string; readonly code: string } | undefined {
  const [, name, code] = /^(.*\D) (\d{2,5}|2[ab]\d*)$/.exec(asked) ?? [];
  if (name !== undefined && code !== undefined) return { name, code };
  const [, first, last] = /^(\d{2,5}|2[ab]\d*) (\D.*)$/.exec(asked) ?? [];
  return first !== undefined && last !== undefined ? { name: last, code: first } : undefined;
}

function wayOf({ name, core, joined }: Entry, asked: string, together: string): Ways {
  if (name === asked || joined === together || core === asked) return EXACT;
  if (name.startsWith(`${asked} `) || core.startsWith(`${asked} `)) return FIRST_WORDS;
  if (name.startsWith(asked) || core.startsWith(asked)) return BEGINS;
  return joined.startsWith(together) ? BEGINS_JOINED : HAS_WORDS;
}

/** Whether the last word, which may still be being typed, was spelled out. */
function endsAlike(spelled: string, plain: string): boolean {
  return spelled.slice(spelled.lastIndexOf(' ') + 1) === plain.slice(plain.lastIndexOf(' ') + 1);
}

function* sortedBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): Steps<{ readonly keys: readonly string[]; readonly values: readonly T[] }> {
  const sorted = yield* sortedInSteps(values, (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  yield;
  return { keys: sorted.map(keyOf), values: sorted };
}

interface Containment {
  /** Whether a territory lies in another, wholly or (an EPCI in a département or a région) in part. */
  holds(within: TerritoryId, territory: Territory): boolean;
  /** Codes of the EPCI that have communes. */
  readonly epcis: ReadonlySet<string | undefined>;
}

function* toContainment({ reference, membership }: SearchSources): Steps<Containment> {
  const inside = new Set<string>();
  const met = new Set<string>();
  const epcis = new Set<string | undefined>();
  yield* mapInSteps(membership(reference), ([commune, held]) => {
    const chain = `${held.epci} ${held.departement}`;
    if (met.has(chain)) return;
    met.add(chain);
    epcis.add(held.epci);
    const places = LEVELS_HELD.flatMap((level) => codesAbove(level, commune, held).map((code) => `${level}:${code}`));
    for (const outer of places) for (const inner of places) if (inner !== outer) inside.add(`${outer} ${inner}`);
  });
  const holds: Containment['holds'] = (within, territory) => {
    const key = maybeTerritoryKey(within);
    if (!key || territory.id === within) return false;
    if (within === FRANCE) return true;
    if (territory.level !== 'commune') {
      const isWider = LEVELS.indexOf(territory.level) < LEVELS.indexOf(key.level);
      return !isWider && inside.has(`${within} ${territory.id}`);
    }
    if (!isUpper(key.level)) return false;
    const held = membership(reference).get(territory.code);
    return held !== undefined && codesAbove(key.level, territory.code, held).includes(key.code);
  };
  return { holds, epcis };
}

const LEVELS_HELD = ['france', 'region', 'departement', 'epci'] as const satisfies readonly OfficialLevel[];

function isUpper(level: Level): level is (typeof LEVELS_HELD)[number] {
  return LEVELS_HELD.some((upper) => upper === level);
}
