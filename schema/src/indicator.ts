import { z } from 'zod';
import { formulaSchema, measuresOf } from './formula.ts';
import { identifier, isAdditive, localizedText, type Measure, type Nature } from './measure.ts';

export const POLARITIES = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'] as const;
export type Polarity = (typeof POLARITIES)[number];

export const indicatorSchema = z.strictObject({
  id: identifier,
  theme: identifier,
  label: localizedText,
  shortLabel: localizedText,
  definition: localizedText,
  formula: formulaSchema,
  unit: z.enum(['count', 'percent', 'euro', 'ratio', 'index', 'year']),
  decimals: z.int().min(0).max(4),
  polarity: z.enum(POLARITIES),
  /** Who is described, in words. */
  basePopulation: localizedText,
  /** Words that people search it by and that its texts do not hold: « bénéficiaires » for recipients. */
  keywords: localizedText.optional(),
  cautions: z.array(localizedText).default([]),
  /**
   * What each of its values stands for, in order: then it is no quantity, and differences, changes and means of it say nothing. Of one
   * published measure only.
   */
  classes: z
    .array(z.strictObject({ value: z.int(), label: localizedText }))
    .min(2)
    .optional(),
  /** Cells in which the source publishes a floor or a ceiling: `TP60` below 5 is published as 5. */
  floor: z.number().optional(),
  /**
   * How far apart two years must be for their surveys not to overlap: `gap` years, or that of the exceptions when the later year is
   * between `from` and `to`.
   */
  comparability: z
    .strictObject({
      gap: z.int().positive(),
      exceptions: z.array(z.strictObject({ from: z.int(), to: z.int(), gap: z.int().positive() })).default([]),
    })
    .optional(),
  /** First years of figures that must not be compared with those before: a law, a definition or a count that changed. */
  breaks: z.array(z.strictObject({ year: z.int(), reason: localizedText })).optional(),
  /** Shown on the first page of a territory, in this order. */
  key: z.int().optional(),
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const themeSchema = z.strictObject({ id: identifier, label: localizedText, order: z.int() });
export type Theme = z.infer<typeof themeSchema>;

/** Nature of what a formula gives: a ratio is recomputed from its parts, a lone measure keeps its own nature. */
export function natureOf(indicator: Indicator, measures: ReadonlyMap<string, Measure>): Nature | 'ratio' {
  if ('numerator' in indicator.formula) return 'ratio';
  const first = measures.get(measuresOf(indicator.formula)[0]!);
  if (!first) throw new RangeError(`indicator ${indicator.id} reads a measure that is not in the catalogue`);
  return first.nature;
}

/** Whether its figures are sums, which are too low where something of them is missing. */
export function isSum(indicator: Indicator, measures: ReadonlyMap<string, Measure>): boolean {
  const nature = natureOf(indicator, measures);
  return nature !== 'ratio' && isAdditive(nature);
}

/** Number of years between two vintages of an indicator, and whether their surveys overlap. */
export function yearsBetween(
  { comparability }: Indicator,
  earlier: number,
  later: number,
): { readonly years: number; readonly overlap: boolean } {
  const years = later - earlier;
  const exception = comparability?.exceptions.find(({ from, to }) => from <= later && later <= to);
  return { years, overlap: comparability !== undefined && years < (exception?.gap ?? comparability.gap) };
}
