import { z } from 'zod';
import { identifier, isAdditive, type Measure } from './measure.ts';
import { type People, peopleOf } from './slice.ts';

/** A measure that is the sum of others wherever all are known: what hides one of them has to look at the rest. */
export const identitySchema = z.strictObject({ total: identifier, parts: z.array(identifier).min(1) });
export type Identity = z.infer<typeof identitySchema>;

/** What is wrong with an identity, in French; empty when its measures exist, add up and are each named once. */
export function identityProblems(
  { total, parts }: Identity,
  measures: ReadonlyMap<string, Measure>,
): readonly string[] {
  const ids = [total, ...parts];
  const of = (read: (measure: Measure) => string): readonly string[] => [
    ...new Set(
      ids
        .flatMap((id) => measures.get(id) ?? [])
        .filter(({ nature }) => isAdditive(nature))
        .map(read),
    ),
  ];
  const [natures, units] = [of(({ nature }) => nature), of(({ unit }) => unit)];
  return [
    ...ids.flatMap((id) => {
      const measure = measures.get(id);
      if (!measure) return [`la mesure « ${id} » n’existe pas`];
      return isAdditive(measure.nature) ? [] : [`« ${id} » ne s’additionne pas`];
    }),
    ...(new Set(ids).size < ids.length ? ['une mesure y est nommée deux fois'] : []),
    ...(natures.length > 1 ? [`un total et ses parties sont de même nature, non ${natures.join(', ')}`] : []),
    ...(units.length > 1 ? [`un total et ses parties sont de même unité, non ${units.join(', ')}`] : []),
  ];
}

/**
 * Identities that the dimensions of measures tell: women and men of an age make all of that age, and ages that follow each other without gap
 * or overlap make the measure that starts with the first and ends with the last.
 */
export function identitiesByDimension(measures: Iterable<Measure>): readonly Identity[] {
  const slices = [...measures].flatMap(toSlices);
  return [...bySex(slices), ...byAge(slices)];
}

/** Whether whom a measure counts may be among those of another, by their dimensions: women and people of 15 to 29. */
export function countSamePeople(one: Measure, other: Measure): boolean {
  const [[here], [there]] = [toSlices(one), toSlices(other)];
  if (!here || !there || here.of !== there.of) return false;
  const sameSex = here.sex === 'all' || there.sex === 'all' || here.sex === there.sex;
  return sameSex && here.from < there.before && there.from < here.before;
}

/** The people that an additive measure counts. */
interface Slice extends People {
  readonly id: string;
}

function toSlices(measure: Measure): readonly Slice[] {
  return isAdditive(measure.nature) ? [{ id: measure.id, ...peopleOf(measure) }] : [];
}

function bySex(slices: readonly Slice[]): readonly Identity[] {
  return slices
    .filter(({ sex }) => sex === 'all')
    .flatMap((total) => {
      const like = (sex: Slice['sex']): Slice | undefined =>
        slices.find(
          (slice) =>
            slice.sex === sex && slice.of === total.of && slice.from === total.from && slice.before === total.before,
        );
      const [women, men] = [like('F'), like('M')];
      return women && men ? [{ total: total.id, parts: [women.id, men.id] }] : [];
    });
}

function byAge(slices: readonly Slice[]): readonly Identity[] {
  return slices.flatMap((total) => {
    const within = slices.filter(
      ({ id, of, sex, from, before }) =>
        id !== total.id && of === total.of && sex === total.sex && from >= total.from && before <= total.before,
    );
    return chains(within, total.from, total.before).flatMap((parts) =>
      parts.length > 1 ? [{ total: total.id, parts }] : [],
    );
  });
}

/** Every way to go from an age to another through slices that follow each other. */
function chains(slices: readonly Slice[], from: number, before: number): string[][] {
  if (from === before) return [[]];
  return slices
    .filter((slice) => slice.from === from)
    .flatMap((slice) => chains(slices, slice.before, before).map((rest) => [slice.id, ...rest]));
}
