import type { Shape } from './shape.ts';

const NOT_JSON: Shape[1] = {
  fr: () => ['le corps de la requête n’est pas du JSON bien écrit', 'Vérifiez ses guillemets et ses virgules'],
  en: () => ['the body of the request is not well-written JSON', 'Check its quotation marks and commas'],
};

/** What Apollo Server, express and the parser of JSON refuse of a request. */
export const REQUEST_PROBLEMS: readonly Shape[] = [
  [
    /^(?:POST body missing|GraphQL operations must contain a non-empty `query`).*$/s,
    {
      fr: () => [
        'il n’y a pas de question',
        'Envoyez-la en JSON, avec « content-type: application/json » : {"query": "{ … }"}',
      ],
      en: () => ['there is no question', 'Send it as JSON, with “content-type: application/json”: {"query": "{ … }"}'],
    },
  ],
  [
    /^GraphQL queries must be strings\..*$/s,
    {
      fr: () => ['la question (« query ») doit être un texte'],
      en: () => ['the question (“query”) must be a text'],
    },
  ],
  [
    /^(?:Operation batching disabled|No operations found in request)\.?$/,
    {
      fr: () => ['une seule question est admise par requête', 'Envoyez-les une à une'],
      en: () => ['only one question is admitted in a request', 'Send them one by one'],
    },
  ],
  [
    /^`(variables|extensions|operationName)` in a POST body .*$/s,
    {
      fr: (name) => [`« ${name} » doit être ${name === 'operationName' ? 'un texte' : 'un objet JSON'}`],
      en: (name) => [`“${name}” must be ${name === 'operationName' ? 'a text' : 'a JSON object'}`],
    },
  ],
  [
    /^The (\w+) search parameter .*$/s,
    {
      fr: (name) => [`le paramètre « ${name} » doit être un objet JSON`],
      en: (name) => [`the parameter “${name}” must be a JSON object`],
    },
  ],
  [
    /^The '(\w+)' search parameter may only be specified once\.?$/,
    {
      fr: (name) => [`le paramètre « ${name} » est donné plusieurs fois`, 'Gardez-en un'],
      en: (name) => [`the parameter “${name}” is given several times`, 'Keep one of them'],
    },
  ],
  [
    /^GET requests only support query operations.*$/s,
    {
      fr: () => ['ce qui change quelque chose (mutation) se demande par POST'],
      en: () => ['what changes something (mutation) is asked by POST'],
    },
  ],
  [
    /^GET requests may not have a content-type.*$/s,
    {
      fr: () => ['une requête GET n’a pas de corps', 'Retirez « content-type », ou envoyez la question par POST'],
      en: () => ['a GET request has no body', 'Remove “content-type”, or send the question by POST'],
    },
  ],
  [
    /^Apollo Server supports only GET\/POST requests\.$/,
    {
      fr: () => ['la question se pose par GET ou par POST'],
      en: () => ['a question is asked by GET or by POST'],
    },
  ],
  [
    /^This operation has been blocked as a potential Cross-Site Request Forgery.*$/s,
    {
      fr: () => [
        'elle pourrait venir d’une page d’un autre site',
        'Envoyez-la avec « content-type: application/json », ou avec l’en-tête « apollo-require-preflight »',
      ],
      en: () => [
        'it may come from a page of another site',
        'Send it with “content-type: application/json”, or with the header “apollo-require-preflight”',
      ],
    },
  ],
  [
    /^An 'accept' header was provided.*$/s,
    {
      fr: () => [
        'l’en-tête « accept » n’admet aucune des réponses de l’API',
        'Demandez application/json ou application/graphql-response+json',
      ],
      en: () => [
        'the header “accept” admits no answer of the API',
        'Ask for application/json or application/graphql-response+json',
      ],
    },
  ],
  [/^.* JSON(?: at position.*| input)?$/s, NOT_JSON],
  [/^(?:Unexpected|Expected|Bad control|Unterminated).*JSON.*$/s, NOT_JSON],
  [
    /^unsupported charset "([^"]*)"$/,
    {
      fr: (charset) => [`le corps de la requête est en « ${charset} »`, 'Envoyez-le en UTF-8'],
      en: (charset) => [`the body of the request is in “${charset}”`, 'Send it in UTF-8'],
    },
  ],
  [
    /^unsupported content encoding "([^"]*)"$/,
    {
      fr: (encoding) => [
        `le corps de la requête est compressé en « ${encoding} »`,
        'Envoyez-le sans compression, ou en gzip',
      ],
      en: (encoding) => [
        `the body of the request is compressed as “${encoding}”`,
        'Send it without compression, or in gzip',
      ],
    },
  ],
  // As zlib has it.
  [
    /^(?:unexpected end of file|incorrect header check|incorrect data check|invalid .*|Decompression failed)$/,
    {
      fr: () => ['le corps de la requête est mal compressé', 'Envoyez-le sans compression'],
      en: () => ['the body of the request is badly compressed', 'Send it without compression'],
    },
  ],
  [
    /^request (?:aborted|size did not match content length)$/,
    {
      fr: () => ['le corps de la requête n’est pas arrivé en entier', 'Renvoyez-la'],
      en: () => ['the body of the request did not arrive whole', 'Send it again'],
    },
  ],
  [
    /^Failed to decode param '?([^']*)'?$/,
    {
      fr: (text) => [`l’adresse est mal écrite (« ${text} »)`, 'Vérifiez ce qui suit les « % »'],
      en: (text) => [`the address is badly written (“${text}”)`, 'Check what follows each “%”'],
    },
  ],
];
