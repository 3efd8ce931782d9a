import { type Formula, measuresOf } from './formula.ts';
import { countSamePeople, type Identity } from './identity.ts';
import type { Measure, Population } from './measure.ts';
import { differenceProblems } from './part-problems.ts';
import type { Parts } from './parts.ts';

/** Says in French why a formula means nothing, each problem without its final stop; nothing when it is legal. */
export function formulaProblems(
  formula: Formula,
  measures: ReadonlyMap<string, Measure>,
  populations: ReadonlyMap<string, Population>,
  identities: readonly Identity[],
  parts: Parts,
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
  const twice = (ids: readonly string[]): readonly string[] => [
    ...countedTwice(read(ids), parts),
    ...addedUnlike(read(ids), populations, identities),
  ];
  if ('sum' in formula) {
    const problems = [
      ...sumProblems(read([...formula.sum, ...formula.minus])),
      ...twice(formula.sum),
      ...twice(formula.minus),
    ];
    return problems.length > 0 ? problems : differenceProblems(formula, parts);
  }
  const [above, below] = [read(formula.numerator), read(formula.denominator)];
  const problems = [
    ...(isSame(formula.numerator, formula.denominator) ? [ALWAYS_WHOLE] : []),
    ...sumProblems(above),
    ...twice(formula.numerator),
    ...sumProblems(below),
    ...twice(formula.denominator),
  ];
  return problems.length > 0 ? problems : ratioProblems(above[0]!, below[0]!, populations);
}

const ALWAYS_WHOLE =
  'le numérateur et le dénominateur sont les mêmes : le rapport vaudrait toujours 100 % ; divisez une partie par son tout, ou écrivez { measure } ou { sum } pour le nombre';

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [new Set(one), new Set(other)];
  return left.size === right.size && one.every((id) => right.has(id));
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

/** Measures added that count some of the same: a total and its part, a measure named twice, ages that overlap. */
function countedTwice(measures: readonly Measure[], parts: Parts): readonly string[] {
  const isPart = (part: Measure, whole: Measure): boolean => parts.isPart(part.id, whole.id);
  return measures.flatMap((one, index) =>
    measures
      .slice(index + 1)
      .filter((other) => one.id === other.id || countSamePeople(one, other) || isPart(one, other) || isPart(other, one))
      .map(
        (other) =>
          `« ${one.id} » et « ${other.id} » comptent en partie les mêmes : leur somme les compterait deux fois`,
      ),
  );
}

/** Events of different kinds added as if they were one: births and deaths. */
function addedUnlike(
  measures: readonly Measure[],
  populations: ReadonlyMap<string, Population>,
  identities: readonly Identity[],
): readonly string[] {
  const [first, ...others] = measures.filter(({ population }) => populations.get(population)?.unlike);
  if (!first) return [];
  const isOneKind = (one: Measure, other: Measure): boolean =>
    one.id === other.id ||
    (one.dimensions !== undefined && one.dimensions.of === other.dimensions?.of) ||
    identities.some(({ parts }) => parts.includes(one.id) && parts.includes(other.id));
  return others
    .filter((other) => other.population === first.population && !isOneKind(first, other))
    .map(
      ({ id }) =>
        `« ${first.id} » et « ${id} » comptent des événements différents, leur somme ne compte rien : retranchez l’un de l’autre ({ sum: [${first.id}], minus: [${id}] }), ou faites deux indicateurs`,
    );
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
