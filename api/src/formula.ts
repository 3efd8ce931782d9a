import type { Formula, Indicator } from '@boussole/schema';

/** Writes a formula in French words: « somme(Population comptée à part) / somme(Population totale) × 100 ». */
export function toFormulaText(formula: Formula, indicators: readonly Indicator[]): string {
  const name = (measure: string): string => maybeMeasureLabel(measure, indicators) ?? measure;
  if ('measure' in formula) return name(formula.measure);
  if ('sum' in formula) {
    const minus = formula.minus.map((measure) => ` − ${name(measure)}`).join('');
    return `${formula.sum.map(name).join(' + ')}${minus}`;
  }
  const quotient = `somme(${formula.numerator.map(name).join(' + ')}) / somme(${formula.denominator.map(name).join(' + ')})`;
  return formula.scale === 1 ? quotient : `${quotient} × ${formula.scale.toLocaleString('fr-FR')}`;
}

/** A measure has no label of its own in a cube; the indicator that shows it as it is has one. */
function maybeMeasureLabel(measure: string, indicators: readonly Indicator[]): string | undefined {
  return indicators.find(({ formula }) => 'measure' in formula && formula.measure === measure)?.label.fr;
}
