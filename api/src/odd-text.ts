import { failure, type Limits } from '@boussole/schema';

/**
 * Characters that no text has: controls other than tabs and ends of lines, halves of pairs of UTF-16, noncharacters
 * (https://www.unicode.org/faq/private_use.html#noncharacters).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const ODD = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** The same in JSON as it was sent, where most of them are written as escapes; it may find some where there are none. */
const MAYBE_ODD = /\\u(?:00[01]|007f|d[89a-f]|fd[de]|fff[ef])|\\[bf]|[\x7f\p{Noncharacter_Code_Point}]/iu;

/** Whether JSON may hold a text with a character that no text has. */
export function maybeOdd(json: string): boolean {
  return MAYBE_ODD.test(json);
}

/** Throws `QUERY_INVALID` for a text with a character that no text has. */
export function checkText(text: string): void {
  const [character] = ODD.exec(text) ?? [];
  if (character === undefined) return;
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  throw failure('QUERY_INVALID', {
    problem: `un texte contient le caractère U+${code}, qui n’en est pas un. Retirez-le.`,
  });
}

/** Checks every text of some JSON, and that it is no deeper than the same may be written in a question: throws `QUERY_INVALID` and `LIMIT_EXCEEDED`. */
export function checkTexts(json: unknown, { queryDepth }: Pick<Limits, 'queryDepth'>): void {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') checkText(value);
    if (typeof value !== 'object' || value === null) continue;
    // Each level of a question opens up to four brackets, see `checkTokens`.
    if (depth > 4 * queryDepth)
      throw failure('LIMIT_EXCEEDED', {
        limit: 'queryDepth',
        allowed: queryDepth,
        asked: queryDepth + 1,
        isAtLeast: true,
      });
    for (const [key, inner] of Object.entries(value)) {
      checkText(key);
      waiting.push({ value: inner, depth: depth + 1 });
    }
  }
}
