import { type Formula, measuresOf } from './formula.ts';
import type { Measure, Population } from './measure.ts';

/** Says in French why a formula means nothing, each problem without its final stop; nothing when it is legal. */
export function formulaProblems(
  formula: Formula,
  measures: ReadonlyMap<string, Measure>,
  populations: ReadonlyMap<string, Population>,
): readonly string[] {
  const unknown = measuresOf(formula).filter((id) => !measures.has(id));
  if (unknown.length > 0) return unknown.map((id) => `la mesure « ${id} » n’existe pas`);
  if ('measure' in formula) return [];
  const read = (ids: readonly string[]): readonly Measure[] => ids.map((id) => measures.get(id)!);
  const published = read(measuresOf(formula)).filter(({ nature }) => nature === 'published');
  if (published.length > 0) {
    return published.map(
      ({ id }) => `« ${id} » est un chiffre publié, médiane ou taux : il ne s’additionne ni ne se divise`,
    );
  }
  if ('sum' in formula) return sumProblems(read([...formula.sum, ...formula.minus]));
  const [above, below] = [read(formula.numerator), read(formula.denominator)];
  const problems = [...sumProblems(above), ...sumProblems(below)];
  return problems.length > 0 ? problems : ratioProblems(above[0]!, below[0]!, populations);
}

function sumProblems(measures: readonly Measure[]): readonly string[] {
  const problems: string[] = [];
  const several = (name: string, of: (measure: Measure) => string): void => {
    const values = [...new Set(measures.map(of))];
    if (values.length > 1) problems.push(`une somme mêle ${name} : ${values.join(', ')}`);
  };
  several('des natures', ({ nature }) => nature);
  several('des unités', ({ unit }) => unit);
  several('des populations', ({ population }) => population);
  const shared = measures.filter(({ overlapping }) => overlapping);
  if (measures.length > 1 && shared.length > 0) {
    problems.push(
      `« ${shared[0]!.id} » compte des personnes ou foyers qui sont aussi dans d’autres mesures : les additionner les compterait deux fois`,
    );
  }
  return problems;
}

function ratioProblems(
  above: Measure,
  below: Measure,
  populations: ReadonlyMap<string, Population>,
): readonly string[] {
  const [from, to] = [above.population, below.population];
  if (from === to || populations.get(from)?.reportedTo.includes(to)) return [];
  return [
    `« ${from} » ne se rapporte pas à « ${to} » : ce ne sont pas les mêmes que l’on compte (population, reportedTo)`,
  ];
}
