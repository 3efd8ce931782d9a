import { SCHEMA, type Shape } from './shape.ts';

/** What to do about a value that an enumeration does not have, when its values are not told. */
export const ONE_OF_ITS_OWN = `Donnez l’une des siennes : ${SCHEMA}.`;

const BOOLEAN = 'true ou false est attendu';

/** What scalars refuse: https://spec.graphql.org/October2021/#sec-Scalars */
export const VALUE_PROBLEMS: readonly Shape[] = [
  [/^Int cannot represent non-integer value: (.*)$/s, (value) => `un nombre entier est attendu, et non ${value}.`],
  [
    /^Int cannot represent non 32-bit signed integer value: (.*)$/s,
    (value) => `un nombre entier de −2 147 483 648 à 2 147 483 647 est attendu, et non ${value}.`,
  ],
  [/^Float cannot represent non numeric value: (.*)$/s, (value) => `un nombre est attendu, et non ${value}.`],
  [/^String cannot represent a non string value: (.*)$/s, (value) => `un texte est attendu, et non ${value}.`],
  [/^Boolean cannot represent a non boolean value: (.*)$/s, (value) => `${BOOLEAN}, et non ${value}.`],
  [
    /^ID cannot represent (?:a non-string and non-integer )?value: (.*)$/s,
    (value) => `un identifiant est attendu, entre guillemets, et non ${value}.`,
  ],
  [
    /^Value "(.*)" does not exist in "(\w+)" enum\.$/s,
    (value, type) => `« ${value} » n’est pas une valeur de « ${type} ». ${ONE_OF_ITS_OWN}`,
  ],
  [
    /^Enum "(\w+)" cannot represent non-(?:string|enum) value: (.*)\.$/s,
    (type, value) => `une valeur de « ${type} » est attendue, et non ${value}. ${ONE_OF_ITS_OWN}`,
  ],
  [
    /^Date(?:Time)? cannot represent an invalid date(?:-time)?-string (.*?)\.?$/s,
    (value) => `un jour est attendu, par exemple 2017-01-01, et non « ${value} ».`,
  ],
  [/^Date(?:Time)? cannot represent non string.*$/s, () => 'un jour est attendu, par exemple "2017-01-01".'],
];
