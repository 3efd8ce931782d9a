import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinEmbeddedServer } from '../src/catalogue/embedded/embedded.ts';
import { openCatalogue, type PeopleCatalogue } from '../src/index.ts';
import { type LoopbackServer, startLoopbackServer } from './catalogue/loopback-server.ts';

const MARIE = {
  issuer: 'https://identite.example.org',
  subject: 'marie-1',
  name: 'Marie Curie',
  email: 'marie@ccas.example.org',
  siret: '26690123400011',
};
const READING = {
  accountId: '00000000-0000-4000-8000-000000000001',
  accountName: 'Marie Curie',
  tokenId: null,
  organisations: ['CCAS de Bourg'],
  indicators: ['naissances'],
  publication: 'p1',
  path: '/graphql',
  question: '{ trend }',
  request: 'reference',
};

describe.each(['embedded in the data directory', 'on a server'])('accounts and grants in a catalogue %s', (where) => {
  let directory: string;
  let server: LoopbackServer | undefined;
  let catalogue: PeopleCatalogue;
  let client: pg.Client;
  let leave: () => Promise<void> = async () => undefined;
  let clock = new Date('2026-11-20T12:00:00Z');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-test-'));
    await chmod(directory, 0o755);
    server = where === 'on a server' ? await startLoopbackServer() : undefined;
    const databaseUrl = await server?.newDatabase();
    catalogue = await openCatalogue({ dataDirectory: directory, databaseUrl, now: () => clock });
    if (databaseUrl) {
      client = new pg.Client(databaseUrl);
    } else {
      const embedded = await joinEmbeddedServer(directory, () => undefined);
      leave = () => embedded.leave();
      const { address } = embedded;
      client = new pg.Client('url' in address ? address.url : { ...address, user: address.username });
    }
    await client.connect();
  });

  afterAll(async () => {
    await client?.end();
    await leave();
    await catalogue?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('knows somebody again, as a reader until an administrator says otherwise', async () => {
    const account = await catalogue.recordIdentity(MARIE);
    expect(account).toMatchObject({ name: 'Marie Curie', role: 'reader', disabledAt: null });
    await catalogue.setRole(account.id, 'statistician');
    const again = await catalogue.recordIdentity({ ...MARIE, name: 'Marie Skłodowska-Curie' });
    expect(again).toMatchObject({ id: account.id, name: 'Marie Skłodowska-Curie', role: 'statistician' });
    expect(await catalogue.findAccount(MARIE.email)).toEqual(again);
    // The same subject at another provider is somebody else.
    const other = await catalogue.recordIdentity({ ...MARIE, issuer: 'https://autre.example.org', email: null });
    expect(other).toMatchObject({ role: 'reader' });
    expect(other.id).not.toBe(account.id);
    await expect(catalogue.findAccount(MARIE.subject)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    await expect(catalogue.findAccount('personne')).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    await expect(catalogue.setRole(account.id, 'roi' as never)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
  });

  it('makes members of those whose provider says that they speak for an organisation, as long as it does', async () => {
    const ccas = await catalogue.createOrganisation({ name: 'CCAS de Bourg', siret: MARIE.siret });
    const { id } = await catalogue.recordIdentity(MARIE);
    expect(await catalogue.organisationsOf(id)).toEqual([ccas]);
    await catalogue.recordIdentity({ ...MARIE, siret: null });
    expect(await catalogue.organisationsOf(id)).toEqual([]);
    await catalogue.addMember(ccas.id, id);
    await catalogue.recordIdentity({ ...MARIE, siret: null });
    expect(await catalogue.organisationsOf(id)).toEqual([ccas]);
    expect(await catalogue.removeMember(ccas.id, id)).toBe(true);
    expect(await catalogue.removeMember(ccas.id, id)).toBe(false);
    await expect(catalogue.createOrganisation({ name: 'CCAS de Bourg', siret: null })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
    await expect(catalogue.createOrganisation({ name: 'Autre', siret: '123' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });

  it('opens what grants say, until the end of their last day in France, or their end at once', async () => {
    const organisation = await catalogue.createOrganisation({ name: 'Observatoire', siret: null });
    const { id: member } = await catalogue.createLocalAccount('Membre', 'reader');
    const { id: other } = await catalogue.createLocalAccount('Autre', 'administrator');
    await catalogue.addMember(organisation.id, member);
    const grant = await catalogue.createGrant({
      organisationId: organisation.id,
      convention: 'caisse_69',
      territories: ['epci:200000011', 'commune:01002'],
      until: '2026-12-31',
    });
    const { id: _, organisationId: __, createdAt: ___, revokedAt: ____, ...said } = grant;
    const access = [{ ...said, organisation: 'Observatoire' }];
    expect(await catalogue.accessOf(member)).toEqual(access);
    expect(await catalogue.accessOf(other)).toEqual([]);
    clock = new Date('2026-12-31T22:30:00Z');
    expect(await catalogue.accessOf(member)).toEqual(access);
    clock = new Date('2026-12-31T23:30:00Z');
    expect(await catalogue.accessOf(member)).toEqual([]);
    clock = new Date('2026-11-20T12:00:00Z');
    expect(await catalogue.revokeGrant(grant.id)).toBe(true);
    expect(await catalogue.revokeGrant(grant.id)).toBe(false);
    expect(await catalogue.accessOf(member)).toEqual([]);
    expect(await catalogue.grants()).toEqual([{ ...grant, revokedAt: clock.toISOString() }]);
  });

  it.each([
    ['a group, that anybody may change', { territories: ['groupe:ouest'] }, 'TERRITORY_ID_INVALID'],
    ['no territory', { territories: [] }, 'ARGUMENT_INVALID'],
    ['a day that is none', { until: '2026-02-30' }, 'ARGUMENT_INVALID'],
    ['no end', { until: '' }, 'ARGUMENT_INVALID'],
    ['a name that no descriptor can have', { convention: 'Caisse 69' }, 'ARGUMENT_INVALID'],
  ])('takes no grant of %s', async (_, wrong, code) => {
    const { id: organisationId } = await catalogue.findOrganisation('Observatoire');
    const grant = { organisationId, convention: 'caisse_69', territories: ['epci:200000011'], until: '2026-12-31' };
    await expect(catalogue.createGrant({ ...grant, ...wrong } as never)).rejects.toMatchObject({ code });
  });

  it('keeps no secret, and takes none that is over, revoked or of a disabled account', async () => {
    const account = await catalogue.createLocalAccount('Programme', 'reader');
    const { token, secret } = await catalogue.createToken({
      accountId: account.id,
      name: 'Tableur',
      scopes: ['read'],
      days: 30,
    });
    const session = await catalogue.openSession(account.id, 3_600);
    expect(await catalogue.tokenOf(secret)).toEqual({ account, scopes: ['read'], tokenId: token.id });
    expect(await catalogue.sessionOf(session)).toMatchObject({ account, tokenId: undefined });
    expect(await catalogue.tokenOf(session)).toBeUndefined();
    expect(await catalogue.sessionOf(secret)).toBeUndefined();
    const { rows } = await client.query('SELECT hash FROM api_token UNION ALL SELECT hash FROM session');
    expect(JSON.stringify(rows)).not.toContain(secret.slice(-20));
    expect(JSON.stringify(rows)).not.toContain(session);

    await catalogue.setDisabled(account.id, true);
    expect([await catalogue.tokenOf(secret), await catalogue.sessionOf(session)]).toEqual([undefined, undefined]);
    await catalogue.setDisabled(account.id, false);
    clock = new Date('2026-11-20T13:00:01Z');
    expect(await catalogue.sessionOf(session)).toBeUndefined();
    expect(await catalogue.tokenOf(secret)).toBeDefined();
    expect(await catalogue.revokeToken(token.id, '00000000-0000-4000-8000-000000000000')).toBe(false);
    expect(await catalogue.revokeToken(token.id, account.id)).toBe(true);
    expect(await catalogue.tokenOf(secret)).toBeUndefined();
    expect(await catalogue.revokeToken(token.id)).toBe(false);
    const wrong = { accountId: account.id, name: 'x', scopes: ['read'], days: 10_000 } as const;
    await expect(catalogue.createToken(wrong)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    clock = new Date('2026-11-20T12:00:00Z');
  });

  it('gives each one-time secret and each sign-in back once, and not after its time', async () => {
    const secret = await catalogue.createOneTimeSecret(60);
    expect(await catalogue.redeemOneTimeSecret('autre')).toBe(false);
    expect([await catalogue.redeemOneTimeSecret(secret), await catalogue.redeemOneTimeSecret(secret)]).toEqual([
      true,
      false,
    ]);
    const attempt = { state: 's', nonce: 'n', verifier: 'v', returnTo: '/comparer' };
    const begun = await catalogue.beginSignIn(attempt, 60);
    expect([await catalogue.finishSignIn(begun), await catalogue.finishSignIn(begun)]).toEqual([attempt, undefined]);
    const [late, tooLate] = [await catalogue.createOneTimeSecret(60), await catalogue.beginSignIn(attempt, 60)];
    clock = new Date('2026-11-20T12:01:01Z');
    expect(await catalogue.redeemOneTimeSecret(late)).toBe(false);
    expect(await catalogue.finishSignIn(tooLate)).toBeUndefined();
    clock = new Date('2026-11-20T12:00:00Z');
  });

  it('adds readings and lets nobody change or remove one, by the privileges of PostgreSQL', async () => {
    await catalogue.recordReading(READING);
    expect(await catalogue.readings({ first: 10 })).toEqual([{ ...READING, readAt: clock.toISOString() }]);
    for (const statement of [
      "UPDATE restricted_reading SET account_name = 'Personne'",
      'DELETE FROM restricted_reading',
      'TRUNCATE restricted_reading',
      "SET session_replication_role = 'replica'; DELETE FROM restricted_reading",
    ]) {
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
    expect(await catalogue.readings({ first: 10 })).toHaveLength(1);
  });

  it('leaves loads of sources under convention out of what everyone is told', async () => {
    const load = {
      source: 'caisse',
      vintage: null,
      inputId: null,
      file: null,
      rows: { read: 0, kept: 0, quarantined: 0 },
      quarantine: {},
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      verdict: 'REFUSED',
      problem: { code: 'VALUE_INVALID', message: 'ligne 3 : « 12 »' },
      publicationId: null,
    } as const;
    const open = await catalogue.recordLoad(load);
    const shut = await catalogue.recordLoad({ ...load, convention: 'caisse_69' });
    expect(await catalogue.loads({ first: 10, isPublic: true })).toEqual([open]);
    expect((await catalogue.loads({ first: 10 })).map(({ id }) => id).sort()).toEqual([open.id, shut.id].sort());
  });
});
