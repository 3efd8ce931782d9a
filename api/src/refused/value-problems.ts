import type { Language } from '../types/enums.ts';
import { SCHEMA, type Shape, type Told } from './shape.ts';

/** Where the values of an enumeration are too many to be told. */
const ONE_OF_ITS_OWN: Readonly<Record<Language, string>> = {
  fr: `Donnez l’une des siennes : ${SCHEMA.fr}`,
  en: `Give one of its own: ${SCHEMA.en}`,
};

const french = (expected: string, found: string): Told => [`${expected} est attendu, et non ${found}`];
const english = (expected: string, found: string): Told => [`${expected} is expected, not ${found}`];

/** What scalars refuse: https://spec.graphql.org/October2021/#sec-Scalars */
export const VALUE_PROBLEMS: readonly Shape[] = [
  [
    /^Int cannot represent non-integer value: (.*)$/s,
    { fr: (value) => french('un nombre entier', value), en: (value) => english('a whole number', value) },
  ],
  [
    /^Int cannot represent non 32-bit signed integer value: (.*)$/s,
    {
      fr: (value) => french('un nombre entier de −2 147 483 648 à 2 147 483 647', value),
      en: (value) => english('a whole number from −2,147,483,648 to 2,147,483,647', value),
    },
  ],
  [
    /^Float cannot represent non numeric value: -?Infinity$/s,
    {
      fr: () => ['ce nombre est trop grand pour être lu', 'Donnez-en un plus petit'],
      en: () => ['this number is too big to be read', 'Give a smaller one'],
    },
  ],
  [
    /^Float cannot represent non numeric value: (.*)$/s,
    { fr: (value) => french('un nombre', value), en: (value) => english('a number', value) },
  ],
  [
    /^String cannot represent a non string value: (.*)$/s,
    { fr: (value) => french('un texte', value), en: (value) => english('a text', value) },
  ],
  [
    /^Boolean cannot represent a non boolean value: (.*)$/s,
    { fr: (value) => french('true ou false', value), en: (value) => english('true or false', value) },
  ],
  [
    /^ID cannot represent (?:a non-string and non-integer )?value: (.*)$/s,
    {
      fr: (value) => [`un identifiant est attendu, entre guillemets, et non ${value}`],
      en: (value) => [`an id is expected, in quotation marks, not ${value}`],
    },
  ],
  [
    /^Value "(.*)" does not exist in "(\w+)" enum\.$/s,
    {
      fr: (value, type) => [`« ${value} » n’est pas une valeur de « ${type} »`, ONE_OF_ITS_OWN.fr],
      en: (value, type) => [`“${value}” is not a value of “${type}”`, ONE_OF_ITS_OWN.en],
    },
  ],
  [
    /^Enum "(\w+)" cannot represent non-(?:string|enum) value: (.*)\.$/s,
    {
      fr: (type, value) => [`une valeur de « ${type} » est attendue, et non ${value}`, ONE_OF_ITS_OWN.fr],
      en: (type, value) => [`a value of “${type}” is expected, not ${value}`, ONE_OF_ITS_OWN.en],
    },
  ],
  [
    /^Date(?:Time)? cannot represent an invalid date(?:-time)?-string (.*?)\.?$/s,
    {
      fr: (value) => [`un jour est attendu, par exemple 2017-01-01, et non « ${value} »`],
      en: (value) => [`a day is expected, such as 2017-01-01, not “${value}”`],
    },
  ],
  [
    /^Date(?:Time)? cannot represent non string.*$/s,
    {
      fr: () => ['un jour est attendu, par exemple "2017-01-01"'],
      en: () => ['a day is expected, such as "2017-01-01"'],
    },
  ],
];
