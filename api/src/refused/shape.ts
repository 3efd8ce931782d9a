import type { Language } from '../types/enums.ts';

/** What is wrong, and what to do about it when nothing closer is known, such as a name that is nearly the same. */
export type Told = readonly [wrong: string, advice?: string];

type Tell = (...found: string[]) => Told;

/** A sentence of a library by its shape, and how it is told in each language with what was found in it. */
export type Shape = readonly [shape: RegExp, told: Readonly<Record<Language, Tell>>];

export const SCHEMA: Readonly<Record<Language, string>> = {
  fr: 'le schéma (/graphql) dit ce qui existe',
  en: 'the schema (/graphql) tells what exists',
};

const REMOVE: Readonly<Record<Language, string>> = { fr: `Retirez-le : ${SCHEMA.fr}`, en: `Remove it: ${SCHEMA.en}` };

/** That something is nowhere in the schema. */
export function unknown(language: Language, wrong: string): Told {
  return [wrong, REMOVE[language]];
}
