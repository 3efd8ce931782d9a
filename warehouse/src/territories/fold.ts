const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saints'],
  ['stes', 'saintes'],
]);

/**
 * A name as people type it: without accents, case, hyphens or apostrophes, ligatures and usual abbreviations spelled out.
 * « St-Étienne » and « saint etienne » give the same words.
 */
export function fold(text: string): string {
  const plain = foldPlain(text.includes('/') ? text.replace(/(^|[\s'’-])s\//gi, '$1sur ') : text);
  if (!ABBREVIATED.test(plain)) return plain;
  const words = plain.split(' ');
  return words.map((word, index) => spell(word, index > 0 && index < words.length - 1)).join(' ');
}

/** The same, abbreviations left as they are. */
export function foldPlain(text: string): string {
  const folded = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, (others) => (/^\p{M}+$/u.test(others) ? '' : toLetters(others)));
  return folded.trim();
}

const ABBREVIATED = /(?:^| )(?:stes?|sts?|s)(?: |$)/;

/** Ligatures are letters, marks are nothing, the rest parts words. */
function toLetters(others: string): string {
  return others
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z]+/g, ' ');
}

/** A lone « s » is « sur » between two words only: elsewhere it begins a word. */
function spell(word: string, isBetween: boolean): string {
  if (word === 's') return isBetween ? 'sur' : word;
  return ABBREVIATIONS.get(word) ?? word;
}
