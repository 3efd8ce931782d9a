import type { ErrorCode, ErrorParameters } from './errors.ts';

/**
 * Errors that speak of a question, as opposed to those that speak of a file or of the server: the API tells them in English to those who ask
 * for it.
 */
export const ENGLISH_ERRORS = {
  TERRITORY_ID_INVALID: (p) =>
    `“${p.id}” is no id of a territory. Examples: commune:69123, epci:200046977, departement:69, region:84, france:FR.`,
  TERRITORY_UNKNOWN: (p) =>
    `The territory “${p.id}” is in no vintage of the official geographic code that is loaded. Check the code, or search by name.`,
  INDICATOR_UNKNOWN: (p) =>
    `The indicator “${p.id}” is not in the catalogue. The list is on the page Indicators (“indicators” for whoever asks the API).`,
  THEME_UNKNOWN: (p) => `The theme “${p.id}” is not in the catalogue. Ask for one of these: ${p.known}.`,
  YEAR_UNAVAILABLE: (p) =>
    p.isApart
      ? `The indicator “${p.indicator}” has no values for ${p.year} in published geography: its parts are in different perimeters there. Read constant geography${p.years === 'aucune' ? '' : `, or one of these years: ${p.years}`}.`
      : `The indicator “${p.indicator}” has no values for ${p.year}. Years available: ${p.years === 'aucune' ? 'none' : p.years}.`,
  SLICE_UNKNOWN: (p) =>
    `The indicator “${p.indicator}” has no figures for “${p.slice}”. Slices by sex and age that exist: ${p.known === 'aucune' ? 'none' : p.known}.`,
  PUBLICATION_UNKNOWN: (p) =>
    `The publication “${p.id}” does not exist, is no longer kept, or was written by another version of Boussole. Those that can be read are on the Data page (“publications” in the API).`,
  PUBLICATION_DAMAGED: (p) =>
    `The file ${p.file} of the publication ${p.bytes === undefined ? 'is missing' : `is not whole: ${p.bytes} bytes instead of ${p.expected}`}. Put the previous one back in service (“npx boussole rollback”), or publish again (“npx boussole load”).`,
  PUBLICATION_NONE: () => 'Nothing is published yet. Run “npx boussole load”.',
  LOAD_INTERRUPTED: () =>
    'This load was stopped before its end: the publication in service stayed whole. Run it again unless that was done since.',
  ROLLBACK_NONE: () => 'There is no publication before this one to go back to.',
  ROLLBACK_UNKNOWN: (p) =>
    `The publication “${p.id}” does not exist, is no longer kept, or was written by another version of Boussole. Publications that can be put back in service: ${p.kept || 'none'}.`,
  ARGUMENT_INVALID: (p) => `Argument “${p.argument}”: ${toEnglishProblem(p.problem)}.`,
  LIMIT_EXCEEDED: (p) =>
    `The question exceeds the limit “${p.limit}”: ${p.isAtLeast ? 'at least ' : ''}${p.asked} asked, ${p.allowed} allowed. Make it smaller.`,
  TOO_MANY_QUESTIONS: (p) =>
    `Too many questions: ${p.allowed} a minute are allowed. Try again in ${p.seconds} s, or ask more in one question.`,
  SERVER_BUSY: () => 'The server already answers too many questions. Try again in a few seconds.',
  SERVER_STOPPING: () => 'The server is stopping, and ends what it was asked. Try again in a minute.',
  CURSOR_INVALID: () => 'The cursor “after” does not come from this question. Start again without it.',
  QUERY_INVALID: (p) => `The question is not valid: ${toEnglishProblem(p.problem)}`,
  ADDRESS_UNKNOWN: (p) =>
    `The address “${p.path}” does not exist on this server. ${p.tables === undefined ? 'The dashboard is at “/”, the API at “/graphql”' : `A file is asked by /export/table.format; tables: ${p.tables}; formats: ${p.formats}. The page “/export” describes them`}.`,
  METHOD_NOT_ALLOWED: (p) => `The address “${p.path}” does not answer ${p.method}. Ask it by ${p.allowed}.`,
  OUTLINES_UNKNOWN: (p) =>
    `There are no outlines “${p.name}”. Outlines loaded: ${p.known}. Download them with “npx boussole fetch contours”, then run “npx boussole load”.`,
  SIGN_IN_NEEDED: () => 'Signing in is needed. Sign in, or send a token in the header “authorization: Bearer …”.',
  TOKEN_INVALID: () =>
    'This token is not known: it is wrong, over or revoked. Make another one, or ask for what is public without a token.',
  NOT_ALLOWED: (p) => `You are not allowed to do this (${p.action}). Ask the administrator of this server.`,
  SIGN_IN_REFUSED: (p) => `Signing in failed (${toEnglishProblem(p.problem)}). Start again from the dashboard.`,
  SIGN_IN_UNAVAILABLE: (p) =>
    `Signing in is not possible for now (${toEnglishProblem(p.problem)}). Public figures stay readable without signing in.`,
  INTERNAL: (p) => `An internal error happened. Report it with the reference ${p.request}; your data are not at fault.`,
} as const satisfies { readonly [C in ErrorCode]?: (parameters: ErrorParameters<C>) => string };

export type QuestionErrorCode = keyof typeof ENGLISH_ERRORS;

export function isOfQuestion(code: ErrorCode): code is QuestionErrorCode {
  return Object.hasOwn(ENGLISH_ERRORS, code);
}

/** Writes an error of a question in English. */
export function toEnglish<C extends QuestionErrorCode>(code: C, parameters: ErrorParameters<C>): string {
  // One function per code, and the parameters of that same code: TypeScript cannot follow the correlation.
  return (ENGLISH_ERRORS[code] as (p: ErrorParameters<C>) => string)(parameters);
}

/** What is wrong with an argument or a request is told in French where it is found; each such phrase, and what it means. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/^la liste est vide$/, 'the list is empty'],
  [/^(\S+) n’est pas un niveau officiel \((.+)\)$/, '$1 is not an official level ($2)'],
  [/^« (.*) » n’est pas une tranche d’âge, par exemple (.+) ou (.+)$/, '“$1” is no band of ages, such as $2 or $3'],
  [/^un nombre de lignes ne peut pas être négatif$/, 'a number of rows cannot be negative'],
  [/^un décalage ne peut pas être négatif$/, 'an offset cannot be negative'],
  [/^donnez « (.+) » ou « (.+) », pas les deux$/, 'give “$1” or “$2”, not both'],
  [/^donnez « (.+) » ou « (.+) »$/, 'give “$1” or “$2”'],
  [/^donnez aussi « (.+) »$/, 'give “$1” too'],
  [/^donnez EPCI, DEPARTEMENT ou REGION(?:, ou « strata »)?$/, 'give EPCI, DEPARTEMENT or REGION, or “strata”'],
  [/^donnez exactement une clé : (.+) ou (.+)$/, 'give exactly one key: $1 or $2'],
  [/^donnez l’une des vôtres \((.+)\)$/, 'give one of yours ($1)'],
  [/^(\w+) demande un nombre « (\w+) »$/, '$1 needs a number “$2”'],
  [/^(\w+) ne prend pas de « (\w+) », retirez-le$/, '$1 takes no “$2”, leave it out'],
  [/^(\w+) demande un nombre entier positif de lignes, pas (.+)$/, '$1 needs a positive whole number of rows, not $2'],
  [
    /^BETWEEN va de la plus petite borne à la plus grande, et non de (.+) à (.+)$/,
    'BETWEEN goes from the lower bound to the upper one, not from $1 to $2',
  ],
  [/^« (.*) » est un nombre trop grand, donnez-en un plus petit$/, '“$1” is too big a number, give a smaller one'],
  [/^le caractère (\S+) ne peut pas s’écrire, retirez-le$/, 'the character $1 cannot be written, leave it out'],
  [/^« (.*) » est donné deux fois, gardez-en un$/, '“$1” is given twice, keep one of them'],
  [/^(-?\d+) est après (-?\d+)$/, '$1 is after $2'],
  [/^de (\d+) à (\d+)$/, 'from $1 to $2'],
  [/^de (\d+) à (\d+) ans sont attendus$/, 'from $1 to $2 years are expected'],
  [/^de (\d+) à (\d+) jours$/, 'from $1 to $2 days'],
  [/^un ou plusieurs de (.+)$/, 'one or more of $1'],
  [/^« (.*) » existe déjà$/, '“$1” exists already'],
  [/^de (\d+) à (\d+) ans sont attendus$/, '$1 to $2 years are expected'],
  [
    /^un millésime du COG de (.+) à (.+) est attendu, et non (.+)$/,
    'a vintage of the geographic code from $1 to $2 is expected, not $3',
  ],
  [
    /^les codes qui commencent par « (.+) » sont ceux .+$/,
    'codes that begin with “$1” are those of classes of population',
  ],
  [/^un texte contient le caractère nul \(U\+0000\)$/, 'a text holds the null character (U+0000)'],
  [/^« persistedQuery » doit être un objet : (.+)$/, '“persistedQuery” must be an object: $1'],
  [
    /^cette version de questions enregistrées n’est pas connue\. Mettez « version » à 1\.$/,
    'this version of persisted questions is not known. Set “version” to 1.',
  ],
  [
    /^« sha256Hash » doit être l’empreinte SHA-256 de la question : 64 chiffres hexadécimaux, en minuscules\.$/,
    '“sha256Hash” must be the SHA-256 of the question: 64 hexadecimal digits, in lower case.',
  ],
  [
    /^l’empreinte \(sha256Hash\) n’est pas celle de la question\. Recalculez-la\.$/,
    'the hash (sha256Hash) is not that of the question. Work it out again.',
  ],
  [/^14 chiffres sont attendus$/, '14 digits are expected'],
  [/^paramètre inconnu ; attendus : (.+)$/, 'unknown parameter; expected: $1'],
  [/^donné plusieurs fois$/, 'given several times'],
  [/^« (.*) » n’est pas une année$/, '“$1” is not a year'],
  [/^« (.*) » n’est pas un nombre$/, '“$1” is not a number'],
  [/^« (.*) » est inconnue? ; (?:attendus|connues) : (.+)$/, '“$1” is unknown; known: $2'],
  [/^« (.*) » n’a pas d’opérateur ; connus : (.+)$/, '“$1” has no operator; known: $2'],
  [/^« (.*) » donne plus de deux nombres, retirez-en$/, '“$1” gives more than two numbers, leave some out'],
  [/^« (.*) » n’est pas une colonne, par exemple (.+) ou (.+)$/, '“$1” is not a column, such as $2 or $3'],
  [
    /^(.+) n’a pas de semblables : .+$/,
    '$1 has no peers: it takes one that exists today, a commune, an EPCI, a département or a région',
  ],
  [/^un groupe de territoires semblables en compte au moins (.+)$/, 'a group of peers has at least $1 of them'],
  [/^(.+) n’est pas fait de territoires du niveau (.+)$/, '$1 is not made of territories of level $2'],
  [
    /^(.+) dit une taille ou une classe : .+$/,
    '$1 tells a size or a class: only shares, rates, means and medians are compared here',
  ],
  [/^il faut au moins un critère, et des poids positifs$/, 'at least one criterion is needed, and positive weights'],
  [
    /^(.+) n’est ni un repère ni un territoire de cette comparaison$/,
    '$1 is no benchmark and no territory of this comparison',
  ],
  [/^les rangs se lisent dans (.+) ou (.+)$/, 'ranks are read within $1 or $2'],
  [
    /^les colonnes sont de plusieurs géographies : .+$/,
    'the columns are of several geographies: gather in constant geography, or a single year',
  ],
  [
    /^seules des communes se regroupent, ou des départements par région$/,
    'only communes are gathered, or départements by région',
  ],
  [/^un nom de (\d+) à (.+) caractères est attendu$/, 'a name of $1 to $2 characters is expected'],
  [/^la réponse du fournisseur d’identité est refusée$/, 'the answer of the identity provider is refused'],
  [/^une adresse de ce site est attendue, par exemple (.+)$/, 'an address of this site is expected, such as $1'],
  [/^un indicateur est attendu$/, 'an indicator is expected'],
  [/^« (.*) » n’a pas d’année dans cet intervalle$/, '“$1” has no year in this interval'],
  [/^une source est attendue$/, 'a source is expected'],
  [/^un groupe réunit au moins une commune$/, 'a group holds at least one commune'],
  [
    /^un chemin du tableau de bord de (\d+) caractères au plus est attendu, par exemple (.+)$/,
    'a path of the dashboard of at most $1 characters is expected, such as $2',
  ],
  [
    /^la variable « (.+) » contient le caractère (\S+), qui ne peut pas s’écrire\. Retirez-le\.$/,
    'the variable “$1” holds the character $2, which cannot be written. Remove it.',
  ],
  [
    /^le corps de la requête est du JSON, mais n’est pas un objet\. Envoyez la question ainsi : (.+)$/,
    'the body of the request is JSON, but no object. Send the question so: $1',
  ],
  [/^requête HTTP mal formée$/, 'malformed HTTP request'],
  [/^requête HTTP sans en-tête « host »$/, 'HTTP request without a header “host”'],
  [
    /^adresse ou en-têtes trop longs, envoyez la question par POST$/,
    'address or headers too long, send the question by POST',
  ],
  [/^la requête n’est pas arrivée à temps$/, 'the request did not arrive in time'],
  [/^le catalogue ne répond pas$/, 'the catalogue does not answer'],
  [/^le fournisseur d’identité ne répond pas$/, 'the identity provider does not answer'],
  [/^elle n’a pas commencé dans ce navigateur, ou a trop duré$/, 'it did not begin in this browser, or took too long'],
  [/^ce compte est fermé$/, 'this account is closed'],
  [/^ce secret est faux, périmé ou déjà utilisé$/, 'this secret is wrong, over or already used'],
];

/** A phrase without a translation stays as it is: libraries say theirs in English. */
function toEnglishProblem(problem: string): string {
  const found = PROBLEMS.find(([pattern]) => pattern.test(problem));
  return found ? problem.replace(found[0], found[1]) : problem;
}
