import type { Indicator } from '@boussole/schema';
import type { Cube, TextMatch } from '@boussole/warehouse';
import { toStem } from './stem.ts';

/** Shorter words (CAF, RSA, APL) are found where a word begins only: they stand inside too many others. */
const SHORTEST_INSIDE = 4;

/** Words that say nothing of what is looked for: « aide au logement » is « aide logement ». */
const SMALL_WORDS = new Set('a au aux d de des du en et l la le les of par pour s sur the un une'.split(' '));

/** What may be searched of an indicator: texts of spaced words, without accents nor capitals. */
export interface Searched {
  /** Its names, each by itself. */
  readonly labels: readonly string[];
  /** Names, keywords and id, and the stems of their words. */
  readonly names: string;
  /** Names, and what is said of it: definition, theme, sources. */
  readonly all: string;
}

/**
 * Indicators that every word of a text is said of, accents, case, plurals and feminines aside: first that of which it is the name, then those
 * that have them all in their names or keywords, whole before begun, each in the order of the catalogue; those found by the inside of a word last. Among
 * those found alike, a name that begins with the text comes first, then one that has its words.
 */
export function findIndicators(cube: Cube, text: string): readonly Indicator[] {
  const words = toWords(text);
  const searched = searchedOf(cube);
  return cube.indicators
    .flatMap((indicator) => {
      const texts = searched.get(indicator.id)!; // one for each
      const distance = maybeDistance(texts, words);
      return distance === undefined ? [] : [{ indicator, distance, inName: distanceInNames(texts, words) }];
    })
    .sort((one, other) => one.distance - other.distance || one.inName - other.inName)
    .map(({ indicator }) => indicator);
}

/** 0 for a text that one of the names begins with, 1 for words that one of them has whole or begun, 2 for others. */
export function distanceInNames({ labels }: Searched, words: readonly string[]): 0 | 1 | 2 {
  if (labels.some((label) => label.startsWith(words.join(' ')))) return 0;
  const isIn = (label: string): boolean =>
    words.every((word) => [word, toStem(word)].some((begun) => ` ${label}`.includes(` ${begun}`)));
  return labels.some(isIn) ? 1 : 2;
}

const MATCHES: readonly TextMatch[] = ['EXACT', 'WORDS', 'BEGINNING', 'NEARLY', 'NEARLY'];

/** How an indicator answers a text; undefined when it does not. */
export function maybeMatch(cube: Cube, id: string, text: string): TextMatch | undefined {
  const searched = searchedOf(cube).get(id);
  const distance = searched && maybeDistance(searched, toWords(text));
  return distance === undefined ? undefined : MATCHES[distance];
}

const known = new WeakMap<Cube, ReadonlyMap<string, Searched>>();

function searchedOf(cube: Cube): ReadonlyMap<string, Searched> {
  const before = known.get(cube);
  if (before) return before;
  const themes = new Map(cube.themes.map(({ id, label }) => [id, label]));
  const made = new Map(
    cube.indicators.map((indicator) => {
      const sources = cube.sources(indicator.id).flatMap(({ title, producer }) => [title.fr, title.en, producer]);
      const theme = themes.get(indicator.theme);
      return [indicator.id, toSearched(indicator, [...(theme ? [theme.fr, theme.en] : []), ...sources])];
    }),
  );
  known.set(cube, made);
  return made;
}

/** What may be searched of an indicator; `more` is said of it elsewhere than in its own texts. */
export function toSearched(indicator: Indicator, more: readonly string[]): Searched {
  const { id, label, shortLabel, definition, basePopulation, keywords } = indicator;
  const both = ({ fr, en }: Indicator['label']): string => `${fr} ${en}`;
  const names = [id, both(label), both(shortLabel), keywords ? both(keywords) : ''].join(' ');
  const labels = [label.fr, label.en, shortLabel.fr, shortLabel.en].map((name) => toWords(name).join(' '));
  return {
    labels,
    names: withStems(names),
    all: withStems([names, both(definition), both(basePopulation), ...more].join(' ')),
  };
}

/**
 * 0 for the words of a name, 1 for words that names and keywords have, 2 for the beginnings of theirs, 3 for words said elsewhere, 4 for the
 * inside of words; undefined when one is nowhere.
 */
export function maybeDistance(
  { labels, names, all }: Searched,
  words: readonly string[],
): 0 | 1 | 2 | 3 | 4 | undefined {
  if (labels.includes(words.join(' '))) return 0;
  const has = (place: string, end: string): boolean =>
    words.every((word) => place.includes(` ${word}${end}`) || place.includes(` ${toStem(word)}${end}`));
  if (has(names, ' ')) return 1;
  if (has(names, '')) return 2;
  if (has(all, '')) return 3;
  const isInside = words.every((word) => {
    const stem = toStem(word);
    return all.includes(stem.length < SHORTEST_INSIDE ? ` ${stem}` : stem);
  });
  return isInside ? 4 : undefined;
}

/** The words of a text that say something; all of them when none does. */
export function toWords(text: string): readonly string[] {
  const words = fold(text).trim().split(' ');
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}

function withStems(text: string): string {
  const folded = fold(text);
  const words = new Set(folded.trim().split(' '));
  const stems = [...words].map(toStem).filter((stem) => !words.has(stem));
  return [folded.trimEnd(), ...stems, ''].join(' ');
}

/** Words between spaces, one before the first: `l’âge_75` is ` l age 75 `. */
export function fold(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
