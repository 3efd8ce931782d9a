import { firstVintage } from './resolve.ts';

/** A place as an event names it. */
export interface Place {
  readonly code: string;
  readonly name: string;
}

const listing = new Intl.ListFormat('fr-FR', { type: 'conjunction' });

/** « Annecy (74010) ». */
export function named({ name, code }: Place): string {
  return `${name} (${code})`;
}

/** « A, B et C ». */
export function enumerate(words: readonly string[]): string {
  return listing.format(words);
}

const englishListing = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** “A, B and C”. */
export function enumerateInEnglish(words: readonly string[]): string {
  return englishListing.format(words);
}

/** Words before which French drops the e of « de »: vowels, y before a consonant, and the silent h of most names. */
const ELIDES = /^(?:[aeiouàâäéèêëîïôöùûüœæ]|y[^aouéèê]|h[yé])/i;

/** A name after « de »: « d’Échirolles », « du Havre », « des Abymes », « de Lyon ». */
export function ofName(name: string): string {
  if (name.startsWith('Le ')) return `du ${name.slice('Le '.length)}`;
  if (name.startsWith('Les ')) return `des ${name.slice('Les '.length)}`;
  return ELIDES.test(name) ? `d’${name}` : `de ${name}`;
}

export function plural(count: number, one: string, several: string): string {
  return count > 1 ? several : one;
}

/** « Fusion simple : Annecy-le-Vieux (74011) rejoint Annecy (74010) ». */
export function mergerLabel(title: string, joining: readonly Place[], before: Place | undefined, after: Place): string {
  const who = enumerate(joining.map(named));
  if (!before) return `${title} : ${who} ${plural(joining.length, 'forme', 'forment')} ${named(after)}`;
  const renamed = before.name === after.name ? '' : `, qui devient ${after.name}`;
  return `${title} : ${who} ${plural(joining.length, 'rejoint', 'rejoignent')} ${named(before)}${renamed}`;
}

/** « Rétablissement : Celles (15031) se sépare de Neussargues en Pinatelle (15141), qui devient Neussargues-Moissac ». */
export function splitLabel(
  title: string,
  leaving: readonly Place[],
  origins: readonly Place[],
  after: readonly Place[],
): string {
  const verb = plural(leaving.length, 'se sépare', 'se séparent');
  const described = origins.map((origin) => {
    const next = after.find(({ code }) => code === origin.code);
    return next && next.name !== origin.name ? `${named(origin)}, qui devient ${next.name}` : named(origin);
  });
  return `${title} : ${enumerate(leaving.map(named))} ${verb} ${ofName(enumerate(described))}`;
}

/** « Creusy (45117) est partagée entre Chevilly (45093) et Sougy (45313) ». */
export function sharedLabel(title: string, gone: readonly Place[], heirs: readonly Place[]): string {
  if (heirs.length === 0) return `${title} : ${enumerate(gone.map(named))}`;
  const verb = plural(gone.length, 'est partagée', 'sont partagées');
  return `${title} : ${enumerate(gone.map(named))} ${verb} entre ${enumerate(heirs.map(named))}`;
}

/** Said of what only the comparison of two lists tells. */
export function fromLists(label: string, day: string): string {
  return `${label} (d’après les listes annuelles de ${firstVintage(day)})`;
}

/** Names of territories in one sentence, with their codes where two have the same. */
export function distinctNames(
  territories: readonly { readonly name: string; readonly code: string }[],
): readonly string[] {
  const isShared = (name: string): boolean => territories.filter((other) => other.name === name).length > 1;
  return territories.map(({ name, code }) => (isShared(name) ? `${name} (${code})` : name));
}
