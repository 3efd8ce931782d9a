/** Share of its letters that a name may have wrong and still be taken for another. */
const WRONG = 0.4;

/** The known name that a mistyped one is nearest to, undefined when none is near. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly errors: number } | undefined;
  for (const candidate of known) {
    const errors = errorsBetween(name, candidate);
    if (errors <= WRONG * name.length && (!best || errors < best.errors)) best = { name: candidate, errors };
  }
  return best?.name;
}

/** Letters to add, remove or replace (Levenshtein). */
function errorsBetween(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...left].entries()) {
    const now = [row + 1];
    for (let at = 0; at < right.length; at++) {
      now.push(Math.min(before[at + 1]! + 1, now[at]! + 1, before[at]! + (letter === right[at] ? 0 : 1)));
    }
    before = now;
  }
  return before[right.length]!;
}
