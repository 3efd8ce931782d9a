import { failure } from '@boussole/schema';

/** Year that a person gives for a file; throws `ARGUMENT_INVALID` when it is not one. */
export function yearAsked(vintage: string | undefined): number | undefined {
  if (vintage === undefined) return undefined;
  if (/^\d{4}$/.test(vintage)) return Number(vintage);
  throw failure('ARGUMENT_INVALID', {
    argument: '--vintage',
    problem: `« ${vintage} » n’est pas une année à quatre chiffres`,
  });
}

/** Year that a file name carries, the first group of a pattern; throws `VINTAGE_UNKNOWN` without it. */
export function yearInName(file: string, pattern: string): number {
  const year = new RegExp(pattern).exec(file)?.[1];
  if (year !== undefined) return Number(year);
  throw failure('VINTAGE_UNKNOWN', { file, expected: pattern.replace(/\(.*?\)/, 'AAAA') });
}
