import type { Formula } from './formula.ts';
import type { Measure, Population } from './measure.ts';
import type { Parts } from './parts.ts';

/**
 * Says in French why a ratio that is told in percent is not the share of a part in its whole, as far as the catalogue knows: both are
 * exchanged, the whole is another, or it counts others (people and households). Nothing is said of a measure of the same population of which
 * no whole is known.
 */
export function shareProblems(
  { numerator, denominator }: Extract<Formula, { numerator: unknown }>,
  measures: ReadonlyMap<string, Measure>,
  populations: ReadonlyMap<string, Population>,
  parts: Parts,
): readonly string[] {
  const [own, below] = [numerator, denominator].map((ids) => measures.get(ids[0] ?? '')?.population);
  return numerator.flatMap((id) => {
    if (parts.isWithin(id, denominator)) return [];
    const inside = denominator.find((other) => parts.isPart(other, id));
    if (inside) {
      return [
        `« ${inside} » est une partie de « ${id} », non l’inverse : ce pourcentage dépasserait 100 ; échangez le numérateur et le dénominateur`,
      ];
    }
    if (own === below && own !== undefined && populations.get(own)?.unlike) {
      return [
        `« ${id} » et « ${denominator.join(' + ')} » comptent des événements différents, l’un n’est pas une part de l’autre : ${OTHERWISE}`,
      ];
    }
    if (own !== below) {
      return [
        `« ${id} » ne compte pas les mêmes que « ${denominator.join(' + ')} » : ce pourcentage peut dépasser 100 ; ${OTHERWISE}, ou dites de la mesure que ceux qu’elle compte en sont une partie (« partOf: [${denominator[0]}] »)`,
      ];
    }
    const wholes = [...parts.wholesOf(id)];
    if (wholes.length === 0) return [];
    const known = wholes.slice(0, 3).map((whole) => `« ${whole} »`);
    return [
      `« ${id} » n’est pas une partie de « ${denominator.join(' + ')} » : ce pourcentage peut dépasser 100 ; divisez par un tout dont elle est une partie (${known.join(', ')}), ou ${OTHERWISE}`,
    ];
  });
}

const OTHERWISE = 'écrivez « unit: index » pour un rapport sur 100, « unit: ratio » et « scale: 1 » pour un rapport';

/** Says in French why a difference means nothing: nothing is left, or a whole is taken from its part. */
export function differenceProblems(
  { sum, minus }: Extract<Formula, { sum: unknown }>,
  parts: Parts,
): readonly string[] {
  const none = minus.filter((id) => sum.includes(id)).map((id) => `« ${id} » est ajouté puis retranché : retirez-le`);
  const whole = minus.find((id) => sum.every((part) => part !== id && parts.isPart(part, id)));
  if (whole === undefined) return none;
  return [
    ...none,
    `« ${whole} » est un tout dont « ${sum.join(' + ')} » est une partie : la différence serait négative ; échangez-les`,
  ];
}
