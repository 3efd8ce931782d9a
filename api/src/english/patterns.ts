/** A French sentence that the program writes, and its English; `$1`… are what it names. */
export type Patterns = readonly (readonly [RegExp, string])[];

/** Puts a sentence in English by the first pattern that it follows; one that none does stays as it is. */
export function inEnglish(sentence: string, patterns: Patterns): string {
  const found = patterns.find(([pattern]) => pattern.test(sentence));
  return found ? sentence.replace(found[0], found[1]) : sentence;
}
