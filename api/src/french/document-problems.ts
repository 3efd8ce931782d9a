import { SCHEMA, type Shape } from './shape.ts';

/** What the parser and the validation of graphql-js refuse. */
export const DOCUMENT_PROBLEMS: readonly Shape[] = [
  [
    /^Cannot query field "([^"]*)" on type "([^"]*)"\.$/,
    (field, type) => `le champ « ${field} » n’existe pas sur « ${type} ». Retirez-le : ${SCHEMA}.`,
  ],
  [
    /^Unknown argument "([^"]*)" on (?:field|directive) "([^"]*)"\.$/,
    (argument, field) => `l’argument « ${argument} » n’existe pas sur « ${field} ». Retirez-le : ${SCHEMA}.`,
  ],
  [
    /^(?:Field|Directive) "([^"]*)" argument "([^"]*)" of type "([^"]*)" is required, but it was not provided\.$/,
    (field, argument, type) => `l’argument « ${argument} » (${type}) de « ${field} » manque. Donnez-le.`,
  ],
  [
    /^Argument "([^"]*)" of (?:required|non-null) type "([^"]*)" .*$/s,
    (argument, type) => `l’argument « ${argument} » (${type}) manque, ou est nul. Donnez-le.`,
  ],
  [
    /^Field "([^"]*)" of type "([^"]*)" must have (?:a selection of subfields|at least one field selected)\.$/,
    (field, type) => `« ${field} » est un objet (${type}). Dites lesquels de ses champs lire : ${field} { … }.`,
  ],
  [
    /^Field "([^"]*)" must not have a selection since type "([^"]*)" has no subfields\.$/,
    (field, type) =>
      `« ${field} » est une valeur (${type}), qui n’a pas de champs. Retirez ce qui est entre ses accolades.`,
  ],
  [
    /^Field "([^"]*)" of required type "([^"]*)" was not provided\.$/,
    (field, type) => `« ${field} » (${type}) manque. Donnez-le.`,
  ],
  [
    /^Field "([^"]*)" is not defined by type "([^"]*)"\.$/,
    (field, type) => `« ${field} » n’existe pas dans « ${type} ». Retirez-le : ${SCHEMA}.`,
  ],
  [
    /^Variable "([^"]*)" of (?:required|non-null) type "([^"]*)" .*$/s,
    (variable, type) => `la variable « ${variable} » (${type}) manque, ou est nulle. Donnez-la dans « variables ».`,
  ],
  [
    /^Variable "([^"]*)" of type "([^"]*)" used in position expecting type "([^"]*)"\.$/,
    (variable, type, expected) =>
      `la variable « ${variable} » est déclarée ${type}, et ${expected} est attendu à cette place. Déclarez-la ainsi.`,
  ],
  [
    /^Variable "([^"]*)" is not defined(?: by operation "[^"]*")?\.$/,
    (variable) => `la variable « ${variable} » n’est pas déclarée. Déclarez-la en tête : query (${variable}: …).`,
  ],
  [
    /^Variable "([^"]*)" is never used(?: in operation "[^"]*")?\.$/,
    (variable) => `la variable « ${variable} » ne sert à rien. Retirez sa déclaration.`,
  ],
  [
    /^Variable "([^"]*)" cannot be non-input type "([^"]*)"\.$/,
    (variable, type) =>
      `la variable « ${variable} » ne peut pas être de type « ${type} », que l’API donne et ne reçoit pas.`,
  ],
  [
    /^Expected value of type "([^"]*)", found (.*?)(?:; .*|\.)$/s,
    (type, value) => `${type} est attendu, et non ${value}.`,
  ],
  [
    /^Expected non-nullable type "([^"]*)" not to be null\.$/,
    (type) => `${type} est attendu, et ne peut pas être nul.`,
  ],
  [/^Expected type "([^"]*)" to be an object\.$/, (type) => `un objet « ${type} » est attendu.`],
  [/^Expected type "([^"]*)"\.(?: .*)?$/s, (type) => `${type} est attendu.`],
  [/^Unknown type "([^"]*)"\.$/, (type) => `le type « ${type} » n’existe pas : ${SCHEMA}.`],
  [
    /^Unknown fragment "([^"]*)"\.$/,
    (name) => `le fragment « ${name} » n’est pas écrit. Ajoutez-le, ou retirez « ...${name} ».`,
  ],
  [/^Fragment "([^"]*)" is never used\.$/, (name) => `le fragment « ${name} » ne sert à rien. Retirez-le.`],
  [
    /^Fragment(?: "([^"]*)")? cannot be spread here as objects of type "([^"]*)" can never be of type "([^"]*)"\.$/,
    (_name, type, other) => `un fragment de « ${other} » est demandé sur « ${type} », qui n’en est jamais. Retirez-le.`,
  ],
  [
    /^Fragment(?: "([^"]*)")? cannot condition on non composite type "([^"]*)"\.$/,
    (_name, type) => `un fragment porte sur « ${type} », qui n’a pas de champs. Retirez-le.`,
  ],
  [
    /^Unknown directive "([^"]*)"\.$/,
    (name) => `la directive « ${name} » n’existe pas. Retirez-la : @include et @skip existent.`,
  ],
  [
    /^Directive "([^"]*)" may not be used on .*$/s,
    (name) => `la directive « ${name} » n’a pas sa place ici. Retirez-la.`,
  ],
  [
    /^There can be only one (argument|fragment|input field|operation|variable) named "([^"]*)"\.$/,
    (_kind, name) => `« ${name} » est donné deux fois. Gardez-en un.`,
  ],
  [
    /^Fields "([^"]*)" conflict because (.*)\. Use different aliases on the fields to fetch both if this was intentional\.$/s,
    (field) =>
      `« ${field} » est demandé de deux façons qui ne répondent pas la même chose. Donnez à l’une un autre nom (alias : ${field}2: …).`,
  ],
  [
    /^This anonymous operation must be the only defined operation\.$/,
    () => 'une question sans nom doit être seule. Nommez-les : query Nom { … }.',
  ],
  [
    /^Must provide operation name if query contains multiple operations\.$/,
    () => 'elle a plusieurs opérations. Dites laquelle dans « operationName ».',
  ],
  [
    /^Unknown operation named "([^"]*)"\.$/,
    (name) => `elle n’a pas d’opération « ${name} ». Corrigez « operationName ».`,
  ],
  [
    /^The "?([^"]*)"? definition is not executable\.$/,
    (name) => `« ${name} » décrit un schéma, ce qu’une question ne fait pas. Retirez-le.`,
  ],
  [/^Cannot spread fragment "([^"]*)" within itself.*$/s, (name) => `le fragment « ${name} » se contient lui-même.`],
  [
    /^The directive "([^"]*)" can only be used once at this location\.$/,
    (name) => `la directive « ${name} » est répétée au même endroit. Gardez-en une.`,
  ],
  [/^Must provide an operation\.$/, () => 'elle n’a pas d’opération. Écrivez-en une : { … }.'],
  [/^Maximum introspection depth exceeded$/, () => 'elle lit le schéma trop profondément. Demandez-en moins.'],
  [
    /^Too many .*(?:error limit reached|errors).*$/s,
    () => 'elle a trop d’erreurs pour les dire toutes. Corrigez les premières.',
  ],
  [
    /^Syntax Error: Expected (.+), found (.+)\.$/s,
    (expected, found) =>
      `${toToken(expected)} est attendu, et non ${toToken(found)}. Vérifiez les accolades, les parenthèses et les guillemets.`,
  ],
  [
    /^Syntax Error: Unexpected (?!single quote|character)(.+)\.$/s,
    (found) =>
      `il ne devait pas y avoir ${toToken(found)} ici. Vérifiez les accolades, les parenthèses et les guillemets.`,
  ],
  [
    /^Syntax Error: Unexpected single quote character.*$/s,
    () => 'un texte se met entre guillemets doubles ("), et non entre apostrophes.',
  ],
  [/^Syntax Error: Unterminated string\.$/, () => 'un texte n’est pas fermé. Ajoutez le guillemet (") qui manque.'],
  [
    /^Syntax Error: Invalid character within String: (.*?)\.?$/s,
    (character) => `un texte contient le caractère ${character}, qui ne peut pas s’écrire. Retirez-le.`,
  ],
  [
    /^Syntax Error: Invalid (?:Unicode|character) escape sequence: "?(.*?)"?\.?$/s,
    (sequence) => `un texte contient « ${sequence} », qui n’est le code d’aucun caractère. Retirez-le.`,
  ],
  [
    /^Syntax Error: (?:Invalid|Unexpected) character:? (.*?)\.?$/s,
    (character) => `le caractère ${character} n’a pas sa place ici. Retirez-le.`,
  ],
  [/^Syntax Error: Invalid number.*$/s, () => 'un nombre est mal écrit. Les décimales suivent un point : 1.5.'],
];

/** Names a token: `Name "x"` is « x », `<EOF>` the end. */
function toToken(token: string): string {
  if (token === '<EOF>') return 'la fin de la question';
  if (token === 'Name') return 'un nom';
  const [, text = token] = /^(?:\w+ )?"(.*)"$/s.exec(token) ?? [];
  return `« ${text} »`;
}
