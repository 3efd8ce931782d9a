/** A text as it is searched: without accents nor capitals. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Does a text hold all the words that are looked for, in any order? */
export function holdsWords(text: string, wanted: string): boolean {
  const place = plain(text);
  return plain(wanted)
    .split(/\s+/)
    .every((word) => place.includes(word));
}
