/** Provider that vouches for people, as OpenID Connect has it. */
export interface ProviderSettings {
  /** Its address, where `/.well-known/openid-configuration` is. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** Algorithm that it signs what it says of people with; undefined takes them signed or not, over TLS. */
  readonly userinfoAlgorithm: string | undefined;
}

export interface AccessSettings {
  /** Public address of this server, without a final slash. */
  readonly publicUrl: string;
  /** Undefined: nobody signs in but with a one-time secret. */
  readonly provider: ProviderSettings | undefined;
}

/** Those of a server of which nothing was said. */
export const NO_PROVIDER: AccessSettings = { publicUrl: 'http://localhost:4000', provider: undefined };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what the environment says of sign-in, with every problem at once. */
export function readAccessSettings(
  environment: Environment,
  port: number,
): { readonly access: AccessSettings; readonly problems: readonly string[] } {
  const publicUrl = (environment.BOUSSOLE_URL || `http://localhost:${port}`).replace(/\/+$/, '');
  const issuer = environment.BOUSSOLE_OIDC_ISSUER || undefined;
  const clientId = environment.BOUSSOLE_OIDC_CLIENT || '';
  const clientSecret = environment.BOUSSOLE_OIDC_SECRET || '';
  const scopes = environment.BOUSSOLE_OIDC_SCOPES || 'openid profile email';
  const userinfoAlgorithm = environment.BOUSSOLE_OIDC_USERINFO_ALGORITHM || undefined;
  const problems = [
    ...(isWebAddress(publicUrl) ? [] : ['BOUSSOLE_URL doit être une adresse http(s)']),
    ...(issuer && !isProviderAddress(issuer)
      ? ['BOUSSOLE_OIDC_ISSUER doit être une adresse https, ou http sur cette machine']
      : []),
    ...(issuer && !(clientId && clientSecret)
      ? ['BOUSSOLE_OIDC_ISSUER demande aussi BOUSSOLE_OIDC_CLIENT et BOUSSOLE_OIDC_SECRET']
      : []),
    ...(scopes.split(/\s+/).includes('openid') ? [] : ['BOUSSOLE_OIDC_SCOPES doit contenir openid']),
  ];
  const provider = issuer ? { issuer, clientId, clientSecret, scopes, userinfoAlgorithm } : undefined;
  return { access: { publicUrl, provider }, problems };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function isProviderAddress(text: string): boolean {
  return isWebAddress(text) && (new URL(text).protocol === 'https:' || isLoopback(text));
}

/** Whether an address stays on this machine: the only place where a provider may do without TLS. */
export function isLoopback(text: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname);
}
