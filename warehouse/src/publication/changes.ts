import type { Input } from './input.ts';
import { type MovedFigures, pairDeliveries } from './moved-figures.ts';

/** Says in French what distinguishes two sets of inputs, one sentence per input; `moved` counts the figures of those replaced. */
export function describeChanges(
  before: readonly Input[],
  after: readonly Input[],
  moved: ReadonlyMap<string, MovedFigures>,
): readonly string[] {
  const pairs = pairDeliveries(before, after);
  return [
    ...pairs.flatMap((pair) => (pair.before || !pair.after ? [] : [`Ajout : ${describeChange(pair.after)}.`])),
    ...pairs.flatMap((pair) =>
      pair.before && pair.after
        ? [`Remplacement : ${describeChange(pair.after)}${describeMoved(moved, pair.after)}.`]
        : [],
    ),
    ...pairs.flatMap((pair) => (pair.before && !pair.after ? [`Retrait : ${describeChange(pair.before)}.`] : [])),
  ];
}

function describeMoved(moved: ReadonlyMap<string, MovedFigures>, { source, vintage }: Input): string {
  const { changed, added, removed } = moved.get(`${source.id} ${vintage}`) ?? { changed: 0, added: 0, removed: 0 };
  const many = (count: number, one: string, several: string): string =>
    `${count.toLocaleString('fr-FR')} ${count > 1 ? several : one}`;
  const told = [
    many(changed, 'chiffre modifié', 'chiffres modifiés'),
    many(added, 'nouveau', 'nouveaux'),
    many(removed, 'retiré', 'retirés'),
  ];
  return ` : ${told.join(', ')}`;
}

/** Names a delivery in the change log. */
export function describeChange({ source, vintage, file }: Input): string {
  return `${source.title.fr}, millésime ${vintage} (${file.name})`;
}
