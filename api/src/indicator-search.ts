import type { Indicator } from '@boussole/schema';
import type { Cube } from '@boussole/warehouse';

/** Shorter words (CAF, RSA, APL) are found where a word begins only: they stand inside too many others. */
const SHORTEST_INSIDE = 4;

/** What may be searched of an indicator: texts of spaced words, without accents nor capitals. */
export interface Searched {
  /** Names, keywords and id. */
  readonly names: string;
  /** Names, and what is said of it: definition, theme, sources. */
  readonly all: string;
}

/**
 * Indicators that every word of a text is said of, accents, case and plurals aside: first those that have them all in their names, each in the
 * order of the catalogue; those found by the inside of a word last.
 */
export function findIndicators(cube: Cube, text: string): readonly Indicator[] {
  const words = fold(text).trim().split(' ').map(toSingular);
  const searched = searchedOf(cube);
  return cube.indicators
    .flatMap((indicator) => {
      const distance = maybeDistance(searched.get(indicator.id)!, words); // one for each
      return distance === undefined ? [] : [{ indicator, distance }];
    })
    .sort((one, other) => one.distance - other.distance)
    .map(({ indicator }) => indicator);
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
  return { names: fold(names), all: fold([names, both(definition), both(basePopulation), ...more].join(' ')) };
}

/** 0 for words that names begin with, 1 for words said elsewhere, 2 for the inside of words; undefined when one is nowhere. */
export function maybeDistance({ names, all }: Searched, words: readonly string[]): 0 | 1 | 2 | undefined {
  const begins = (place: string): boolean => words.every((word) => place.includes(` ${word}`));
  if (begins(names)) return 0;
  if (begins(all)) return 1;
  const isInside = words.every((word) => all.includes(word.length < SHORTEST_INSIDE ? ` ${word}` : word));
  return isInside ? 2 : undefined;
}

/** Without the mark of a plural, which the content may hold or not: 75 « ans » keeps its own. */
function toSingular(word: string): string {
  return word.length > 3 ? word.replace(/[sx]$/, '') : word;
}

/** Words between spaces, one before the first: `l’âge_75` is ` l age 75 `. */
export function fold(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
