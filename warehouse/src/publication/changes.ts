import type { Input } from './input.ts';
import type { MovedFigures } from './moved-figures.ts';

/** Says in French what distinguishes two sets of inputs, one sentence per input; `moved` counts the figures of those replaced. */
export function describeChanges(
  before: readonly Input[],
  after: readonly Input[],
  moved: ReadonlyMap<string, MovedFigures>,
): readonly string[] {
  const key = (input: Input): string => `${input.source.id}\n${input.vintage}`;
  const previous = new Map(before.map((input) => [key(input), input]));
  const kept = new Set(after.map(key));
  return [
    ...after.filter((input) => !previous.has(key(input))).map((input) => `Ajout : ${describeChange(input)}.`),
    ...after
      .filter((input) => previous.has(key(input)) && previous.get(key(input))!.id !== input.id)
      .map((input) => `Remplacement : ${describeChange(input)}${describeMoved(moved, input)}.`),
    ...before.filter((input) => !kept.has(key(input))).map((input) => `Retrait : ${describeChange(input)}.`),
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
