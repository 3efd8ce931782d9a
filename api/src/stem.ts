/** Endings of French plurals and feminines, and what stands for them; the first that ends a word counts. */
const ENDINGS: readonly (readonly [ending: RegExp, stem: string])[] = [
  [/(?<=...)euses?$/, 'eur'],
  [/(?<=...)ieres?$/, 'ier'],
  [/(?<=...)(?:aux|ales?)$/, 'al'],
  [/(?<=....)ees?$/, 'e'],
  [/(?<=...)[sx]$/, ''],
];

/** A word without accents, without the mark of a plural nor of a feminine: « chômeuses » is « chomeur », « sociaux » and « sociale » are « social ». */
export function toStem(word: string): string {
  const found = ENDINGS.find(([ending]) => ending.test(word));
  return found ? word.replace(...found) : word;
}
