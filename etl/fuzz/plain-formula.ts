import type { Formula, Indicator } from '@boussole/schema';
import type { Written } from './figures.ts';

/** What a commune says of an indicator, or why it says nothing. */
export type Commune = { readonly num: number; readonly den: number | undefined } | 'secret' | 'cut' | 'absent';

export function combine(formula: Formula, of: (measure: string) => Written | 'cut' | 'moved' | undefined): Commune {
  const values = measuresIn(formula).map(of);
  if (values.includes('cut')) return 'cut';
  if (values.includes('moved') || values.includes(undefined)) return 'absent';
  if (values.includes('secret')) return 'secret';
  const sum = (measures: readonly string[]): number =>
    measures.reduce((total, measure) => total + Number(of(measure)), 0);
  if ('measure' in formula) return { num: Number(of(formula.measure)), den: undefined };
  if ('sum' in formula) return { num: sum(formula.sum) - sum(formula.minus), den: undefined };
  return { num: sum(formula.numerator), den: sum(formula.denominator) };
}

export function figureOf(
  { formula }: Indicator,
  { num, den }: { readonly num: number; readonly den: number | undefined },
): number {
  return 'scale' in formula && den !== undefined ? Math.round((num / den) * formula.scale * UNIT) / UNIT : num;
}

/** Equal shares are equal figures, and have the same rank: nine decimals tell those that differ. */
const UNIT = 1e9;

export function measuresIn(formula: Formula): readonly string[] {
  if ('measure' in formula) return [formula.measure];
  return [
    ...new Set('sum' in formula ? [...formula.sum, ...formula.minus] : [...formula.numerator, ...formula.denominator]),
  ];
}

type Cells = readonly (readonly [string, Commune | undefined])[];

/** Whether the figures of two lists of communes add up to the same, added in another order. */
export function isSameSum(one: Cells, other: Cells): boolean {
  const sumOf = (cells: Cells, term: 'num' | 'den'): number =>
    cells.reduce((sum, [, cell]) => sum + (typeof cell === 'object' ? (cell[term] ?? 0) : 0), 0);
  return (['num', 'den'] as const).every(
    (term) => Math.abs(sumOf(one, term) - sumOf(other, term)) <= 1e-9 * Math.abs(sumOf(one, term)),
  );
}
