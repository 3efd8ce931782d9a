import { z } from 'zod';
import { identifier, localizedText } from './measure.ts';

const common = {
  /** Measures that it is about; all those of the source when absent. */
  measures: z.array(identifier).min(1).optional(),
  /** Why, as the end of a sentence: « le calcul des ressources a changé ». */
  reason: localizedText,
  /** What to do instead, as a sentence. */
  instead: localizedText.optional(),
};

/** What limits the comparison of the figures of a source: the code of the warning that it gives, and the years that it is about. */
export const sourceRuleSchema = z.discriminatedUnion('code', [
  /** Figures of `year` and later must not be compared with those before. */
  z.strictObject({ code: z.literal('SERIES_BREAK'), year: z.int(), ...common }),
  /** Figures of `year` and later are counted otherwise than those before; they can be compared with caution. */
  z.strictObject({ code: z.literal('DEFINITION_CHANGED'), year: z.int(), ...common }),
  /** Figures of these years may still be revised. */
  z.strictObject({ code: z.literal('PROVISIONAL_VALUES'), years: z.array(z.int()).min(1), ...common }),
  /** Rates of these years, or of all, that the source reports to the population of another one. */
  z.strictObject({
    code: z.literal('DENOMINATOR_OF_OTHER_YEAR'),
    years: z.array(z.int()).min(1).optional(),
    ...common,
  }),
]);
export type SourceRule = z.infer<typeof sourceRuleSchema>;
