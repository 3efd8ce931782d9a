import { z } from 'zod';
import { type Formula, measuresOf } from './formula.ts';
import { identifier, localizedText, type Measure } from './measure.ts';

/** One way of counting what a notion names: whom, as a plural (« les inscrits à France Travail »), and the measures that count them. */
const kindSchema = z.strictObject({ counts: localizedText, measures: z.array(identifier).min(1) });

/**
 * What several sources count, each in its own way, under names that look alike: unemployment. Indicators of two kinds, side by side, are told
 * not to compare.
 */
export const notionSchema = z.strictObject({
  id: identifier,
  label: localizedText,
  kinds: z.array(kindSchema).min(2),
  /** What to do instead, as a sentence. */
  instead: localizedText,
});
export type Notion = z.infer<typeof notionSchema>;

/** Measures that the kinds of a notion name and that do not exist, or that two of them name: each problem in French, without its final stop. */
export function notionProblems({ kinds }: Notion, measures: ReadonlyMap<string, Measure>): readonly string[] {
  const named = kinds.flatMap((kind) => kind.measures);
  return [
    ...named.filter((id) => !measures.has(id)).map((id) => `la mesure « ${id} » n’existe pas`),
    ...named
      .filter((id, index) => named.indexOf(id) !== index)
      .map((id) => `« ${id} » y est deux fois : une mesure n’est que d’une façon de compter`),
  ];
}

/** Which kind of a notion a formula counts, by what it adds or divides, whatever it is divided by; undefined for another thing. */
export function kindOf(
  { kinds }: Notion,
  formula: Formula,
  measures: ReadonlyMap<string, Measure>,
): Notion['kinds'][number] | undefined {
  const counted = 'numerator' in formula ? formula.numerator : measuresOf(formula);
  return kinds.find((kind) =>
    counted.some((id) => kind.measures.includes(id) || kind.measures.includes(measures.get(id)?.dimensions?.of ?? '')),
  );
}
