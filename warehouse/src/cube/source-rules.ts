import { type Indicator, measuresOf, type SourceRule } from '@boussole/schema';
import type { Input } from '../publication/input.ts';
import { oncePerPair } from '../store/once.ts';

type InputsOf = ReadonlyMap<string, readonly Input[]>;
type Formula = Pick<Indicator, 'formula'>;

/** Rules of the sources behind an indicator that are about one of its measures, each once. */
export const rulesOf = oncePerPair(({ formula }: Formula, inputsOf: InputsOf): readonly SourceRule[] => {
  const rules = new Map<string, SourceRule>();
  for (const measure of measuresOf(formula)) {
    for (const { source } of inputsOf.get(measure) ?? []) {
      for (const rule of source.comparability ?? []) {
        if (rule.measures === undefined || rule.measures.includes(measure)) rules.set(JSON.stringify(rule), rule);
      }
    }
  }
  return [...rules.values()];
});

/** The indicator with the breaks that its sources tell, beside those of the catalogue: nothing is measured across any of them. */
export function withBreaks(indicator: Indicator, inputsOf: ReadonlyMap<string, readonly Input[]>): Indicator {
  const told = rulesOf(indicator, inputsOf).filter((rule) => rule.code === 'SERIES_BREAK');
  if (told.length === 0) return indicator;
  const known = indicator.breaks ?? [];
  const added = told.filter(({ year }) => !known.some((cut) => cut.year === year));
  return { ...indicator, breaks: [...known, ...added.map(({ year, reason }) => ({ year, reason }))] };
}
