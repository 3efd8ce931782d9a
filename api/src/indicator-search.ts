import type { Indicator } from '@boussole/schema';

/** Tells whether every word of a text stands in the names, the definition, the keywords or the id of an indicator; accents, case and plurals aside. */
export function isAbout(indicator: Indicator, text: string): boolean {
  const { id, label, shortLabel, definition, basePopulation, keywords } = indicator;
  const texts = [label, shortLabel, definition, basePopulation, ...(keywords ? [keywords] : [])];
  const content = fold([id, ...texts.flatMap(({ fr, en }) => [fr, en])].join(' '));
  return fold(text)
    .split(/\s+/)
    .every((word) => content.includes(toSingular(word)));
}

/** Without the mark of a plural, which the content may hold or not: 75 « ans » keeps its own. */
function toSingular(word: string): string {
  return word.length > 3 ? word.replace(/[sx]$/, '') : word;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}
