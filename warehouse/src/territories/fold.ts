const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saints'],
  ['stes', 'saintes'],
  ['s', 'sur'],
]);

/**
 * A name as people type it: without accents, case, hyphens or apostrophes, ligatures and usual abbreviations spelled out.
 * « St-Étienne » and « saint etienne » give the same words.
 */
export function fold(text: string): string {
  return text
    .replace(/(^|[\s'’-])s\//gi, '$1sur ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => ABBREVIATIONS.get(word) ?? word)
    .join(' ');
}
