import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

/** What a provider answers otherwise than it should. */
export interface Lies {
  /** Claims of the ID token, put over the right ones; undefined removes one. */
  readonly idToken?: Readonly<Record<string, unknown>>;
  /** Claims of the signed userinfo. */
  readonly userinfo?: Readonly<Record<string, unknown>>;
  /** `none` leaves the ID token unsigned; `HS256` signs it with the client's secret; `other` with a key that nobody published. */
  readonly signature?: 'none' | 'HS256' | 'other';
  readonly userinfoSignature?: 'none' | 'other' | 'json';
}

/** A provider of OpenID Connect that tells its own lies, on loopback. */
export interface FalseProvider {
  readonly issuer: string;
  /** Lies from now on. */
  lie(lies: Lies): void;
  /** The code that the browser comes back with, for what the sign-in asked. */
  authorise(url: URL): string;
  close(): Promise<void>;
}

export async function startFalseProvider(clientId: string, clientSecret: string): Promise<FalseProvider> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  let lies: Lies = {};
  const nonces = new Map<string, string>();
  let issuer = '';

  const sign = (claims: JWTPayload, signature: Lies['signature'] | 'json'): Promise<string> | string => {
    if (signature === 'none') return new UnsecuredJWT(claims).encode();
    const [alg, key]: [string, CryptoKey | Uint8Array] =
      signature === 'HS256'
        ? ['HS256', new TextEncoder().encode(clientSecret)]
        : ['RS256', signature === 'other' ? other.privateKey : own.privateKey];
    return new SignJWT(claims).setProtectedHeader({ alg, kid: 'own' }).sign(key);
  };

  const answer = async (request: IncomingMessage): Promise<readonly [type: string, body: string]> => {
    const json = (value: unknown) => ['application/json', JSON.stringify(value)] as const;
    const now = Math.floor(Date.now() / 1_000);
    switch (new URL(request.url ?? '', issuer).pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          userinfo_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        });
      case '/jwks':
        return json({ keys: [jwk] });
      case '/token': {
        const code = new URLSearchParams(await textOf(request)).get('code') ?? '';
        const right = { iss: issuer, aud: clientId, sub: 'marie', nonce: nonces.get(code), iat: now, exp: now + 60 };
        const idToken = await sign({ ...right, ...lies.idToken }, lies.signature);
        return json({ access_token: 'access', token_type: 'Bearer', id_token: idToken });
      }
      default: {
        const claims = { iss: issuer, aud: clientId, sub: 'marie', given_name: 'Marie', usual_name: 'Curie' };
        const said = { ...claims, email: 'marie@example.org', siret: '26690123400011', ...lies.userinfo };
        if (lies.userinfoSignature === 'json') return json(said);
        return ['application/jwt', await sign(said, lies.userinfoSignature)];
      }
    }
  };

  const server: Server = createServer(async (request, response) => {
    const [type, body] = await answer(request);
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return {
    issuer,
    lie(told) {
      lies = told;
    },
    authorise(url) {
      const code = `code-${nonces.size}`;
      nonces.set(code, url.searchParams.get('nonce') ?? '');
      return code;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}
