/** Longest word that one 32-bit integer can hold a column of. */
const LONGEST = 31;

/** Typing errors forgiven in a word: none in short ones, where they would match anything. */
export function errorsForgiven(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/** Letters to add, remove or replace for a pattern to be the beginning of a word, or the whole of it. */
export type Distance = (word: string, compared: 'beginning' | 'whole') => number;

/**
 * Prepares the comparison of a pattern with words. Myers' bit-parallel edit distance: each letter of a word costs a few
 * operations whatever the length of the pattern.
 */
export function toDistance(pattern: string): Distance {
  const letters = pattern.slice(0, LONGEST);
  const masks = new Int32Array(128);
  for (let i = 0; i < letters.length; i++) masks[letters.charCodeAt(i) & 127]! |= 1 << i; // the index is within 128
  const last = 1 << (letters.length - 1);
  return (word, compared) => {
    let plus = -1;
    let minus = 0;
    let distance = letters.length;
    let least = distance;
    for (let i = 0; i < word.length; i++) {
      const equal = masks[word.charCodeAt(i) & 127]!; // the index is within 128
      const vertical = equal | minus;
      const horizontal = (((equal & plus) + plus) ^ plus) | equal;
      let more = minus | ~(horizontal | plus);
      let less = plus & horizontal;
      if (more & last) distance++;
      if (less & last) distance--;
      more = (more << 1) | 1;
      less <<= 1;
      plus = less | ~(vertical | more);
      minus = more & vertical;
      if (distance < least) least = distance;
    }
    return compared === 'whole' ? distance : least;
  };
}
