import type { Indicator } from './indicator.ts';
import type { Measure } from './measure.ts';

type Unit = Measure['unit'];

const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  count: 'un nombre',
  percent: 'un pourcentage',
  euro: 'des euros',
  ratio: 'un rapport',
  index: 'un indice',
  year: 'des années',
};

/** Says in French why the unit of an indicator is not that of what its legal formula gives, and which to write instead; nothing when it is. */
export function unitProblems(
  { formula, unit }: Pick<Indicator, 'formula' | 'unit'>,
  measures: ReadonlyMap<string, Measure>,
): readonly string[] {
  const unitOf = (id: string | undefined): Unit | undefined => (id === undefined ? id : measures.get(id)?.unit);
  if (!('numerator' in formula)) {
    const id = 'measure' in formula ? formula.measure : formula.sum[0];
    const own = unitOf(id);
    if (own === undefined || own === unit) return [];
    return [`« ${id} » donne ${UNIT_NAMES[own]}, pas ${UNIT_NAMES[unit]} : écrivez « unit: ${own} »`];
  }
  const [above, below] = [unitOf(formula.numerator[0]), unitOf(formula.denominator[0])];
  if (above === 'euro' && below === 'count') {
    if (unit === 'euro') return [];
    return [
      `des euros divisés par un nombre donnent des euros, pas ${UNIT_NAMES[unit]} : écrivez « unit: euro » et « scale: 1 »`,
    ];
  }
  if (unit === 'euro' || unit === 'year' || unit === 'count') {
    return [
      `ce rapport ne donne pas ${UNIT_NAMES[unit]} : écrivez « unit: percent » et « scale: 100 » pour une part, « unit: ratio » pour un taux ou une moyenne`,
    ];
  }
  if (unit === 'percent' && above !== below) {
    return ['un pourcentage divise deux quantités de même unité : écrivez « unit: ratio »'];
  }
  if (unit === 'percent' && formula.scale !== 100) {
    return [
      `un pourcentage se compte sur 100, pas sur ${formula.scale} : écrivez « scale: 100 », ou « unit: ratio » pour un taux`,
    ];
  }
  return [];
}
