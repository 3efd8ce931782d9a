import { request } from 'node:http';
import { buildSchema, specifiedRules } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maybeEnumValues } from '../src/enum-values.ts';
import { explainRefusal } from '../src/refused/explain-refusal.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const ENGLISH = /\b(the|must|cannot|unexpected|expected|unknown|found|did you mean|field|argument "|is not)\b/i;
const SCHEMA = 'le schéma (/graphql) dit ce qui existe';
const COLUMNS = 'query ($c: [GridColumnInput!]!) { grid(rows: { level: EPCI }, columns: $c) { totalCount } }';

describe('a document that graphql-js refuses is told in French, where and what to do:', () => {
  test.each([
    ['{ inconnu }', `ligne 1, colonne 3, le champ « inconnu » n’existe pas sur « Query ». Retirez-le : ${SCHEMA}.`],
    [
      '{\n  territorie(id: "x") { id }\n}',
      'ligne 2, colonne 3, le champ « territorie » n’existe pas sur « Query ». Vouliez-vous dire « territories » ou « territory » ?',
    ],
    [
      '{ territory(id: "x", idd: "x") { id } }',
      'ligne 1, colonne 22, l’argument « idd » n’existe pas sur « Query.territory ». Vouliez-vous dire « id » ?',
    ],
    ['{ territory { id } }', 'ligne 1, colonne 3, l’argument « id » (ID!) de « territory » manque. Donnez-le.'],
    [
      '{ publications }',
      'ligne 1, colonne 3, « publications » est un objet ([Publication!]!). Dites lesquels de ses champs lire : publications { … }.',
    ],
    [
      '{ territory(id: "x") { id { code } } }',
      'ligne 1, colonne 27, « id » est une valeur (ID!), qui n’a pas de champs. Retirez ce qui est entre ses accolades.',
    ],
    [
      '{ publications { id }',
      'ligne 1, colonne 22, un nom est attendu, et non la fin de la question. Vérifiez les accolades, les parenthèses et les guillemets.',
    ],
    [
      '{ a: }',
      'ligne 1, colonne 6, un nom est attendu, et non « } ». Vérifiez les accolades, les parenthèses et les guillemets.',
    ],
    [
      '} a',
      'ligne 1, colonne 1, il ne devait pas y avoir « } » ici. Vérifiez les accolades, les parenthèses et les guillemets.',
    ],
    ['{ territory(id: "x }', 'ligne 1, colonne 21, un texte n’est pas fermé. Ajoutez le guillemet (") qui manque.'],
    [
      '{ territories(level: COMUNE) { totalCount } }',
      'ligne 1, colonne 22, « COMUNE » n’est pas une valeur de « Level ». Vouliez-vous dire « COMMUNE » ? Ses valeurs : FRANCE, REGION, DEPARTEMENT, EPCI, COMMUNE, GROUPE, PARTIE.',
    ],
    [
      '{ territories(level: XYZXYZ) { totalCount } }',
      'ligne 1, colonne 22, « XYZXYZ » n’est pas une valeur de « Level ». Ses valeurs : FRANCE, REGION, DEPARTEMENT, EPCI, COMMUNE, GROUPE, PARTIE.',
    ],
    ['{ territories(first: "a") { totalCount } }', 'ligne 1, colonne 22, un nombre entier est attendu, et non "a".'],
    [
      '{ territory(id: "x", at: "hier") { id } }',
      'ligne 1, colonne 26, un jour est attendu, par exemple 2017-01-01, et non « hier ».',
    ],
    [
      '{ grid(rows: { leve: EPCI }, columns: []) { totalCount } }',
      'ligne 1, colonne 16, « leve » n’existe pas dans « GridRowsInput ». Vouliez-vous dire « level » ?',
    ],
    [
      'query ($a: Int) { territory(id: $a) { id } }',
      'ligne 1, colonne 8, la variable « $a » est déclarée Int, et ID! est attendu à cette place. Déclarez-la ainsi.',
    ],
    [
      '{ territory(id: "\ud800") { id } }',
      'ligne 1, colonne 18, un texte contient le caractère U+D800, qui ne peut pas s’écrire. Retirez-le.',
    ],
    [
      '{ territory(id: "\\u{110000}") { id } }',
      'ligne 1, colonne 18, un texte contient « \\u{110000} », qui n’est le code d’aucun caractère. Retirez-le.',
    ],
    ['{ ...A }', 'ligne 1, colonne 6, le fragment « A » n’est pas écrit. Ajoutez-le, ou retirez « ...A ».'],
    [
      'query A { __typename } query B { __typename }',
      'elle a plusieurs opérations. Dites laquelle dans « operationName ».',
    ],
  ])('%s', async (query, expected) => {
    const { errors } = await world.ask(query);
    expect(errors?.map(({ message }) => message)).toContain(`La question n’est pas valide : ${expected}`);
    const { errors: english } = await world.ask(query, {}, { 'accept-language': 'en' });
    expect(english?.[0]?.message).toMatch(/^The question is not valid: /);
    expect(english?.[0]?.message).not.toMatch(/[«»]/);
  });

  test.each([
    [
      '{ inconnu }',
      'line 1, column 3, the field “inconnu” does not exist on “Query”. Remove it: the schema (/graphql) tells what exists.',
    ],
    [
      '{\n  territorie(id: "x") { id }\n}',
      'line 2, column 3, the field “territorie” does not exist on “Query”. Did you mean “territories” or “territory”?',
    ],
    [
      '{ territory(id: "x", couleur: "x") { id } }',
      'line 1, column 22, the argument “couleur” does not exist on “Query.territory”. Remove it: the schema (/graphql) tells what exists.',
    ],
    ['{ territory { id } }', 'line 1, column 3, the argument “id” (ID!) of “territory” is missing. Give it.'],
    [
      '{ publications }',
      'line 1, column 3, “publications” is an object ([Publication!]!). Say which of its fields to read: publications { … }.',
    ],
    [
      '{ publications { id }',
      'line 1, column 22, a name is expected, not the end of the question. Check braces, brackets and quotation marks.',
    ],
    ['} a', 'line 1, column 1, “}” has no place here. Check braces, brackets and quotation marks.'],
    [
      '{ territories(level: COMUNE) { totalCount } }',
      'line 1, column 22, “COMUNE” is not a value of “Level”. Did you mean “COMMUNE”? Its values: FRANCE, REGION, DEPARTEMENT, EPCI, COMMUNE, GROUPE, PARTIE.',
    ],
    ['{ territories(first: "a") { totalCount } }', 'line 1, column 22, a whole number is expected, not "a".'],
    ['{ ...A }', 'line 1, column 6, the fragment “A” is not written. Add it, or remove “...A”.'],
    ['query A { __typename } query B { __typename }', 'it has several operations. Say which one in “operationName”.'],
  ])('and in English to who prefers it: %s', async (query, expected) => {
    const { errors } = await world.ask(query, {}, { 'accept-language': 'en' });
    expect(errors?.map(({ message }) => message)).toContain(`The question is not valid: ${expected}`);
  });

  test.each([
    [
      '{ __typename }\nfragment A on Query { ...B }\nfragment B on Query { ...A }',
      'ligne 2, colonne 23, le fragment « B » se contient lui-même. Retirez « ...B ».',
      'line 2, column 23, the fragment “B” contains itself. Remove “...B”.',
    ],
    [
      'subscription { a }',
      'ligne 1, colonne 1, il n’y a pas d’abonnements (subscription). Posez une question (query), et reposez-la plus tard.',
      'line 1, column 1, there are no subscriptions. Ask a query, and ask it again later.',
    ],
    [
      '{ __typename @skip(if: false) @skip(if: false) }',
      'ligne 1, colonne 31, la directive « @skip » est répétée au même endroit. Gardez-en une.',
      'line 1, column 31, the directive “@skip” is repeated at one place. Keep one of them.',
    ],
    [
      '{ __typename } # \u0000',
      'ligne 1, colonne 18, le caractère U+0000 n’a pas sa place ici. Retirez-le.',
      'line 1, column 18, the character U+0000 has no place here. Remove it.',
    ],
  ])('though it is refused before it is validated: %j', async (query, french, english) => {
    const [inFrench] = (await world.ask(query)).errors!;
    expect(inFrench).toMatchObject({
      message: `La question n’est pas valide : ${french}`,
      locations: [{ line: expect.any(Number), column: expect.any(Number) }],
    });
    const { errors } = await world.ask(query, {}, { 'accept-language': 'en' });
    expect(errors?.[0]?.message).toBe(`The question is not valid: ${english}`);
  });

  test.each([
    [{}, 'la variable « $c » ([GridColumnInput!]!) manque, ou est nulle. Donnez-la dans « variables ».'],
    [{ c: null }, 'la variable « $c » ([GridColumnInput!]!) manque, ou est nulle. Donnez-la dans « variables ».'],
    [{ c: [3] }, 'la variable « $c[0] » ne va pas : un objet « GridColumnInput » est attendu.'],
    [{ c: [{ indicator: 'x' }] }, 'la variable « $c[0] » ne va pas : « year » (Int!) manque. Donnez-le.'],
    [
      { c: [{ indicator: 'x', year: 'z' }] },
      'la variable « $c[0].year » ne va pas : un nombre entier est attendu, et non "z".',
    ],
    [
      { c: [{ indicator: 'x', year: 2021, anne: 3 }] },
      'la variable « $c[0] » ne va pas : « anne » n’existe pas dans « GridColumnInput ». Vouliez-vous dire « age » ?',
    ],
  ])('variables %j', async (variables, expected) => {
    const { errors } = await world.ask(COLUMNS, variables);
    expect(errors?.[0]?.message).toBe(`La question n’est pas valide : ligne 1, colonne 8, ${expected}`);
  });
});

describe('a value that an enumeration does not have is told with those that it has,', () => {
  const LEVELS = 'FRANCE, REGION, DEPARTEMENT, EPCI, COMMUNE, GROUPE, PARTIE';
  const OPERATORS = 'GT, GTE, LT, LTE, EQ, BETWEEN, HAS_VALUE, HAS_NO_VALUE, HIGHEST, LOWEST';
  const LEVEL = 'query ($l: Level) { territories(level: $l) { totalCount } }';
  const FILTER = `query ($f: [GridFilterInput!]) { grid(rows: { level: EPCI }, filters: $f, columns: []) { totalCount } }`;
  const column = { indicator: 'x', year: 2021 };

  test.each([
    ['in a document', '{ territories(level: VILLE) { totalCount } }', {}, LEVELS],
    ['as a text in a document', '{ territories(level: "COMMUNE") { totalCount } }', {}, LEVELS],
    ['in variables', LEVEL, { l: 'VILLE' }, LEVELS],
    ['in variables, as a number', LEVEL, { l: 3 }, LEVELS],
    ['within variables', FILTER, { f: [{ column, operator: 'SUP', value: 3 }] }, OPERATORS],
    ['within variables, at length', FILTER, { f: [{ column, operator: 'S'.repeat(5_000), value: 3 }] }, OPERATORS],
  ])('%s', async (_name, query, variables, values) => {
    const [french] = (await world.ask(query, variables)).errors!;
    expect(french?.message).toMatch(new RegExp(`[.?…] Ses valeurs : ${values}\\.$`));
    expect(french?.message).not.toContain('le schéma');
    expect(french?.message.length).toBeLessThan(650);
    const [english] = (await world.ask(query, variables, { 'accept-language': 'en' })).errors!;
    expect(english?.message).toMatch(new RegExp(`[.?…] Its values: ${values}\\.$`));
  });

  test('unless there are too many', () => {
    const many = (count: number) =>
      buildSchema(`
      type Query { a: Int } enum Many { ${Array.from({ length: count }, (_, index) => `V${index}`).join(' ')} }
    `);
    const message = 'Value "V" does not exist in "Many" enum. Did you mean the enum value "V1"?';
    expect(maybeEnumValues(message, many(20))).toHaveLength(20);
    expect(maybeEnumValues(message, many(21))).toBeUndefined();
    expect(maybeEnumValues('Cannot query field "Many" on type "Query".', many(2))).toBeUndefined();
  });
});

describe('a request that the server cannot read is told in French, with what to do:', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  test.each([
    [400, '{"query": ', JSON_TYPE, /n’est pas du JSON bien écrit\. Vérifiez/, /is not well-written JSON\. Check/],
    [400, '', JSON_TYPE, /il n’y a pas de question\. Envoyez-la en JSON/, /there is no question\. Send it as JSON/],
    [
      400,
      '[{}]',
      JSON_TYPE,
      /une seule question est admise par requête\. Envoyez-les une à une\.$/,
      /only one question is admitted in a request\. Send them one by one\.$/,
    ],
    ...['null', '[]', '3', '"x"', ' false'].map(
      (body) =>
        [
          400,
          body,
          JSON_TYPE,
          /est du JSON, mais n’est pas un objet\. Envoyez la question ainsi : \{"query": "\{ … \}"\}\.$/,
          /is JSON, but no object\. Send the question so: \{"query": "\{ … \}"\}\.$/,
        ] as const,
    ),
    [400, '{"query":3}', JSON_TYPE, /« query »\) doit être un texte\.$/, /“query”\) must be a text\.$/],
    [
      400,
      '{"query":"{__typename}","variables":3}',
      JSON_TYPE,
      /« variables » doit être un objet JSON\.$/,
      /“variables” must be a JSON object\.$/,
    ],
    [
      400,
      '{"query":"{__typename}","operationName":"B"}',
      JSON_TYPE,
      /pas d’opération « B »\. Corrigez « operationName »/,
      /no operation “B”\. Correct “operationName”/,
    ],
    [
      400,
      'x',
      { 'content-type': 'text/plain' },
      /Envoyez-la avec « content-type: application\/json »/,
      /Send it with “content-type: application\/json”/,
    ],
    [415, 'x', { 'content-type': 'application/json; charset=latin1' }, /Envoyez-le en UTF-8\.$/, /Send it in UTF-8\.$/],
    [
      415,
      'x',
      { ...JSON_TYPE, 'content-encoding': 'zip' },
      /compressé en « zip »\. Envoyez-le sans compression/,
      /compressed as “zip”\. Send it without compression/,
    ],
    [
      400,
      'x',
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      /mal compressé\. Envoyez-le sans compression\.$/,
      /badly compressed\. Send it without compression\.$/,
    ],
    [
      406,
      '{"query":"{__typename}"}',
      { ...JSON_TYPE, accept: 'image/png' },
      /Demandez application\/json ou/,
      /Ask for application\/json or/,
    ],
  ] as const)('%i for %s %j', async (status, body, headers, french, english) => {
    const answer = await post(body, headers);
    expect(answer).toMatchObject({ status, errors: [{ extensions: { code: 'QUERY_INVALID' } }] });
    expect(answer.errors[0]?.message).toMatch(french);
    expect(answer.errors[0]?.message).not.toMatch(ENGLISH);
    const { errors } = await post(body, { ...headers, 'accept-language': 'en' });
    expect(errors[0]?.message).toMatch(english);
    expect(errors[0]?.message).not.toMatch(/[«»é]/);
  });
});

describe('words of a library', () => {
  test('that nobody foresaw are a detail in a French sentence', () => {
    expect(explainRefusal('The moon is "full".', 'fr')).toBe(
      'corrigez-la d’après ce détail, en anglais : « The moon is "full" ».',
    );
  });

  test('that repeat what a client wrote at length are cut, whatever they are', () => {
    for (const long of ['x'.repeat(100_000), '"'.repeat(100_000), 'Did you mean "'.repeat(10_000)]) {
      for (const message of [
        long,
        `Value "${long}" does not exist in "Level" enum.`,
        `Variable "$a" got invalid value ${long}; ${long}`,
      ]) {
        const start = performance.now();
        expect(explainRefusal(message, 'fr').length).toBeLessThan(1_000);
        expect(performance.now() - start).toBeLessThan(100);
      }
    }
  });

  test('of what graphql-js validates are all known but those of schemas', async () => {
    const { validate, parse } = await import('graphql');
    const schema = buildSchema(`
      directive @once on FIELD
      type Query { node(id: ID!, size: Size, at: At, n: Int): Node text: String other: Other }
      interface Node { id: ID! } type Place implements Node { id: ID! name: String } type Other { id: ID }
      enum Size { BIG SMALL } input At { day: Int! }
    `);
    const wrong = [
      '{ nod }',
      '{ node(id: 1) { name } }',
      '{ node(x: 1) { id } }',
      '{ node { id } }',
      '{ node(id: 1) }',
      '{ text { a } }',
      '{ node(id: 1, size: HUGE) { id } }',
      '{ node(id: 1, size: "BIG") { id } }',
      '{ node(id: 1, at: {}) { id } }',
      '{ node(id: 1, at: { dy: 1 }) { id } }',
      '{ node(id: 1, n: 1.5) { id } }',
      '{ node(id: null) { id } }',
      '{ node(id: 1, at: 3) { id } }',
      '{ node(id: 1, id: 2) { id } }',
      '{ ...A }',
      '{ text } fragment A on Query { text }',
      '{ other { ...on Place { id } } }',
      '{ ...on Size { a } }',
      '{ ...on Lune { a } }',
      '{ text @x }',
      '{ text @once @once }',
      '{ text @skip }',
      'query @once { text }',
      'query ($a: ID) { text }',
      '{ node(id: $a) { id } }',
      'query ($a: Query) { text }',
      'query ($a: Int) { node(id: $a) { id } }',
      'query ($a: Int, $a: Int) { node(id: 1, n: $a) { id } }',
      '{ a: text a: other { id } }',
      '{ text } { text }',
      'query A { text } query A { text }',
      '{ text } type A { a: Int }',
      'fragment A on Query { ...A } { ...A }',
      'fragment A on Query { text } fragment A on Query { text } { ...A }',
      '{ node(id: 1, at: { day: 1, day: 2 }) { id } }',
    ];
    const messages = wrong.flatMap((query) =>
      validate(schema, parse(query), specifiedRules).map(({ message }) => message),
    );
    expect(messages.length).toBeGreaterThanOrEqual(wrong.length);
    expect(messages.filter((message) => /détail, en anglais/.test(explainRefusal(message, 'fr')))).toEqual([]);
  });
});

function post(
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; errors: { message: string }[] }> {
  return new Promise((resolve, reject) => {
    request(`${world.url}/graphql`, { method: 'POST', headers, agent: false }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode!, ...JSON.parse(text) });
    })
      .on('error', reject)
      .end(body);
  });
}
