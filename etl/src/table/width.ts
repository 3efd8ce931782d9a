import { failure } from '@boussole/schema';

/** Throws `ROW_WIDTH` when a row is not as wide as its header; the column is the first that is missing, or the first too many. */
export function checkWidth(file: string, line: number, expected: number, found: number): void {
  if (found === expected) return;
  throw failure('ROW_WIDTH', { file, line, column: Math.min(expected, found) + 1, expected, found });
}
