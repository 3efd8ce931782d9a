import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccessSettings } from '../src/access/settings.ts';
import { Browser } from './support/browser.ts';
import { type FalseProvider, type Lies, startFalseProvider } from './support/false-provider.ts';
import { startWorld, type World } from './support/world.ts';

const CLIENT = { clientId: 'boussole', clientSecret: 'un-secret-de-trente-deux-octets-au-moins' };
const SIRET = '26690123400011';

let nothing: World;
let world: World;
beforeAll(async () => {
  nothing = await startWorld({ isPublished: false });
  const organisation = await nothing.catalogue.createOrganisation({ name: 'CCAS de Bourg', siret: SIRET });
  const grant = { convention: 'caisse_69', territories: ['epci:200000011'], until: '2099-12-31' } as const;
  await nothing.catalogue.createGrant({ organisationId: organisation.id, ...grant });
}, 60_000);
afterAll(() => nothing?.close());

/** Serves with a provider; the world's own address is known only once it listens. */
async function serveWith(issuer: string, userinfoAlgorithm?: string): Promise<World & { readonly publicUrl: string }> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const provider = { issuer, ...CLIENT, scopes: 'openid profile email siret', userinfoAlgorithm };
  const access: AccessSettings = { publicUrl, provider };
  return { ...(await nothing.again({ access, port })), publicUrl };
}

async function viewer(browser: Browser, url: string) {
  const cookie = browser.cookie(new URL(url).host, 'boussole_session');
  const asked = '{ viewer { name email roles organisations signIn grants { convention } } }';
  return (await world.ask(asked, {}, cookie ? { cookie: `boussole_session=${cookie}` } : {})).data.viewer;
}

describe('signing in with a provider of OpenID Connect', () => {
  let provider: Server;

  beforeAll(async () => {
    // It says at length that it is not to be used so.
    for (const level of ['warn', 'info'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
    const port = await freePort();
    const issuer = `http://localhost:${port}`;
    world = await serveWith(issuer, 'RS256');
    provider = await startProvider(issuer, port, world.url);
  });
  afterAll(async () => {
    await world.close();
    provider.close();
    provider.closeAllConnections();
  });

  it('goes there with a code challenge, comes back signed in where it was, and out again', async () => {
    const browser = new Browser();
    expect(await viewer(browser, world.url)).toMatchObject({ name: null, roles: [], signIn: '/access/sign-in' });

    const begun = await browser.ask(`${world.url}/access/sign-in?to=/comparer?t=commune:01001`);
    const asked = new URL(begun.headers.get('location') ?? '');
    expect(begun.status).toBe(303);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      redirect_uri: `${world.url}/access/callback`,
    });

    const back = await throughProvider(browser, asked);
    expect(back.origin).toBe(world.url);
    const arrived = await browser.ask(back);
    expect([arrived.status, arrived.headers.get('location')]).toEqual([303, '/comparer?t=commune:01001']);
    expect(await viewer(browser, world.url)).toEqual({
      name: 'Marie Curie',
      email: 'marie@ccas.example.org',
      roles: ['READER', 'MEMBER'],
      organisations: ['CCAS de Bourg'],
      signIn: '/access/sign-in',
      grants: [{ convention: 'caisse_69' }],
    });

    // The same answer of the provider opens nothing a second time.
    expect((await browser.ask(back)).status).toBe(403);
    expect((await new Browser().ask(back)).status).toBe(403);

    const left = await browser.ask(`${world.url}/access/sign-out`, {});
    expect(await left.json()).toEqual({ location: expect.stringContaining('/session/end?id_token_hint=') });
    expect(await viewer(browser, world.url)).toMatchObject({ name: null });
  }, 20_000);

  it.each(['//ailleurs.example.org', 'https://ailleurs.example.org', '/\\ailleurs.example.org', '/a b'])(
    'sends nobody to %s when it comes back',
    async (to) => {
      const browser = new Browser();
      const begun = await browser.ask(`${world.url}/access/sign-in?${new URLSearchParams({ to })}`);
      const back = await throughProvider(browser, new URL(begun.headers.get('location') ?? ''));
      expect((await browser.ask(back)).headers.get('location')).toBe('/');
    },
  );

  it('refuses an account that was closed', async () => {
    const account = await nothing.catalogue.findAccount('marie@ccas.example.org');
    await nothing.catalogue.setDisabled(account.id, true);
    const browser = new Browser();
    const begun = await browser.ask(`${world.url}/access/sign-in`);
    const back = await throughProvider(browser, new URL(begun.headers.get('location') ?? ''));
    expect((await browser.ask(back)).status).toBe(403);
    await nothing.catalogue.setDisabled(account.id, false);
  });
});

describe('an answer of the provider', () => {
  let liar: FalseProvider;
  let served: World;

  beforeAll(async () => {
    liar = await startFalseProvider(CLIENT.clientId, CLIENT.clientSecret);
    served = await serveWith(liar.issuer, 'RS256');
  });
  afterAll(async () => {
    await served.close();
    await liar.close();
  });

  /** Signs in with what the provider says, the callback's address changed on the way. */
  async function signIn(lies: Lies, change: (callback: URL) => void = () => undefined): Promise<Response> {
    liar.lie(lies);
    const browser = new Browser();
    const asked = new URL((await browser.ask(`${served.url}/access/sign-in`)).headers.get('location') ?? '');
    const callback = new URL(asked.searchParams.get('redirect_uri') ?? '');
    callback.searchParams.set('code', liar.authorise(asked));
    callback.searchParams.set('state', asked.searchParams.get('state') ?? '');
    change(callback);
    return browser.ask(callback);
  }

  it('is taken when all of it is right', async () => {
    expect((await signIn({})).status).toBe(303);
  });

  const past = Math.floor(Date.now() / 1_000) - 3_600;
  it.each<[string, Lies]>([
    ['another nonce', { idToken: { nonce: 'autre' } }],
    ['no nonce', { idToken: { nonce: undefined } }],
    ['another audience', { idToken: { aud: 'autre' } }],
    ['several audiences and no authorised party', { idToken: { aud: ['boussole', 'autre'], azp: 'autre' } }],
    ['another issuer', { idToken: { iss: 'https://autre.example.org' } }],
    ['a token that is over', { idToken: { iat: past, exp: past + 60 } }],
    ['a token without an end', { idToken: { exp: undefined } }],
    ['nobody', { idToken: { sub: undefined } }],
    ['alg none', { signature: 'none' }],
    ['a signature with the secret of the client', { signature: 'HS256' }],
    ['a signature with a key that it never published', { signature: 'other' }],
    ['the claims of somebody else', { userinfo: { sub: 'pierre' } }],
    ['claims for another client', { userinfo: { aud: 'autre' } }],
    ['claims of another issuer', { userinfo: { iss: 'https://autre.example.org' } }],
    ['claims that are not signed', { userinfoSignature: 'json' }],
    ['claims with alg none', { userinfoSignature: 'none' }],
    ['claims signed with another key', { userinfoSignature: 'other' }],
  ])('with %s is refused', async (_, lies) => {
    const refused = await signIn(lies);
    expect(refused.status).toBe(403);
    expect(refused.headers.getSetCookie().join()).not.toContain('boussole_session');
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SIGN_IN_REFUSED' } }] });
  });

  it.each<[string, (callback: URL) => void]>([
    ['another state', ({ searchParams }) => searchParams.set('state', 'autre')],
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['the name of another issuer', ({ searchParams }) => searchParams.set('iss', 'https://autre.example.org')],
    ['an error', ({ searchParams }) => searchParams.set('error', 'access_denied')],
    ['no code', ({ searchParams }) => searchParams.delete('code')],
  ])('that comes back with %s is refused', async (_, change) => {
    expect((await signIn({}, change)).status).toBe(403);
  });

  it('that comes back to a browser that did not leave is refused', async () => {
    expect((await new Browser().ask(`${served.url}/access/callback?code=a&state=b`)).status).toBe(403);
  });

  it('that never comes leaves public figures readable', async () => {
    const gone = await serveWith('http://127.0.0.1:9');
    try {
      const refused = await new Browser().ask(`${gone.url}/access/sign-in`);
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SIGN_IN_UNAVAILABLE' } }] });
      expect((await gone.ask('{ viewer { roles } }')).data).toEqual({ viewer: { roles: [] } });
    } finally {
      await gone.close();
    }
  });
});

/** A certified implementation, with signed userinfo and the claims of ProConnect. */
async function startProvider(issuer: string, port: number, url: string): Promise<Server> {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${url}/access/callback`],
        post_logout_redirect_uris: [`${url}/`],
        token_endpoint_auth_method: 'client_secret_post',
        userinfo_signed_response_alg: 'RS256',
      },
    ],
    claims: { openid: ['sub'], email: ['email'], profile: ['given_name', 'usual_name'], siret: ['siret'] },
    features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: 'marie@ccas.example.org',
        given_name: 'Marie',
        usual_name: 'Curie',
        siret: SIRET,
      }),
    }),
  });
  return new Promise((resolve) => {
    const server: Server = provider.listen(port, () => resolve(server));
  });
}

/** Answers the pages of the provider; returns the address that it sends back to. */
async function throughProvider(browser: Browser, asked: URL): Promise<URL> {
  let url = asked;
  for (let steps = 0; steps < 12; steps++) {
    if (url.pathname === '/access/callback') return url;
    const prompt = await browser.ask(url);
    const next = prompt.headers.get('location');
    if (next !== null) {
      url = new URL(next, url);
      continue;
    }
    const step = (await prompt.text()).includes('name="login"') ? 'login' : 'consent';
    const given = await browser.ask(url, { prompt: step, login: 'marie', password: 'x' });
    url = new URL(given.headers.get('location') ?? '', url);
  }
  throw new Error(`expected to come back, but stayed at ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}
