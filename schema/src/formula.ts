import { z } from 'zod';
import { identifier } from './measure.ts';

/**
 * How an indicator is obtained from measures of the same year and the same territory:
 * one measure as it is, a sum of additive measures minus others, or `sum(numerator) / sum(denominator) * scale`.
 */
export const formulaSchema = z.union([
  z.strictObject({ measure: identifier }),
  z.strictObject({ sum: z.array(identifier).min(1), minus: z.array(identifier).default([]) }),
  z.strictObject({
    numerator: z.array(identifier).min(1),
    denominator: z.array(identifier).min(1),
    scale: z.number().positive().default(100),
  }),
]);
export type Formula = z.infer<typeof formulaSchema>;

/** Measures that a formula reads, each once. */
export function measuresOf(formula: Formula): readonly string[] {
  if ('measure' in formula) return [formula.measure];
  if ('sum' in formula) return [...new Set([...formula.sum, ...formula.minus])];
  return [...new Set([...formula.numerator, ...formula.denominator])];
}
