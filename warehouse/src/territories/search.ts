import { maybeTerritoryKey, OFFICIAL_LEVELS, type TerritoryId, type Vintage } from '@boussole/schema';
import type { SearchAnswer, SearchQuestion } from '../reading/answers.ts';
import type { Alias } from './aliases.ts';
import { fold, foldPlain } from './fold.ts';
import { errorsForgiven, toDistance } from './fuzzy.ts';
import type { Territory } from './territory.ts';
import { prefixRange, toWordIndex } from './word-index.ts';
import type { Yearbook } from './yearbook.ts';

export interface TerritorySearch {
  /** Best first; `groupe` territories are not known here. */
  search(question: SearchQuestion): SearchAnswer;
}

export interface SearchSources extends Pick<Yearbook, 'membership' | 'departements'> {
  readonly reference: Vintage;
  readonly territories: ReadonlyMap<TerritoryId, Territory>;
  aliases(): readonly Alias[];
}

/** How well a name answers, best first. */
const EXACT = 0;
const EXACT_CORE = 1;
const BEGINS = 2;
const HAS_WORDS = 3;
const NEARLY_WHOLE = 4;
const NEARLY = 5;

/** Fewer answers than this, and typing errors are forgiven. */
const ENOUGH = 5;

/** Of territories that answer as well and are as populous (Paris and its département), the commune comes first. */
const LEVEL_ORDER: readonly string[] = OFFICIAL_LEVELS.toReversed();

interface Entry {
  readonly place: number;
  readonly name: string;
  /** The name without what introduces it: article, nature of the EPCI. */
  readonly core: string;
  /** The name in one word. */
  readonly joined: string;
  readonly reason: string | undefined;
}

/** Builds the search over the territories of the reference vintage and the names under which they were known. */
export function buildSearch(
  geography: SearchSources,
  populationOf: (id: TerritoryId) => number | undefined,
): TerritorySearch {
  const places = rankPlaces(geography, populationOf);
  const placeOf = new Map(places.map((territory, place) => [territory.id, place]));
  const aliases = geography.aliases().filter(({ territory }) => placeOf.has(territory));
  const entries = toEntries(places, aliases, placeOf);
  const words = toWordIndex(entries.map(({ name }) => name));
  const joined = sortedBy(entries, (entry) => entry.joined);
  const codes = sortedBy(toCodes(places, aliases, placeOf), ({ code }) => code);
  const holds = toContainment(geography);

  function byCode(prefix: string): Found {
    const found = new Found(places.length);
    for (const index of prefixRange(codes.keys, prefix)) {
      const { place, code, reason } = codes.values[index]!; // prefixRange gives places of the list
      found.add(place, code === prefix ? EXACT : BEGINS, reason);
    }
    return found;
  }

  function byName(asked: string): Found {
    const found = new Found(places.length);
    const ask = asked.split(' ');
    const together = ask.join('');
    for (const index of words.beginning(ask)) {
      const entry = entries[index]!; // the index numbers the entries
      found.add(entry.place, tierOf(entry, asked, together), entry.reason);
    }
    for (const index of prefixRange(joined.keys, together)) {
      const entry = joined.values[index]!; // prefixRange gives places of the list
      found.add(entry.place, tierOf(entry, asked, together), entry.reason);
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
    const located = /^(.*\D) (\d{2,5}|2[ab]\d*)$/.exec(asked);
    const [, name = '', code = ''] = located ?? [];
    if (located) {
      const inside = byName(name).filter((place) => places[place]?.code.startsWith(code.toUpperCase()) ?? false);
      if (inside.size > 0) return inside;
    }
    const found = byName(asked);
    return endsAlike(asked, plain) ? found : found.merge(byName(plain));
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

  return {
    search({ text, level, within, offset, limit }) {
      const keep = (place: number): boolean => {
        const territory = places[place];
        return (
          territory !== undefined && (!level || territory.level === level) && (!within || holds(within, territory))
        );
      };
      const asked = text?.trim() ?? '';
      if (fold(asked) === '') {
        const all = asked === '' ? inOrder().filter(keep) : [];
        return answer(all, undefined, offset, limit);
      }
      const found = find(asked).filter(keep);
      return answer(found.ranked(), found, offset, limit);
    },
  };

  function answer(ranked: readonly number[], found: Found | undefined, offset: number, limit: number): SearchAnswer {
    const page = ranked.slice(offset, offset + limit);
    const matches = page.flatMap((place) => {
      const territory = places[place];
      return territory ? [{ territory, reason: found?.reasonOf(place) }] : [];
    });
    return { totalCount: ranked.length, matches };
  }
}

/** Places found, each with its best way of answering. Places are numbered from the most populous. */
class Found {
  /** By place: how it answers, 0 when it does not. */
  private readonly scores: Int8Array;
  private readonly reasons = new Map<number, string>();
  private places: number[] = [];

  constructor(count: number) {
    this.scores = new Int8Array(count);
  }

  get size(): number {
    return this.places.length;
  }

  /** Something bears that very name: nobody mistyped. */
  get isCertain(): boolean {
    return this.places.some((place) => (this.scores[place] ?? 0) <= toScore(EXACT_CORE, 'former'));
  }

  /** A former name answers after a present one that answers as well. */
  add(place: number, tier: number, reason: string | undefined): void {
    this.keep(place, toScore(tier, reason), reason);
  }

  merge(other: Found): this {
    for (const place of other.places) this.keep(place, other.scores[place] ?? 0, other.reasons.get(place));
    return this;
  }

  filter(keep: (place: number) => boolean): this {
    this.places = this.places.filter(keep);
    return this;
  }

  ranked(): readonly number[] {
    const count = this.scores.length;
    const keys = Float64Array.from(this.places, (place) => (this.scores[place] ?? 0) * count + place).sort();
    return Array.from(keys, (key) => key % count);
  }

  reasonOf(place: number): string | undefined {
    return this.reasons.get(place);
  }

  private keep(place: number, score: number, reason: string | undefined): void {
    const known = this.scores[place] ?? 0;
    if (known !== 0 && known <= score) return;
    if (known === 0) this.places.push(place);
    this.scores[place] = score;
    if (reason !== undefined) this.reasons.set(place, reason);
    else if (known !== 0) this.reasons.delete(place);
  }
}

function toScore(tier: number, reason: string | undefined): number {
  return 1 + tier * 2 + (reason === undefined ? 0 : 1);
}

function tierOf({ name, core, joined }: Entry, asked: string, together: string): number {
  if (name === asked || joined === together) return EXACT;
  if (core === asked) return EXACT_CORE;
  return name.startsWith(asked) || core.startsWith(asked) || joined.startsWith(together) ? BEGINS : HAS_WORDS;
}

/** Whether the last word, which may still be being typed, was spelled out. */
function endsAlike(spelled: string, plain: string): boolean {
  return spelled.slice(spelled.lastIndexOf(' ') + 1) === plain.slice(plain.lastIndexOf(' ') + 1);
}

/** Territories of the reference vintage, the most populous first. */
function rankPlaces(
  geography: SearchSources,
  populationOf: (id: TerritoryId) => number | undefined,
): readonly Territory[] {
  const standing = new Set<TerritoryId>();
  for (const [code, { epci }] of geography.membership(geography.reference)) {
    standing.add(`commune:${code}`);
    if (epci !== undefined) standing.add(`epci:${epci}`);
  }
  const populations = new Map<Territory, number>();
  for (const territory of geography.territories.values()) {
    if (territory.level !== 'commune' && territory.level !== 'epci')
      populations.set(territory, populationOf(territory.id) ?? 0);
    else if (standing.has(territory.id)) populations.set(territory, populationOf(territory.id) ?? 0);
  }
  return [...populations]
    .sort(
      ([a, n], [b, m]) =>
        m - n || LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) || (a.code < b.code ? -1 : 1),
    )
    .map(([territory]) => territory);
}

function toEntries(
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

/** « Métropole de Lyon » answers to « Lyon », « CA du Bassin de Brive » to « bassin de Brive ». */
function coreOfEpci(name: string): string {
  const core = name
    .replace(NATURE, '')
    .replace(ARTICLE, '')
    .replace(/ (?:metropole|agglomeration|agglo|communaute)$/, '');
  return core || name;
}

interface CodeEntry {
  readonly place: number;
  readonly code: string;
  readonly reason: string | undefined;
}

function toCodes(
  places: readonly Territory[],
  aliases: readonly Alias[],
  placeOf: ReadonlyMap<TerritoryId, number>,
): readonly CodeEntry[] {
  const own = places.map(({ code }, place) => ({ place, code, reason: undefined }));
  const former = aliases.flatMap(({ code, territory, reason }) => {
    const place = placeOf.get(territory);
    return place === undefined || code === undefined ? [] : [{ place, code, reason: `${reason} (${code})` }];
  });
  return [...own, ...former];
}

function sortedBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): { keys: readonly string[]; values: readonly T[] } {
  const keyed = values
    .map((value) => ({ key: keyOf(value), value }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { keys: keyed.map(({ key }) => key), values: keyed.map(({ value }) => value) };
}

/** Whether a territory lies in another, wholly or (an EPCI in a département or a région) in part. */
function toContainment({
  reference,
  membership,
  departements,
}: SearchSources): (within: TerritoryId, territory: Territory) => boolean {
  const epciIn = new Set<string>();
  for (const { epci, departement, region } of membership(reference).values()) {
    if (epci === undefined) continue;
    epciIn.add(`departement:${departement} ${epci}`).add(`region:${region} ${epci}`);
  }
  return (within, territory) => {
    const key = maybeTerritoryKey(within);
    if (!key || territory.id === within) return false;
    if (key.level === 'france') return true;
    if (territory.level === 'epci') return epciIn.has(`${within} ${territory.code}`);
    if (territory.level === 'departement') {
      return key.level === 'region' && departements(reference).get(territory.code)?.region === key.code;
    }
    if (territory.level !== 'commune' || key.level === 'commune' || key.level === 'groupe') return false;
    return membership(reference).get(territory.code)?.[key.level] === key.code;
  };
}
