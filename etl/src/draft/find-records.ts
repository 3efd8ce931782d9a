/** A list of records in a JSON text, and the keys that lead to it. */
export interface FoundRecords {
  readonly keys: readonly string[];
  readonly length: number;
}

const DEPTH = 4;

/** Finds the longest list of records of a JSON text, undefined when it has none. One record a line is a list too. */
export function findRecords(text: string): FoundRecords | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.trimStart().startsWith('{') ? { keys: [], length: text.trimEnd().split('\n').length } : undefined;
  }
  return [...listsOf(value, [])].sort((left, right) => right.length - left.length)[0];
}

function* listsOf(value: unknown, keys: readonly string[]): Iterable<FoundRecords> {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isRecord)) yield { keys, length: value.length };
  } else if (isRecord(value) && keys.length < DEPTH) {
    for (const [key, inside] of Object.entries(value)) yield* listsOf(inside, [...keys, key]);
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
