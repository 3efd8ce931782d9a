import { maybeTerritoryKey, OFFICIAL_LEVELS, type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import { mapInSteps, type Steps, sortedInSteps } from '../store/steps.ts';
import type { Alias } from './aliases.ts';
import { fold } from './fold.ts';
import type { Territory } from './territory.ts';
import type { Yearbook } from './yearbook.ts';

export interface SearchSources extends Pick<Yearbook, 'membership' | 'departements' | 'epciNames' | 'namedVintages'> {
  readonly reference: Vintage;
  readonly territories: ReadonlyMap<TerritoryId, Territory>;
  aliases(): Iterable<Alias>;
  postalCodes(): Iterable<{ readonly code: string; readonly postal: string }>;
}

/** Of territories that answer as well and are as populous (Paris and its département), the commune comes first. */
export const LEVEL_ORDER: readonly string[] = OFFICIAL_LEVELS.toReversed();

/** A name that answers for a place: its own, or a former one with the reason. */
export interface Entry {
  readonly place: number;
  readonly name: string;
  /** The name without what introduces it: article, nature of the EPCI. */
  readonly core: string;
  /** The name in one word. */
  readonly joined: string;
  readonly reason: string | undefined;
}

/** People look for communes first: an inhabitant counts this many times less in a wider territory. */
const WIDER = 20;

export interface Weighed {
  readonly territory: Territory;
  /** Inhabitants, counted less in a territory that is wider than a commune. */
  readonly weight: number;
}

/** Territories of the reference vintage, and EPCI that files only name, the most populous first, wider ones as if less populous. */
export function* rankPlaces(
  geography: SearchSources,
  populationOf: (id: TerritoryId) => number | undefined,
): Steps<readonly Weighed[]> {
  const standing = new Set<TerritoryId>();
  yield* mapInSteps(geography.membership(geography.reference), ([code, { epci }]) => {
    standing.add(`commune:${code}`);
    if (epci !== undefined) standing.add(`epci:${epci}`);
  });
  const names = yield* mapInSteps(geography.namedVintages, (vintage) => [...geography.epciNames(vintage).keys()]);
  const named = new Set(names.flat());
  const weighed = yield* mapInSteps(geography.territories.values(), (territory): Weighed | undefined => {
    const { id, level, code } = territory;
    if (level === 'commune') return standing.has(id) ? { territory, weight: populationOf(id) ?? 0 } : undefined;
    const isFound = level !== 'epci' || standing.has(id) || named.has(code);
    return isFound ? { territory, weight: (populationOf(id) ?? 0) / WIDER } : undefined;
  });
  return yield* sortedInSteps(
    weighed.filter((place) => place !== undefined),
    ({ territory: a, weight: n }, { territory: b, weight: m }) =>
      m - n || LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) || (a.code < b.code ? -1 : 1),
  );
}

export function* toEntries(
  places: readonly Territory[],
  aliases: readonly Alias[],
  placeOf: ReadonlyMap<TerritoryId, number>,
): Steps<readonly Entry[]> {
  const own = yield* mapInSteps(places, ({ name, level }, place) => toEntry(place, name, level, undefined));
  const former = yield* mapInSteps(aliases, ({ name, territory, reason }) => {
    const place = placeOf.get(territory);
    const level = maybeTerritoryKey(territory)?.level;
    return place === undefined || level === undefined ? [] : [toEntry(place, name, level, reason)];
  });
  return [...own, ...former.flat()];
}

function toEntry(place: number, name: string, level: Territory['level'], reason: string | undefined): Entry {
  const folded = fold(name);
  const core = level === 'epci' ? coreOfEpci(folded) : coreOf(folded);
  return { place, name: folded, core, joined: folded.replaceAll(' ', ''), reason };
}

const ARTICLE = /^(?:(?:le|la|les|l|aux|au|a|du|de la|de l|des|de|d) )+/;
const NATURE =
  /^(?:(?:cc|ca|cu|communaute (?:de communes|d agglomeration|urbaine)|metropole|agglomeration|agglo)(?= |$) ?)+/;

function coreOf(name: string): string {
  return name.replace(ARTICLE, '') || name;
}

const NATURE_AFTER = / (?:metropole|agglomeration|agglo|communaute(?: (?:de communes|d agglomeration|urbaine))?)$/;

/** « Métropole de Lyon » answers to « Lyon », « CA du Bassin de Brive » to « bassin de Brive ». */
function coreOfEpci(name: string): string {
  return name.replace(NATURE, '').replace(ARTICLE, '').replace(NATURE_AFTER, '') || name;
}

/**
 * What a folded text asks for when it says what an EPCI is: official lists say « CA Vienne Condrieu », its letters « Vienne Condrieu
 * Agglomération ». Undefined when it does not.
 */
export function maybeEpciAsked(text: string): string | undefined {
  if (!NATURE.test(text) && !NATURE_AFTER.test(text)) return undefined;
  const core = coreOfEpci(text);
  return core === text ? undefined : core;
}

/** A code that answers for a place. */
export interface CodeEntry {
  readonly place: number;
  readonly code: string;
  readonly reason: string | undefined;
}

export function* toCodes(
  places: readonly Territory[],
  aliases: readonly Alias[],
  placeOf: ReadonlyMap<TerritoryId, number>,
  postalCodes: ReturnType<SearchSources['postalCodes']>,
): Steps<readonly CodeEntry[]> {
  const own = places.map(({ code }, place) => ({ place, code, reason: undefined }));
  const former = aliases.flatMap(({ code, territory, reason }) => {
    const place = placeOf.get(territory);
    return place === undefined || code === undefined ? [] : [{ place, code, reason: `${reason} (${code})` }];
  });
  const reasons = new Map<string, string>(); // one text for all the communes of a code
  const postal = yield* mapInSteps(postalCodes, ({ code, postal: written }) => {
    const place = placeOf.get(toTerritoryId('commune', code));
    if (place === undefined) return [];
    const reason = reasons.get(written) ?? `code postal ${written}`;
    reasons.set(written, reason);
    return [{ place, code: written, reason }];
  });
  return [...own, ...former, ...postal.flat()];
}
