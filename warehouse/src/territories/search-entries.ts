import { maybeTerritoryKey, OFFICIAL_LEVELS, type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import type { Alias } from './aliases.ts';
import { fold } from './fold.ts';
import type { Territory } from './territory.ts';
import type { Yearbook } from './yearbook.ts';

export interface SearchSources extends Pick<Yearbook, 'membership' | 'departements' | 'epciNames' | 'namedVintages'> {
  readonly reference: Vintage;
  readonly territories: ReadonlyMap<TerritoryId, Territory>;
  aliases(): readonly Alias[];
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
export function rankPlaces(
  geography: SearchSources,
  populationOf: (id: TerritoryId) => number | undefined,
): readonly Weighed[] {
  const standing = new Set<TerritoryId>();
  for (const [code, { epci }] of geography.membership(geography.reference)) {
    standing.add(`commune:${code}`);
    if (epci !== undefined) standing.add(`epci:${epci}`);
  }
  const named = new Set(geography.namedVintages.flatMap((vintage) => [...geography.epciNames(vintage).keys()]));
  const weights = new Map<Territory, number>();
  for (const territory of geography.territories.values()) {
    const population = populationOf(territory.id) ?? 0;
    if (territory.level === 'commune') {
      if (standing.has(territory.id)) weights.set(territory, population);
    } else if (territory.level !== 'epci' || standing.has(territory.id) || named.has(territory.code)) {
      weights.set(territory, population / WIDER);
    }
  }
  return [...weights]
    .sort(
      ([a, n], [b, m]) =>
        m - n || LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) || (a.code < b.code ? -1 : 1),
    )
    .map(([territory, weight]) => ({ territory, weight }));
}

export function toEntries(
  places: readonly Territory[],
  aliases: readonly Alias[],
  placeOf: ReadonlyMap<TerritoryId, number>,
): readonly Entry[] {
  const own = places.map(({ name, level }, place) => toEntry(place, name, level, undefined));
  const former = aliases.flatMap(({ name, territory, reason }) => {
    const place = placeOf.get(territory);
    const level = maybeTerritoryKey(territory)?.level;
    return place === undefined || level === undefined ? [] : [toEntry(place, name, level, reason)];
  });
  return [...own, ...former];
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

export function toCodes(
  places: readonly Territory[],
  aliases: readonly Alias[],
  placeOf: ReadonlyMap<TerritoryId, number>,
  postalCodes: ReturnType<SearchSources['postalCodes']>,
): readonly CodeEntry[] {
  const own = places.map(({ code }, place) => ({ place, code, reason: undefined }));
  const former = aliases.flatMap(({ code, territory, reason }) => {
    const place = placeOf.get(territory);
    return place === undefined || code === undefined ? [] : [{ place, code, reason: `${reason} (${code})` }];
  });
  const postal: CodeEntry[] = [];
  const reasons = new Map<string, string>(); // one text for all the communes of a code
  for (const { code, postal: written } of postalCodes) {
    const place = placeOf.get(toTerritoryId('commune', code));
    if (place === undefined) continue;
    const reason = reasons.get(written) ?? `code postal ${written}`;
    reasons.set(written, reason);
    postal.push({ place, code: written, reason });
  }
  return [...own, ...former, ...postal];
}
