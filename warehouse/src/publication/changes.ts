import type { Input } from './input.ts';

/** Says in French what distinguishes two sets of inputs, one sentence per input. */
export function describeChanges(before: readonly Input[], after: readonly Input[]): readonly string[] {
  const key = (input: Input): string => `${input.source.id}\n${input.vintage}`;
  const previous = new Map(before.map((input) => [key(input), input]));
  const kept = new Set(after.map(key));
  return [
    ...after.filter((input) => !previous.has(key(input))).map((input) => `Ajout : ${describeChange(input)}.`),
    ...after
      .filter((input) => previous.has(key(input)) && previous.get(key(input))!.id !== input.id)
      .map((input) => `Remplacement : ${describeChange(input)}.`),
    ...before.filter((input) => !kept.has(key(input))).map((input) => `Retrait : ${describeChange(input)}.`),
  ];
}

/** Names a delivery in the change log. */
export function describeChange({ source, vintage, file }: Input): string {
  return `${source.title.fr}, millésime ${vintage} (${file.name})`;
}
