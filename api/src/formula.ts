import type { Formula } from '@boussole/schema';
import type { Cube } from '@boussole/warehouse';
import type { Language } from './types/enums.ts';

const SUM: Record<Language, string> = { fr: 'somme', en: 'sum' };

/** Writes a formula in words: « somme(Population comptée à part) / somme(Population totale) × 100 ». */
export function toFormulaText(cube: Pick<Cube, 'measureLabel'>, formula: Formula, language: Language): string {
  const name = (measure: string): string => cube.measureLabel(measure)?.[language] ?? measure;
  if ('measure' in formula) return name(formula.measure);
  if ('sum' in formula) {
    const minus = formula.minus.map((measure) => ` − ${name(measure)}`).join('');
    return `${formula.sum.map(name).join(' + ')}${minus}`;
  }
  const sum = (measures: readonly string[]): string => `${SUM[language]}(${measures.map(name).join(' + ')})`;
  const quotient = `${sum(formula.numerator)} / ${sum(formula.denominator)}`;
  return formula.scale === 1
    ? quotient
    : `${quotient} × ${formula.scale.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')}`;
}
