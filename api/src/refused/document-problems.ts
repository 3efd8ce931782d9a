import type { Language } from '../types/enums.ts';
import { SCHEMA, type Shape, unknown } from './shape.ts';

/** What the parser and the validation of graphql-js refuse. */
export const DOCUMENT_PROBLEMS: readonly Shape[] = [
  [
    /^Cannot query field "([^"]*)" on type "([^"]*)"\.$/,
    {
      fr: (field, type) => unknown('fr', `le champ « ${field} » n’existe pas sur « ${type} »`),
      en: (field, type) => unknown('en', `the field “${field}” does not exist on “${type}”`),
    },
  ],
  [
    /^Unknown argument "([^"]*)" on (?:field|directive) "([^"]*)"\.$/,
    {
      fr: (argument, field) => unknown('fr', `l’argument « ${argument} » n’existe pas sur « ${field} »`),
      en: (argument, field) => unknown('en', `the argument “${argument}” does not exist on “${field}”`),
    },
  ],
  [
    /^(?:Field|Directive) "([^"]*)" argument "([^"]*)" of type "([^"]*)" is required, but it was not provided\.$/,
    {
      fr: (field, argument, type) => [`l’argument « ${argument} » (${type}) de « ${field} » manque`, 'Donnez-le'],
      en: (field, argument, type) => [`the argument “${argument}” (${type}) of “${field}” is missing`, 'Give it'],
    },
  ],
  [
    /^Argument "([^"]*)" of (?:required|non-null) type "([^"]*)" .*$/s,
    {
      fr: (argument, type) => [`l’argument « ${argument} » (${type}) manque, ou est nul`, 'Donnez-le'],
      en: (argument, type) => [`the argument “${argument}” (${type}) is missing, or null`, 'Give it'],
    },
  ],
  [
    /^Field "([^"]*)" of type "([^"]*)" must have (?:a selection of subfields|at least one field selected)\.$/,
    {
      fr: (field, type) => [
        `« ${field} » est un objet (${type})`,
        `Dites lesquels de ses champs lire : ${field} { … }`,
      ],
      en: (field, type) => [`“${field}” is an object (${type})`, `Say which of its fields to read: ${field} { … }`],
    },
  ],
  [
    /^Field "([^"]*)" must not have a selection since type "([^"]*)" has no subfields\.$/,
    {
      fr: (field, type) => [
        `« ${field} » est une valeur (${type}), qui n’a pas de champs`,
        'Retirez ce qui est entre ses accolades',
      ],
      en: (field, type) => [`“${field}” is a value (${type}), which has no fields`, 'Remove what is in its braces'],
    },
  ],
  [
    /^Field "([^"]*)" of required type "([^"]*)" was not provided\.$/,
    {
      fr: (field, type) => [`« ${field} » (${type}) manque`, 'Donnez-le'],
      en: (field, type) => [`“${field}” (${type}) is missing`, 'Give it'],
    },
  ],
  [
    /^Field "([^"]*)" is not defined by type "([^"]*)"\.$/,
    {
      fr: (field, type) => unknown('fr', `« ${field} » n’existe pas dans « ${type} »`),
      en: (field, type) => unknown('en', `“${field}” does not exist in “${type}”`),
    },
  ],
  [
    /^Variable "([^"]*)" of (?:required|non-null) type "([^"]*)" .*$/s,
    {
      fr: (variable, type) => [
        `la variable « ${variable} » (${type}) manque, ou est nulle`,
        'Donnez-la dans « variables »',
      ],
      en: (variable, type) => [`the variable “${variable}” (${type}) is missing, or null`, 'Give it in “variables”'],
    },
  ],
  [
    /^Variable "([^"]*)" of type "([^"]*)" used in position expecting type "([^"]*)"\.$/,
    {
      fr: (variable, type, expected) => [
        `la variable « ${variable} » est déclarée ${type}, et ${expected} est attendu à cette place`,
        'Déclarez-la ainsi',
      ],
      en: (variable, type, expected) => [
        `the variable “${variable}” is declared ${type}, and ${expected} is expected at this place`,
        'Declare it so',
      ],
    },
  ],
  [
    /^Variable "([^"]*)" is not defined(?: by operation "[^"]*")?\.$/,
    {
      fr: (variable) => [
        `la variable « ${variable} » n’est pas déclarée`,
        `Déclarez-la en tête : query (${variable}: …)`,
      ],
      en: (variable) => [`the variable “${variable}” is not declared`, `Declare it first: query (${variable}: …)`],
    },
  ],
  [
    /^Variable "([^"]*)" is never used(?: in operation "[^"]*")?\.$/,
    {
      fr: (variable) => [`la variable « ${variable} » ne sert à rien`, 'Retirez sa déclaration'],
      en: (variable) => [`the variable “${variable}” is of no use`, 'Remove its declaration'],
    },
  ],
  [
    /^Variable "([^"]*)" cannot be non-input type "([^"]*)"\.$/,
    {
      fr: (variable, type) => [
        `la variable « ${variable} » ne peut pas être de type « ${type} », que l’API donne et ne reçoit pas`,
      ],
      en: (variable, type) => [
        `the variable “${variable}” cannot be of type “${type}”, which the API gives and does not take`,
      ],
    },
  ],
  [
    /^Expected value of type "([^"]*)", found (.*?)(?:; .*|\.)$/s,
    {
      fr: (type, value) => [`${type} est attendu, et non ${value}`],
      en: (type, value) => [`${type} is expected, not ${value}`],
    },
  ],
  [
    /^Expected non-nullable type "([^"]*)" not to be null\.$/,
    {
      fr: (type) => [`${type} est attendu, et ne peut pas être nul`],
      en: (type) => [`${type} is expected, and cannot be null`],
    },
  ],
  [
    /^Expected type "([^"]*)" to be an object\.$/,
    {
      fr: (type) => [`un objet « ${type} » est attendu`],
      en: (type) => [`an object “${type}” is expected`],
    },
  ],
  [
    /^Expected type "([^"]*)"\.(?: .*)?$/s,
    {
      fr: (type) => [`${type} est attendu`],
      en: (type) => [`${type} is expected`],
    },
  ],
  [
    /^Unknown type "([^"]*)"\.$/,
    {
      fr: (type) => [`le type « ${type} » n’existe pas : ${SCHEMA.fr}`],
      en: (type) => [`the type “${type}” does not exist: ${SCHEMA.en}`],
    },
  ],
  [
    /^Unknown fragment "([^"]*)"\.$/,
    {
      fr: (name) => [`le fragment « ${name} » n’est pas écrit`, `Ajoutez-le, ou retirez « ...${name} »`],
      en: (name) => [`the fragment “${name}” is not written`, `Add it, or remove “...${name}”`],
    },
  ],
  [
    /^Fragment "([^"]*)" is never used\.$/,
    {
      fr: (name) => [`le fragment « ${name} » ne sert à rien`, 'Retirez-le'],
      en: (name) => [`the fragment “${name}” is of no use`, 'Remove it'],
    },
  ],
  [
    /^Fragment(?: "([^"]*)")? cannot be spread here as objects of type "([^"]*)" can never be of type "([^"]*)"\.$/,
    {
      fr: (_name, type, other) => [
        `un fragment de « ${other} » est demandé sur « ${type} », qui n’en est jamais`,
        'Retirez-le',
      ],
      en: (_name, type, other) => [`a fragment of “${other}” is asked on “${type}”, which never is one`, 'Remove it'],
    },
  ],
  [
    /^Fragment(?: "([^"]*)")? cannot condition on non composite type "([^"]*)"\.$/,
    {
      fr: (_name, type) => [`un fragment porte sur « ${type} », qui n’a pas de champs`, 'Retirez-le'],
      en: (_name, type) => [`a fragment is of “${type}”, which has no fields`, 'Remove it'],
    },
  ],
  [
    /^Unknown directive "([^"]*)"\.$/,
    {
      fr: (name) => [`la directive « ${name} » n’existe pas`, 'Retirez-la : @include et @skip existent'],
      en: (name) => [`the directive “${name}” does not exist`, 'Remove it: @include and @skip exist'],
    },
  ],
  [
    /^Directive "([^"]*)" may not be used on .*$/s,
    {
      fr: (name) => [`la directive « ${name} » n’a pas sa place ici`, 'Retirez-la'],
      en: (name) => [`the directive “${name}” has no place here`, 'Remove it'],
    },
  ],
  [
    /^There can be only one (argument|fragment|input field|operation|variable) named "([^"]*)"\.$/,
    {
      fr: (_kind, name) => [`« ${name} » est donné deux fois`, 'Gardez-en un'],
      en: (_kind, name) => [`“${name}” is given twice`, 'Keep one of them'],
    },
  ],
  [
    /^Fields "([^"]*)" conflict because (.*)\. Use different aliases on the fields to fetch both if this was intentional\.$/s,
    {
      fr: (field) => [
        `« ${field} » est demandé de deux façons qui ne répondent pas la même chose`,
        `Donnez à l’une un autre nom (alias : ${field}2: …)`,
      ],
      en: (field) => [
        `“${field}” is asked in two ways that do not answer the same`,
        `Give one of them another name (alias: ${field}2: …)`,
      ],
    },
  ],
  [
    /^This anonymous operation must be the only defined operation\.$/,
    {
      fr: () => ['une question sans nom doit être seule', 'Nommez-les : query Nom { … }'],
      en: () => ['a question without a name must be alone', 'Name them: query Name { … }'],
    },
  ],
  [
    /^Must provide operation name if query contains multiple operations\.$/,
    {
      fr: () => ['elle a plusieurs opérations', 'Dites laquelle dans « operationName »'],
      en: () => ['it has several operations', 'Say which one in “operationName”'],
    },
  ],
  [
    /^Unknown operation named "([^"]*)"\.$/,
    {
      fr: (name) => [`elle n’a pas d’opération « ${name} »`, 'Corrigez « operationName »'],
      en: (name) => [`it has no operation “${name}”`, 'Correct “operationName”'],
    },
  ],
  [
    /^The "?([^"]*)"? definition is not executable\.$/,
    {
      fr: (name) => [`« ${name} » décrit un schéma, ce qu’une question ne fait pas`, 'Retirez-le'],
      en: (name) => [`“${name}” describes a schema, which a question does not`, 'Remove it'],
    },
  ],
  [
    /^Cannot spread fragment "([^"]*)" within itself.*$/s,
    {
      fr: (name) => [`le fragment « ${name} » se contient lui-même`, `Retirez « ...${name} »`],
      en: (name) => [`the fragment “${name}” contains itself`, `Remove “...${name}”`],
    },
  ],
  [
    /^Schema is not configured to execute subscription operation\.$/,
    {
      fr: () => ['il n’y a pas d’abonnements (subscription)', 'Posez une question (query), et reposez-la plus tard'],
      en: () => ['there are no subscriptions', 'Ask a query, and ask it again later'],
    },
  ],
  [
    /^The directive "@?([^"]*)" can only be used once at this location\.$/,
    {
      fr: (name) => [`la directive « @${name} » est répétée au même endroit`, 'Gardez-en une'],
      en: (name) => [`the directive “@${name}” is repeated at one place`, 'Keep one of them'],
    },
  ],
  [
    /^Must provide an operation\.$/,
    {
      fr: () => ['elle n’a pas d’opération', 'Écrivez-en une : { … }'],
      en: () => ['it has no operation', 'Write one: { … }'],
    },
  ],
  [
    /^Maximum introspection depth exceeded$/,
    {
      fr: () => ['elle lit le schéma trop profondément', 'Demandez-en moins'],
      en: () => ['it reads the schema too deep', 'Ask for less of it'],
    },
  ],
  [
    /^Too many .*(?:error limit reached|errors).*$/s,
    {
      fr: () => ['elle a trop d’erreurs pour les dire toutes', 'Corrigez les premières'],
      en: () => ['it has too many errors to tell them all', 'Correct the first ones'],
    },
  ],
  [
    /^Syntax Error: Expected (.+), found (.+)\.$/s,
    {
      fr: (expected, found) => [
        `${toToken('fr', expected)} est attendu, et non ${toToken('fr', found)}`,
        'Vérifiez les accolades, les parenthèses et les guillemets',
      ],
      en: (expected, found) => [
        `${toToken('en', expected)} is expected, not ${toToken('en', found)}`,
        'Check braces, brackets and quotation marks',
      ],
    },
  ],
  [
    /^Syntax Error: Unexpected (?!single quote|character)(.+)\.$/s,
    {
      fr: (found) => [
        `il ne devait pas y avoir ${toToken('fr', found)} ici`,
        'Vérifiez les accolades, les parenthèses et les guillemets',
      ],
      en: (found) => [`${toToken('en', found)} has no place here`, 'Check braces, brackets and quotation marks'],
    },
  ],
  [
    /^Syntax Error: Unexpected single quote character.*$/s,
    {
      fr: () => ['un texte se met entre guillemets doubles ("), et non entre apostrophes'],
      en: () => ['a text is put in double quotation marks ("), not in single ones'],
    },
  ],
  [
    /^Syntax Error: Unterminated string\.$/,
    {
      fr: () => ['un texte n’est pas fermé', 'Ajoutez le guillemet (") qui manque'],
      en: () => ['a text is not closed', 'Add the quotation mark (") that is missing'],
    },
  ],
  [
    /^Syntax Error: Invalid character within String: (.*?)\.?$/s,
    {
      fr: (character) => [`un texte contient le caractère ${character}, qui ne peut pas s’écrire`, 'Retirez-le'],
      en: (character) => [`a text holds the character ${character}, which cannot be written`, 'Remove it'],
    },
  ],
  [
    /^Syntax Error: Invalid (?:Unicode|character) escape sequence: "?(.*?)"?\.?$/s,
    {
      fr: (sequence) => [`un texte contient « ${sequence} », qui n’est le code d’aucun caractère`, 'Retirez-le'],
      en: (sequence) => [`a text holds “${sequence}”, which is the code of no character`, 'Remove it'],
    },
  ],
  [
    /^Syntax Error: (?:Invalid|Unexpected) character:? (.*?)\.?$/s,
    {
      fr: (character) => [`le caractère ${character} n’a pas sa place ici`, 'Retirez-le'],
      en: (character) => [`the character ${character} has no place here`, 'Remove it'],
    },
  ],
  [
    /^Syntax Error: Invalid number.*$/s,
    {
      fr: () => ['un nombre est mal écrit', 'Les décimales suivent un point : 1.5'],
      en: () => ['a number is badly written', 'Decimals follow a point: 1.5'],
    },
  ],
];

interface TokenWords {
  readonly end: string;
  readonly name: string;
  readonly quoted: (text: string) => string;
}

const TOKENS: Readonly<Record<Language, TokenWords>> = {
  fr: { end: 'la fin de la question', name: 'un nom', quoted: (text) => `« ${text} »` },
  en: { end: 'the end of the question', name: 'a name', quoted: (text) => `“${text}”` },
};

/** Names a token: `Name "x"` is « x », `<EOF>` the end. */
function toToken(language: Language, token: string): string {
  const { end, name, quoted } = TOKENS[language];
  if (token === '<EOF>') return end;
  if (token === 'Name') return name;
  const [, text = token] = /^(?:\w+ )?"(.*)"$/s.exec(token) ?? [];
  return quoted(text);
}
