import { z } from 'zod';

/**
 * What can be done with a measure.
 * - `stock`: a count at a date; adds over territories, never over years.
 * - `flow`: a count over a period; adds over both.
 * - `amount`: money over a period; adds over both, at a stated price basis.
 * - `published`: median, decile, rate without numerator: only the source's own figure exists, never aggregated nor restated.
 */
export const NATURES = ['stock', 'flow', 'amount', 'published'] as const;
export type Nature = (typeof NATURES)[number];

export function isAdditive(nature: Nature): boolean {
  return nature !== 'published';
}

const text = z.object({ fr: z.string().min(1), en: z.string().min(1) });
export type LocalizedText = z.infer<typeof text>;

export const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,62}$/, 'lettres minuscules sans accent, chiffres et « _ », en commençant par une lettre');

/** A measure: what is stored in the cube. */
export const measureSchema = z.strictObject({
  id: identifier,
  label: text,
  nature: z.enum(NATURES),
  /** Who is counted: two measures can only be divided when it is said what each one counts. */
  population: identifier,
  unit: z.enum(['count', 'percent', 'euro', 'ratio', 'index', 'year']),
  /**
   * Part of another measure: `{ of: population_rp, sex: F, age: { from: 0, to: 14 } }`, ages in completed years, open at the end without `to`.
   * A measure of people of some ages only is part of itself: `{ of: chomeurs_15_64, age: { from: 15, to: 64 } }`.
   */
  dimensions: z
    .strictObject({
      of: identifier,
      sex: z.enum(['F', 'M']).optional(),
      age: z.strictObject({ from: z.int().min(0), to: z.int().optional() }).optional(),
    })
    .optional(),
  /** Whoever is counted may also be in other measures of the same population, as recipients of several benefits: they are never added. */
  overlapping: z.boolean().default(false),
  /** Measures that also count all those that it counts, where neither `dimensions`, `identities` nor a percentage of the catalogue tells. */
  partOf: z.array(identifier).optional(),
});
export type Measure = z.infer<typeof measureSchema>;

export const localizedText = text;

/** Who or what measures count. */
export const populationSchema = z.strictObject({
  id: identifier,
  label: text,
  /** Populations that it may be reported to, beside itself: people of a household to households, births to inhabitants. */
  reportedTo: z.array(identifier).default([]),
  /**
   * Whether it gathers events of different kinds, as births and deaths: one is subtracted from the other, or they are reported to one population,
   * but they are never added, unless a measure is declared of which they are parts (`identities`, `dimensions`).
   */
  unlike: z.boolean().default(false),
});
export type Population = z.infer<typeof populationSchema>;

/** The measure that weighs territories: coverage in population, apportionment of splits. */
export const POPULATION_MEASURE = 'population_municipale';
