import { isAdditive, type Measure } from './measure.ts';

/** Says in French why a measure cannot be what it is declared to be, each problem without its final stop; nothing when it can. */
export function measureProblems({ id, nature, unit, partOf = [] }: Measure): readonly string[] {
  const added = isAdditive(nature) && !ADDED_UNITS.has(unit);
  return [
    ...(added
      ? [
          `« ${id} » est ${UNIT_NAMES[unit]} : cela ne s’additionne pas d’un territoire à l’autre ; écrivez « nature: published »`,
        ]
      : []),
    ...(partOf.includes(id) ? [`« ${id} » n’est pas une partie d’elle-même (partOf)`] : []),
  ];
}

const ADDED_UNITS: ReadonlySet<Measure['unit']> = new Set(['count', 'euro']);

const UNIT_NAMES: Readonly<Record<Measure['unit'], string>> = {
  count: 'un nombre',
  euro: 'un montant',
  percent: 'un pourcentage',
  ratio: 'un rapport',
  index: 'un indice',
  year: 'une année',
};
