import { failure } from '@boussole/schema';
import type { Identity } from '@boussole/warehouse';
import * as openid from 'openid-client';
import { type AccessSettings, isLoopback, type ProviderSettings } from './settings.ts';

/** What a sign-in that begins gives: where to send the browser, and what to remember until it is back. */
export interface Departure {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who came back, and what the provider needs to end its own session. */
export interface Arrival {
  readonly identity: Identity;
  readonly idToken: string | undefined;
}

/** A provider of OpenID Connect: authorization code, PKCE, signed answers. */
export interface Provider {
  /** Throws `SIGN_IN_UNAVAILABLE` when it does not answer. */
  leave(): Promise<Departure>;
  /** Checks what comes back against what was remembered. Throws `SIGN_IN_REFUSED` whatever does not fit. */
  arrive(url: URL, remembered: Pick<Departure, 'state' | 'nonce' | 'verifier'>): Promise<Arrival>;
  /** Where to end the session of the provider too; undefined when it has no such place. */
  farewell(idToken: string): Promise<string | undefined>;
}

const CALLBACK = '/access/callback';

export function openProvider(settings: ProviderSettings, { publicUrl }: AccessSettings): Provider {
  const redirect = `${publicUrl}${CALLBACK}`;
  let known: Promise<openid.Configuration> | undefined;
  const configuration = async (): Promise<openid.Configuration> => {
    known ??= discover(settings, redirect);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw failure('SIGN_IN_UNAVAILABLE', { problem: 'le fournisseur d’identité ne répond pas' }, { cause: error });
    }
  };
  return {
    async leave() {
      const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
      const url = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: settings.scopes,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, nonce, verifier };
    },
    async arrive(url, { state, nonce, verifier }) {
      const config = await configuration();
      try {
        const tokens = await openid.authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!; // an ID token was expected
        const said = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
        return { identity: toIdentity(claims.iss, said), idToken: tokens.id_token };
      } catch (error) {
        throw failure(
          'SIGN_IN_REFUSED',
          { problem: 'la réponse du fournisseur d’identité est refusée' },
          { cause: error },
        );
      }
    },
    async farewell(idToken) {
      const config = await configuration();
      if (!config.serverMetadata().end_session_endpoint) return undefined;
      return openid.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${publicUrl}/`,
        state: openid.randomState(),
      }).href;
    },
  };
}

/** Signatures are checked even where TLS alone would do, and nothing but a provider of this machine may do without TLS. */
function discover(
  { issuer, clientId, clientSecret, userinfoAlgorithm }: ProviderSettings,
  redirect: string,
): Promise<openid.Configuration> {
  const metadata = {
    client_secret: clientSecret,
    redirect_uris: [redirect],
    ...(userinfoAlgorithm && { userinfo_signed_response_alg: userinfoAlgorithm }),
  };
  const execute = [openid.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [openid.allowInsecureRequests] : [])];
  return openid.discovery(new URL(issuer), clientId, metadata, openid.ClientSecretPost(clientSecret), { execute });
}

/** Claims of ProConnect (`given_name`, `usual_name`, `siret`), or the usual ones. */
function toIdentity(issuer: string, said: openid.UserInfoResponse): Identity {
  const text = (name: string): string | undefined => {
    const value = said[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : undefined;
  };
  const parts = [text('given_name'), text('usual_name') ?? text('family_name')].filter((part) => part !== undefined);
  const siret = text('siret');
  return {
    issuer,
    subject: said.sub,
    name: (parts.length > 0 ? parts.join(' ') : undefined) ?? text('name') ?? text('email') ?? said.sub,
    email: said.email_verified === false ? null : (text('email') ?? null),
    siret: siret !== undefined && /^\d{14}$/.test(siret) ? siret : null,
  };
}
