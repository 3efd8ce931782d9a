import type { Shape } from './shape.ts';

/** What Apollo Server, express and the parser of JSON refuse of a request. */
export const REQUEST_PROBLEMS: readonly Shape[] = [
  [
    /^(?:POST body missing|GraphQL operations must contain a non-empty `query`).*$/s,
    () => 'il n’y a pas de question. Envoyez-la en JSON, avec « content-type: application/json » : {"query": "{ … }"}.',
  ],
  [/^GraphQL queries must be strings\..*$/s, () => 'la question (« query ») doit être un texte.'],
  [
    /^(?:Operation batching disabled|No operations found in request)\.?$/,
    () => 'une seule question est admise par requête. Envoyez-les une à une.',
  ],
  [
    /^`(variables|extensions|operationName)` in a POST body .*$/s,
    (name) => `« ${name} » doit être ${name === 'operationName' ? 'un texte' : 'un objet JSON'}.`,
  ],
  [/^The (\w+) search parameter .*$/s, (name) => `le paramètre « ${name} » doit être un objet JSON.`],
  [
    /^The '(\w+)' search parameter may only be specified once\.$/,
    (name) => `le paramètre « ${name} » est donné plusieurs fois. Gardez-en un.`,
  ],
  [
    /^GET requests only support query operations.*$/s,
    () => 'ce qui change quelque chose (mutation) se demande par POST.',
  ],
  [
    /^GET requests may not have a content-type.*$/s,
    () => 'une requête GET n’a pas de corps. Retirez « content-type », ou envoyez la question par POST.',
  ],
  [/^Apollo Server supports only GET\/POST requests\.$/, () => 'la question se pose par GET ou par POST.'],
  [
    /^This operation has been blocked as a potential Cross-Site Request Forgery.*$/s,
    () =>
      'elle pourrait venir d’une page d’un autre site. Envoyez-la avec « content-type: application/json », ou avec l’en-tête « apollo-require-preflight ».',
  ],
  [
    /^An 'accept' header was provided.*$/s,
    () =>
      'l’en-tête « accept » n’admet aucune des réponses de l’API. Demandez application/json ou application/graphql-response+json.',
  ],
  [
    /^.* JSON(?: at position.*| input)?$/s,
    () => 'le corps de la requête n’est pas du JSON bien écrit. Vérifiez ses guillemets et ses virgules.',
  ],
  [
    /^(?:Unexpected|Expected|Bad control|Unterminated).*JSON.*$/s,
    () => 'le corps de la requête n’est pas du JSON bien écrit. Vérifiez ses guillemets et ses virgules.',
  ],
  [
    /^unsupported charset "([^"]*)"$/,
    (charset) => `le corps de la requête est en « ${charset} ». Envoyez-le en UTF-8.`,
  ],
  [
    /^unsupported content encoding "([^"]*)"$/,
    (encoding) => `le corps de la requête est compressé en « ${encoding} ». Envoyez-le sans compression, ou en gzip.`,
  ],
  // As zlib has it.
  [
    /^(?:unexpected end of file|incorrect header check|incorrect data check|invalid .*|Decompression failed)$/,
    () => 'le corps de la requête est mal compressé. Envoyez-le sans compression.',
  ],
  [
    /^request (?:aborted|size did not match content length)$/,
    () => 'le corps de la requête n’est pas arrivé en entier. Renvoyez-la.',
  ],
  [
    /^Failed to decode param '?([^']*)'?$/,
    (text) => `l’adresse est mal écrite (« ${text} »). Vérifiez ce qui suit les « % ».`,
  ],
];
