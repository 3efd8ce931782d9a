import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAllowed, POLICIES, type Policy, ROLES, type Role, TOKEN_SCOPES } from '@boussole/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGraphqlSchema } from '../src/schema.ts';
import { DECISIONS } from './support/decisions.ts';
import { everyField, leaves, type Required, wholeQuestion } from './support/every-field.ts';
import { BOURG } from './support/rows.ts';
import { type Answer, startWorld, type World } from './support/world.ts';

const schema = toGraphqlSchema();
const query = schema.getQueryType()!;
const ACTORS = [
  'anonymous',
  'reader',
  'member',
  'expired',
  'granted',
  'national',
  'statistician',
  'administrator',
] as const;
type Actor = (typeof ACTORS)[number];

let world: World;
const headers = new Map<Actor, Record<string, string>>([['anonymous', {}]]);
const accounts = new Map<Actor, string>();
/** Values met by each actor, by field. */
const met = new Map<Actor, Map<string, Set<unknown>>>();

beforeAll(async () => {
  const first = await startWorld({ hasConvention: true });
  const limits = { queryDepth: 60, queryTokens: 50_000, queryCost: 1e12, objects: 1e9, cells: 1e7 };
  const second = await first.again({ limits });
  world = { ...second, close: () => second.close().then(first.close) };
  await createActors();
  await recordLoads();
  for (const actor of ACTORS) met.set(actor, await askEverything(actor));
}, 120_000);

afterAll(() => world?.close());

async function createActors(): Promise<void> {
  const { catalogue } = world;
  const grants = {
    member: undefined,
    expired: { territories: [BOURG], until: '2020-12-31' },
    granted: { territories: [BOURG], until: '2099-12-31' },
    national: { territories: ['france:FR'], until: '2099-12-31' },
  } as const;
  for (const actor of ACTORS.slice(1)) {
    const role = actor === 'statistician' || actor === 'administrator' ? actor : 'reader';
    const { id } = await catalogue.createLocalAccount(actor, role);
    accounts.set(actor, id);
    if (actor in grants) {
      const organisation = await catalogue.createOrganisation({ name: `Organisation ${actor}`, siret: null });
      await catalogue.addMember(organisation.id, id);
      const grant = grants[actor as keyof typeof grants]; // checked above
      if (grant) await catalogue.createGrant({ organisationId: organisation.id, convention: 'caisse_69', ...grant });
    }
    const token = { accountId: id, name: `Jeton ${actor}`, scopes: TOKEN_SCOPES, days: 30 };
    const { secret } = await catalogue.createToken(token);
    headers.set(actor, { authorization: `Bearer ${secret}` });
  }
}

/** One load that everyone may know of, one whose text repeats a figure of a source under convention. */
async function recordLoads(): Promise<void> {
  const [current] = (await world.ask('{ publications { id } }')).data.publications;
  const load = {
    vintage: '2023',
    inputId: null,
    rows: { read: 3, kept: 2, quarantined: 1 },
    quarantine: { CODE_UNKNOWN: 1 },
    startedAt: '2026-03-02T08:00:00.000Z',
    durationMs: 1_000,
    verdict: 'PUBLISHED',
    problem: null,
    publicationId: current.id,
  } as const;
  const file = (name: string) => ({ name, bytes: 1, sha256: 'c3' });
  await world.catalogue.recordLoad({ ...load, source: 'revenus', file: file('revenus.csv') });
  const overrides = [{ audit: 'derive', problem: 'caisse : 700001 naissances', reason: 'caisse vérifiée' }];
  await world.catalogue.recordLoad({
    ...load,
    source: 'caisse',
    file: file('caisse.csv'),
    convention: 'caisse_69',
    overrides,
  });
}

const REQUIRED: Required = {
  first: '2',
  within: 'FRANCE',
  level: 'COMMUNE',
  language: 'FR',
  search: '"population"',
  indicators: '["population_municipale"]',
  benchmark: '"departement:69"',
};
const INDICATORS = ['population_municipale', 'naissances', 'taux_natalite'];
const TERRITORIES = `["commune:01002", "commune:69001", "${BOURG}", "departement:69", "france:FR", "partie:200000022-69"]`;

/** What is asked of each root field; a new one fails until it is here. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  territory: ['(id: "commune:01002")', '(id: "commune:01003")'],
  territories: ['(first: 50)'],
  groups: [''],
  themes: [''],
  indicators: ['', '(search: "naissances")'],
  indicator: INDICATORS.map((id) => `(id: "${id}")`),
  cell: INDICATORS.flatMap((id) =>
    ['commune:01002', 'departement:69'].map(
      (territory) => `(indicator: "${id}", territory: "${territory}", year: 2021)`,
    ),
  ),
  compare: INDICATORS.map((id) => `(indicators: ["population_municipale", "${id}"], territories: ${TERRITORIES})`),
  trend: INDICATORS.flatMap((id) =>
    ['CONSTANT', 'PUBLISHED'].map((by) => `(indicator: "${id}", territories: ${TERRITORIES}, geography: ${by})`),
  ),
  grid: INDICATORS.map(
    (id) =>
      `(rows: { level: COMMUNE }, columns: [{ indicator: "${id}", year: 2021 }], sort: [{ column: { indicator: "${id}", year: 2021 }, descending: true }], filters: [{ column: { indicator: "${id}", year: 2021 }, operator: HAS_VALUE }])`,
  ),
  mapLayer: INDICATORS.map((id) => `(indicator: "${id}", year: 2021)`),
  distribution: INDICATORS.map((id) => `(indicator: "${id}", year: 2021, territories: ${TERRITORIES})`),
  ageProjection: ['(territory: "commune:69001")'],
  peers: [
    '(territory: "commune:01002")',
    '(territory: "commune:69001", method: STRATUM)',
    '(territory: "commune:69001", criteria: [{ indicator: "naissances" }])',
  ],
  markedGaps: [
    '(within: "departement:69")',
    '(within: "france:FR", level: EPCI)',
    ...INDICATORS.slice(2).map((id) => `(within: "${BOURG}", indicators: ["${id}"])`),
  ],
  coverage: ['', '(within: "departement:69")'],
  outlines: [''],
  publications: [''],
  publicationChanges: ['(from: "OLDEST")'],
  mandates: ['(territory: "commune:01002")'],
  loads: [''],
  savedViews: [''],
  viewer: [''],
  tokens: [''],
  restrictedReadings: [''],
};

async function askEverything(actor: Actor): Promise<Map<string, Set<unknown>>> {
  const values = new Map<string, Set<unknown>>();
  const { data } = await world.ask('{ publications { id } }');
  const oldest = data.publications.at(-1).id;
  for (const field of Object.values(query.getFields())) {
    for (const written of QUESTIONS[field.name] ?? []) {
      const { data, errors } = await world.ask(
        wholeQuestion(field, written.replace('OLDEST', oldest), REQUIRED),
        {},
        headers.get(actor),
      );
      const codes = (errors ?? []).map(({ extensions }) => extensions.code);
      expect(['INDICATOR_UNKNOWN', 'SIGN_IN_NEEDED', 'NOT_ALLOWED', undefined], `${field.name}${written}`).toContain(
        codes[0],
      );
      for (const [name, value] of leaves(schema, query, data)) {
        values.set(name, (values.get(name) ?? new Set()).add(value));
      }
    }
  }
  return values;
}

/** Whether a value tells of the dataset under convention: a number that only it has, its name, its file. */
function tells(value: unknown): boolean {
  if (typeof value === 'number') return secretNumbers().has(value);
  if (typeof value !== 'string') return false;
  return (
    /naissances|natalite|natalité|solde naturel|caisse/i.test(value) ||
    /(?<![\da-f])70[0-9]\s?\d{3}(?![\da-f])/i.test(value)
  );
}

let secrets: ReadonlySet<number> | undefined;
/** Numbers that are read with a grant of the whole country, and by nobody without. */
function secretNumbers(): ReadonlySet<number> {
  const isTelling = (value: number): boolean => Math.abs(value) >= 1_000 || !Number.isInteger(value);
  secrets ??= new Set(
    [...numbersOf('national')].filter((value) => isTelling(value) && !numbersOf('anonymous').has(value)),
  );
  return secrets;
}

function numbersOf(actor: Actor): ReadonlySet<number> {
  const figures = [...met.get(actor)!].filter(([field]) => DECISIONS[field] === 'granted');
  return new Set(figures.flatMap(([, values]) => [...values].filter((value) => typeof value === 'number')));
}

const rolesOf = (actor: Actor): readonly Role[] => {
  if (actor === 'anonymous') return [];
  const role = ROLES.find((candidate) => candidate === actor) ?? 'reader';
  if (role === 'member') return ['reader', 'member'];
  return ['member', 'expired', 'granted', 'national'].includes(actor) ? ['reader', 'member'] : [role];
};

describe('the access matrix', () => {
  it('decides of every field of the schema, and of nothing else', () => {
    expect(Object.keys(DECISIONS).sort()).toEqual([...everyField(schema)].sort());
    expect(Object.keys(QUESTIONS).sort()).toEqual(Object.keys(query.getFields()).sort());
  });

  it('reads secrets to look for', () => {
    expect(secretNumbers().size).toBeGreaterThan(20);
    expect(secretNumbers()).toContain(700_001);
  });

  const cases = Object.entries(DECISIONS).filter(([field]) => !field.startsWith('Mutation.'));

  it.each(cases)('%s, decided « %s », tells each actor what that says and nothing more', (field, decision) => {
    for (const actor of ACTORS) {
      const told = [...(met.get(actor)!.get(field) ?? [])].filter(tells);
      const mayTell =
        (decision === 'granted' && ['granted', 'national'].includes(actor)) ||
        (decision in POLICIES && isAllowed(decision as Policy, rolesOf(actor), TOKEN_SCOPES)) ||
        (field.startsWith('Grant.') && ['granted', 'national'].includes(actor)) ||
        // Whoever looks after the data knows what was loaded.
        (/^(Publication|Source\.)/.test(field) && ['statistician', 'administrator'].includes(actor));
      if (!mayTell) expect({ actor, told }).toEqual({ actor, told: [] });
    }
  });

  it('opens to a grant its own ground only', () => {
    const outside = [...numbersOf('national')].filter((value) => value >= 700_000 && value < 710_000);
    const seen = outside.filter((value) => numbersOf('granted').has(value));
    // Five communes of one EPCI of twelve communes, in the years asked.
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.length).toBeLessThan(outside.length / 2);
  });

  it.each(
    ACTORS.flatMap((actor) =>
      (
        [
          ['tokens', 'token:manage'],
          ['restrictedReadings', 'audit:read'],
        ] as const
      ).map(([field, policy]) => ({ actor, field, policy })),
    ),
  )('$field is answered to $actor as $policy says', async ({ actor, field, policy }) => {
    const { data, errors } = await world.ask(`{ ${field} { __typename } }`, {}, headers.get(actor));
    const isAnswered = isAllowed(policy, rolesOf(actor), TOKEN_SCOPES);
    expect(Boolean(data)).toBe(isAnswered);
    const refusal = actor === 'anonymous' ? 'SIGN_IN_NEEDED' : 'NOT_ALLOWED';
    expect(errors?.[0]?.extensions.code).toBe(isAnswered ? undefined : refusal);
  });

  it.each([
    'mutation { createToken(name: "x", scopes: [READ]) { secret } }',
    'mutation { revokeToken(id: "00000000-0000-4000-8000-000000000000") }',
  ])('%s asks for an account, and a token that may write', async (mutation) => {
    const code = async (asked?: Record<string, string>) =>
      (await world.ask(mutation, {}, asked)).errors?.[0]?.extensions.code;
    expect(await code()).toBe('SIGN_IN_NEEDED');
    const token = { accountId: accounts.get('reader')!, name: 'Lecture', scopes: ['read'], days: 1 } as const;
    const { secret } = await world.catalogue.createToken(token);
    expect(await code({ authorization: `Bearer ${secret}` })).toBe('NOT_ALLOWED');
    expect(await code(headers.get('reader'))).toBeUndefined();
  });

  it('a token makes none that may do more than it', async () => {
    const token = { accountId: accounts.get('reader')!, name: 'Écriture', scopes: ['write'], days: 1 } as const;
    const { secret } = await world.catalogue.createToken(token);
    const make = (scopes: string) =>
      world.ask(`mutation { createToken(name: "x", scopes: ${scopes}) { secret } }`, {}, bearer(secret));
    expect((await make('[READ, WRITE]')).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
    expect((await make('[WRITE]')).errors).toBeUndefined();
  });
});

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('a group of communes', () => {
  const save = (actor: Actor, more = '') =>
    world.ask(
      `mutation { saveGroup(code: "ouest", name: "Ouest", communes: ["01002", "01004"], vintage: 2025${more}) }`,
      {},
      headers.get(actor),
    );
  const remove = (actor: Actor) => world.ask('mutation { deleteGroup(code: "ouest") }', {}, headers.get(actor));
  const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

  it('is saved by members, and changed by those of its organisation or who look after the server', async () => {
    expect(codeOf(await save('anonymous'))).toBe('SIGN_IN_NEEDED');
    expect(codeOf(await save('reader'))).toBe('NOT_ALLOWED');
    expect(codeOf(await save('granted', ', organisation: "Organisation member"'))).toBe('ARGUMENT_INVALID');
    expect((await save('granted')).data).toEqual({ saveGroup: 'groupe:ouest' });
    expect((await save('granted')).errors).toBeUndefined();
    expect(codeOf(await save('member'))).toBe('NOT_ALLOWED');
    expect(codeOf(await remove('member'))).toBe('NOT_ALLOWED');
    expect((await save('statistician')).errors).toBeUndefined();
    expect(codeOf(await save('member'))).toBe('NOT_ALLOWED');
    await expect
      .poll(async () => (await world.ask('{ groups { code communes } }')).data.groups)
      .toEqual([{ code: 'ouest', communes: ['01002', '01004'] }]);
    expect((await remove('granted')).data).toEqual({ deleteGroup: true });
    expect((await remove('granted')).data).toEqual({ deleteGroup: false });
  });

  it.each([
    ['a commune that no list ever knew', '"01998"', 'TERRITORY_UNKNOWN'],
    ['a code that is none', '"1 OR 1"', 'TERRITORY_ID_INVALID'],
    ['no commune', '', 'ARGUMENT_INVALID'],
  ])('is not saved with %s', async (_, communes, code) => {
    const mutation = `mutation { saveGroup(code: "est", name: "Est", communes: [${communes}], vintage: 2025) }`;
    expect(codeOf(await world.ask(mutation, {}, headers.get('granted')))).toBe(code);
  });

  it.each([
    [
      'a vintage of which nothing is told',
      'code: "est", vintage: 1800',
      /COG de \d{4} à \d{4} est attendu, et non 1800/,
    ],
    ['the code of a class of population', 'code: "strate-0-200", vintage: 2025', /classes de population/],
    ['a null character', 'code: "est", vintage: 2025, description: "a\\u0000"', /U\+0000/],
  ])('is not saved with %s', async (_, given, message) => {
    const mutation = `mutation { saveGroup(name: "Est", communes: ["01002"], ${given}) }`;
    const { errors } = await world.ask(mutation, {}, headers.get('granted'));
    expect(errors?.[0]?.message).toMatch(message);
  });
});

describe('mandates of a territory', () => {
  it('are given by who looks after the server, written in the question or in variables, and given back', async () => {
    const statistician = headers.get('statistician');
    const written =
      'mutation { saveMandates(territory: "commune:01002", starts: ["2014-03-23", "2020-06-28"]) { label from to } }';
    const mandates = [
      { label: 'Mandat 2014-2020', from: '2014-03-23', to: '2020-06-28' },
      { label: 'Mandat depuis 2020', from: '2020-06-28', to: null },
    ];
    expect((await world.ask(written, {}, headers.get('reader'))).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
    expect((await world.ask(written, {}, statistician)).data).toEqual({ saveMandates: mandates });
    const given =
      'mutation($starts: [Date!]!) { saveMandates(territory: "commune:01002", starts: $starts) { label from to } }';
    const starts = ['2014-03-23', '2020-06-28'];
    expect((await world.ask(given, { starts }, statistician)).data).toEqual({ saveMandates: mandates });
    const reset = 'mutation { resetMandates(territory: "commune:01002") }';
    expect((await world.ask(reset, {}, statistician)).data).toEqual({ resetMandates: true });
  });
});

describe('a saved view', () => {
  it('is changed by the account that saved it, wherever from, and by those who look after the server', async () => {
    const saving = 'mutation { saveView(name: "Une vue", state: "/") { id } }';
    const rename = 'mutation($id: ID!) { renameView(id: $id, name: "Autre nom") { name mayChange } }';
    const codeOf = async (id: string, actor: Actor) =>
      (await world.ask(rename, { id }, headers.get(actor))).errors?.[0]?.extensions.code;
    const { id } = (await world.ask(saving, {}, headers.get('reader'))).data.saveView;
    expect(await codeOf(id, 'reader')).toBeUndefined();
    expect(await codeOf(id, 'member')).toBe('NOT_ALLOWED');
    expect(await codeOf(id, 'anonymous')).toBe('NOT_ALLOWED');
    expect(await codeOf(id, 'statistician')).toBeUndefined();
    const token = { accountId: accounts.get('reader')!, name: 'Lecture', scopes: ['read'], days: 1 } as const;
    const { secret } = await world.catalogue.createToken(token);
    const reading = { authorization: `Bearer ${secret}` };
    for (const mutation of [saving, rename]) {
      expect((await world.ask(mutation, { id }, reading)).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
    }
    expect((await world.ask('{ savedViews { mayChange } }', {}, reading)).data.savedViews).toContainEqual({
      mayChange: false,
    });
  });
});

describe('a token', () => {
  const ask = (secret: string): Promise<Answer> =>
    world.ask(
      '{ viewer { name roles actions grants { convention until } } }',
      {},
      { authorization: `Bearer ${secret}` },
    );

  it('says who asks, is made by its account, and ends when it is revoked', async () => {
    const made = await world.ask(
      'mutation { createToken(name: "Tableur", scopes: [READ], days: 3) { secret token { id scopes } } }',
      {},
      headers.get('granted'),
    );
    const { secret, token } = made.data.createToken;
    expect((await ask(secret)).data.viewer).toEqual({
      name: 'granted',
      roles: ['READER', 'MEMBER'],
      actions: [],
      grants: [{ convention: 'caisse_69', until: '2099-12-31' }],
    });
    const revoke = (actor: Actor) => world.ask(`mutation { revokeToken(id: "${token.id}") }`, {}, headers.get(actor));
    expect((await revoke('reader')).data.revokeToken).toBe(false);
    expect((await revoke('granted')).data.revokeToken).toBe(true);
    const over = await ask(secret);
    expect(over.headers.get('www-authenticate')).toBe('Bearer');
    expect(over).toMatchObject({ status: 401, errors: [{ extensions: { code: 'TOKEN_INVALID' } }] });
  });

  it.each(['', 'boussole_', `boussole_${'x'.repeat(43)}`, 'a b', `boussole_${'é'.repeat(43)}`])(
    'that is none (%j) is refused, rather than read as nobody',
    async (secret) => {
      expect(await ask(encodeURI(secret))).toMatchObject({ status: 401, data: undefined });
    },
  );

  it('cannot be recognised without the catalogue, and public figures are read without it', async () => {
    const lost = () => Promise.reject(new Error('connection lost'));
    const broken = await world.again({
      change: (stores) => ({ ...stores, catalogue: { ...stores.catalogue, tokenOf: lost } }),
    });
    try {
      const refused = await broken.ask('{ viewer { roles } }', {}, headers.get('granted'));
      expect(refused).toMatchObject({ status: 503, errors: [{ extensions: { code: 'SIGN_IN_UNAVAILABLE' } }] });
      expect((await broken.ask('{ viewer { roles } }')).status).toBe(200);
    } finally {
      await broken.close();
    }
  });

  it('keeps answers out of every cache, and leaves those to nobody in particular as they were', async () => {
    const own = await world.ask('{ publications { id } }', {}, headers.get('granted'));
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    expect((await world.ask('{ publications { id } }')).headers.get('cache-control')).not.toContain('private');
    const address = `${world.url}/export/grid.csv?level=COMMUNE&columns=naissances@2021`;
    const exported = await fetch(address, { headers: headers.get('granted') });
    expect(exported.headers.get('cache-control')).toBe('private, no-store');
    expect(exported.headers.get('etag')).toBeNull();
    expect(await exported.text()).toContain('700001');
    expect((await fetch(address)).status).toBe(404);
    // The tag of what everybody reads tells nothing of what a grant opens at the same address.
    const mixed = `${world.url}/export/grid.csv?level=COMMUNE&columns=population_municipale@2023`;
    const tag = (await fetch(mixed)).headers.get('etag')!;
    const again = await fetch(mixed, { headers: { ...headers.get('granted'), 'if-none-match': tag } });
    expect([again.status, again.headers.get('etag'), again.headers.get('cache-control')]).toEqual([
      200,
      null,
      'private, no-store',
    ]);
  });
});

describe('an export', () => {
  const of = async (path: string, actor: Actor) => {
    const response = await fetch(`${world.url}/export/${path}`, { headers: headers.get(actor) ?? {} });
    return { status: response.status, text: await response.text() };
  };

  it.each([
    'grid.csv?level=COMMUNE&columns=naissances@2021',
    'grid.json?level=COMMUNE&columns=taux_natalite@2021',
    'compare.csv?territories=commune:01002&indicators=naissances',
    'trend.json?indicator=naissances&territories=commune:01002',
    'dataset.csv?source=caisse',
  ])('%s is refused without a grant, before and after somebody had it', async (path) => {
    for (const actor of ['anonymous', 'granted', 'anonymous', 'expired', 'administrator'] as const) {
      const { status, text } = await of(path, actor);
      if (actor === 'granted') expect([status, text.length > 100]).toEqual([200, true]);
      else {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(text.replaceAll(/« \w+ »/g, '')).not.toMatch(/naissances|caisse|70\d{4}/i);
      }
    }
  });
});

describe('an answer with figures under convention', () => {
  const readings = async () => {
    const asked = '{ restrictedReadings(first: 100) { accountName indicators path question publication request } }';
    return (await world.ask(asked, {}, headers.get('administrator'))).data.restrictedReadings;
  };
  const trend = (indicator: string) => `trend(indicator: "${indicator}", territories: ["${BOURG}"]) { years }`;

  it('leaves one row, however many figures and fields it has; a public one leaves none', async () => {
    const before = await readings();
    const document = `{ a: ${trend('naissances')} b: ${trend('taux_natalite')} c: ${trend('population_municipale')} }`;
    const { headers: answered } = await world.ask(document, {}, headers.get('granted'));
    await world.ask(`{ ${trend('population_municipale')} }`, {}, headers.get('granted'));
    await world.ask(`{ ${trend('naissances')} }`);
    expect((await world.ask(document, {}, headers.get('expired'))).data).toBeNull();
    const after = await readings();
    expect(after.length).toBe(before.length + 1);
    expect(after[0]).toMatchObject({
      accountName: 'granted',
      indicators: ['naissances', 'taux_natalite'],
      path: '/graphql',
      request: answered.get('x-request-id'),
    });
    expect(after[0].question).toContain('a: trend');
  });

  it('leaves one for an export too', async () => {
    const before = await readings();
    const address = '/export/grid.csv?level=COMMUNE&columns=naissances@2021,solde_naturel@2021';
    const response = await fetch(`${world.url}${address}`, { headers: headers.get('granted') });
    expect(response.status).toBe(404); // without deaths there is no natural balance
    const alone = await fetch(`${world.url}${address.split(',')[0]}`, { headers: headers.get('granted') });
    expect(alone.status).toBe(200);
    await alone.text();
    const after = await readings();
    expect(after.length).toBe(before.length + 1);
    expect(after[0]).toMatchObject({ indicators: ['naissances'], path: '/export/grid.csv' });
  });

  it('is not sent when that row cannot be written', async () => {
    const broken = await world.again({
      change: (stores) => ({
        ...stores,
        catalogue: { ...stores.catalogue, recordReading: () => Promise.reject(new Error('disk full')) },
      }),
    });
    try {
      const refused = await broken.ask(`{ ${trend('naissances')} }`, {}, headers.get('granted'));
      expect(refused).toMatchObject({ status: 500, data: undefined, errors: [{ extensions: { code: 'INTERNAL' } }] });
      const address = `${broken.url}/export/grid.csv?level=COMMUNE&columns=naissances@2021`;
      expect((await fetch(address, { headers: headers.get('granted') })).status).toBe(500);
      const open = await broken.ask(`{ ${trend('population_municipale')} }`, {}, headers.get('granted'));
      expect(open.status).toBe(200);
    } finally {
      await broken.close();
    }
  });
});

describe('a one-time secret', () => {
  const redeem = (secret: string, more: Record<string, string> = {}) =>
    fetch(`${world.url}/access/secret`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...more },
      body: new URLSearchParams({ secret }),
    });

  it('opens one session of the administrator, once, and signing out ends it', async () => {
    const secret = await world.catalogue.createOneTimeSecret(60);
    expect((await redeem('autre')).status).toBe(403);
    expect((await redeem(secret, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const opened = await redeem(secret);
    expect(opened.status).toBe(303);
    const [set = ''] = opened.headers.getSetCookie();
    expect(set).toMatch(/^boussole_session=[\w-]{43}; Max-Age=28800; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect((await redeem(secret)).status).toBe(403);

    const cookie = set.split(';')[0]!;
    const roles = async (more: Record<string, string> = {}) =>
      (await world.ask('{ viewer { roles } }', {}, { cookie, ...more })).data.viewer.roles;
    expect(await roles()).toEqual(['ADMINISTRATOR']);
    // What another site makes a browser ask, it asks as nobody.
    expect(await roles({ 'sec-fetch-site': 'cross-site' })).toEqual([]);
    expect(await roles({ 'sec-fetch-site': 'same-site' })).toEqual([]);
    expect(await roles({ origin: 'https://ailleurs.example.org' })).toEqual([]);
    expect(await roles({ origin: world.url })).toEqual(['ADMINISTRATOR']);

    const leave = (more: Record<string, string>) =>
      fetch(`${world.url}/access/sign-out`, { method: 'POST', headers: { cookie, ...more } });
    await leave({ 'sec-fetch-site': 'cross-site' });
    expect(await roles()).toEqual(['ADMINISTRATOR']);
    expect(await (await leave({})).json()).toEqual({ location: '/' });
    expect(await roles()).toEqual([]);
  });

  it('that is wrong is asked for again on its page', async () => {
    const refused = await redeem('autre', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await refused.text()).toMatch(/role="alert".*Ce secret est faux.*<input id="secret"/s);
  });

  it.each([
    ['fr', 'Secret à usage unique', 'Ce secret est faux', '/'],
    ['en', 'One-time secret', 'This secret is wrong', '/en'],
  ])('is asked for in the language of its reader, %s', async (language, label, problem, dashboard) => {
    const headers = { accept: 'text/html', 'accept-language': language };
    for (const address of ['/access/secret', `/access/secret?lang=${language}`]) {
      const page = await fetch(`${world.url}${address}`, {
        headers: address.includes('?') ? { accept: 'text/html' } : headers,
      });
      expect([page.headers.get('content-language'), page.headers.get('cache-control')]).toEqual([language, 'no-store']);
      const text = await page.text();
      expect(text).toContain(`<html lang="${language}">`);
      expect(text).toContain(label);
      expect(text).toContain(`action="/access/secret?lang=${language}"`);
      expect(text).toContain(`<a href="${dashboard}">`);
      expect(text).not.toContain('role="alert"');
    }
    const refused = await redeem('autre', headers);
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([403, 'no-store']);
    expect(await refused.text()).toMatch(new RegExp(`role="alert"><strong>${problem}`));
  });

  it('is kept by browsers over TLS only, where the server has it', async () => {
    const secure = await world.again({ access: { publicUrl: 'https://boussole.example.org', provider: undefined } });
    try {
      const secret = await world.catalogue.createOneTimeSecret(60);
      const opened = await fetch(`${secure.url}/access/secret`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ secret }),
      });
      expect(opened.headers.getSetCookie()[0]).toMatch(/^__Host-boussole_session=.*; HttpOnly; Secure; SameSite=Lax$/);
    } finally {
      await secure.close();
    }
  });
});

describe('rows set aside', () => {
  it('are for those who look after the data, and never leave a convention', async () => {
    const folder = join(world.dataDirectory, 'quarantine');
    await mkdir(folder);
    for (const source of ['revenus', 'caisse']) await writeFile(join(folder, `${source}-2023.csv`), `motif ${source}`);
    const loads = (await world.ask('{ loads { id source } }', {}, headers.get('statistician'))).data.loads;
    const rows = (source: string, asked?: Record<string, string>) => {
      const { id } = loads.find((load: { source: string }) => load.source === source);
      return fetch(`${world.url}/quarantine/${id}.csv`, { headers: asked ?? {} });
    };
    const [read, ...refused] = await Promise.all([
      rows('revenus', headers.get('statistician')),
      rows('caisse', headers.get('administrator')),
      rows('revenus', headers.get('granted')),
      rows('revenus'),
      fetch(`${world.url}/quarantine/..%2fcaisse-2023.csv`, { headers: headers.get('administrator') ?? {} }),
    ]);
    expect([read!.headers.get('cache-control'), await read!.text()]).toEqual(['private, no-store', 'motif revenus']);
    const codes = await Promise.all(
      refused.map(async (answer) => ((await answer.json()) as Pick<Answer, 'errors'>).errors?.[0]?.extensions.code),
    );
    expect(codes).toEqual(['ADDRESS_UNKNOWN', 'NOT_ALLOWED', 'SIGN_IN_NEEDED', 'ADDRESS_UNKNOWN']);
  });
});

// Last: what it puts back in service has no convention.
describe('a rollback', () => {
  it('is for statisticians and administrators, and puts the publication before in service at once', async () => {
    const rollBack = (asked?: Record<string, string>) => world.ask('mutation { rollback { id } }', {}, asked);
    const served = async () => (await world.ask('{ publications { id current } }')).data.publications;
    const [current, before] = await served();
    expect(current.current).toBe(true);
    for (const [actor, code] of [
      ['anonymous', 'SIGN_IN_NEEDED'],
      ['granted', 'NOT_ALLOWED'],
    ] as const) {
      expect((await rollBack(headers.get(actor))).errors?.[0]?.extensions.code).toBe(code);
    }
    expect((await rollBack(headers.get('statistician'))).data.rollback).toEqual({ id: before.id });
    expect(await served()).toEqual([
      { ...current, current: false },
      { ...before, current: true },
    ]);
    expect((await rollBack(headers.get('administrator'))).errors?.[0]?.extensions.code).toBe('ROLLBACK_NONE');
    const goTo = (to: string) =>
      world.ask('mutation ($to: ID) { rollback(to: $to) { id } }', { to }, headers.get('administrator'));
    expect((await goTo('inconnue')).errors?.[0]?.message).toContain(`${current.id}, ${before.id}`);
    expect((await goTo(current.id)).data.rollback).toEqual({ id: current.id });
    expect((await goTo(before.id)).data.rollback).toEqual({ id: before.id });
  });
});
