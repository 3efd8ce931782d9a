import { z } from 'zod';
import { identifier } from './measure.ts';

const PROBLEM =
  'une formule est { measure }, { sum, minus } ou { numerator, denominator, scale } et rien d’autre : toutes ses mesures sont lues la même année, elle n’en nomme aucune';
const refused = { error: PROBLEM };
const some = z.array(identifier).min(1, 'il faut au moins une mesure');

/**
 * How an indicator is obtained from measures of the same year and the same territory:
 * one measure as it is, a sum of additive measures minus others, or `sum(numerator) / sum(denominator) * scale`.
 */
export const formulaSchema = z.union(
  [
    z.strictObject({ measure: identifier }, refused),
    z.strictObject({ sum: some, minus: z.array(identifier).default([]) }, refused),
    z.strictObject(
      {
        numerator: some,
        denominator: some,
        scale: z
          .number()
          .positive('« scale » est un nombre plus grand que zéro : 100 pour une part, 1 pour une moyenne')
          .default(100),
      },
      refused,
    ),
  ],
  refused,
);
export type Formula = z.infer<typeof formulaSchema>;

const known = new WeakMap<Formula, readonly string[]>();

/** Measures that a formula reads, each once. */
export function measuresOf(formula: Formula): readonly string[] {
  const measures = known.get(formula) ?? [...new Set(namedIn(formula))];
  known.set(formula, measures);
  return measures;
}

function namedIn(formula: Formula): readonly string[] {
  if ('measure' in formula) return [formula.measure];
  return 'sum' in formula ? [...formula.sum, ...formula.minus] : [...formula.numerator, ...formula.denominator];
}
