import { failure } from '@boussole/schema';
import type { PeopleCatalogue } from '@boussole/warehouse';
import express, { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { onlyBy, onlyRead } from '../http/only-by.ts';
import { sendPage } from '../landing/send-page.ts';
import { type Cookies, isFromElsewhere } from './cookies.ts';
import type { Provider } from './provider.ts';
import { SECRET_PATH, toSecretPage } from './secret-page.ts';
import type { AccessSettings } from './settings.ts';

const SESSION_SECONDS = 8 * 3_600;
const SIGN_IN_SECONDS = 10 * 60;
/** Name of the account that a one-time secret opens. */
const ADMINISTRATION = 'Administration';
const SECRET_PAGES = { fr: toSecretPage('fr', false), en: toSecretPage('en', false) };
const REFUSED_PAGES = { fr: toSecretPage('fr', true), en: toSecretPage('en', true) };

export interface AccessRoutesOptions {
  readonly catalogue: PeopleCatalogue;
  readonly cookies: Cookies;
  readonly settings: AccessSettings;
  readonly provider: Provider | undefined;
  readonly log: Logger;
}

/** `/access/...`: signing in with a provider or a one-time secret, and out. */
export function accessRoutes(options: AccessRoutesOptions): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    next();
  });
  router.get('/sign-in', (request, response) => leave(request, response, options));
  router.get('/callback', (request, response) => arrive(request, response, options));
  router.get('/secret', (request, response) => sendPage(request, response, SECRET_PAGES, 'no-store'));
  router.post('/secret', express.urlencoded({ extended: false, limit: 1_000 }), (request, response) =>
    redeem(request, response, options),
  );
  router.post('/sign-out', (request, response) => signOut(request, response, options));
  router.all(['/sign-in', '/callback'], onlyRead);
  router.all('/secret', onlyBy('GET', 'HEAD', 'POST'));
  router.all('/sign-out', onlyBy('POST'));
  return router;
}

async function leave(request: Request, response: Response, options: AccessRoutesOptions): Promise<void> {
  const { provider, catalogue, cookies } = options;
  if (!provider) {
    response.redirect(303, SECRET_PATH);
    return;
  }
  const { url, ...remembered } = await provider.leave();
  const returnTo = toOwnPath(request.query.to);
  const secret = await catalogue.beginSignIn({ ...remembered, returnTo }, SIGN_IN_SECONDS);
  cookies.write(response, 'sign_in', secret, SIGN_IN_SECONDS);
  response.redirect(303, url);
}

async function arrive(request: Request, response: Response, options: AccessRoutesOptions): Promise<void> {
  const { provider, catalogue, cookies, settings, log } = options;
  const secret = cookies.read(request, 'sign_in');
  cookies.clear(response, 'sign_in');
  const remembered = secret === undefined ? undefined : await catalogue.finishSignIn(secret);
  if (!provider || !remembered)
    throw failure('SIGN_IN_REFUSED', { problem: 'elle n’a pas commencé dans ce navigateur, ou a trop duré' });
  const url = new URL(request.originalUrl, settings.publicUrl);
  try {
    const { identity, idToken } = await provider.arrive(url, remembered);
    const account = await catalogue.recordIdentity(identity);
    if (account.disabledAt) throw failure('SIGN_IN_REFUSED', { problem: 'ce compte est fermé' });
    await openSession(response, account.id, options, idToken);
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'a sign-in was refused');
    throw error;
  }
  response.redirect(303, remembered.returnTo);
}

async function redeem(request: Request, response: Response, options: AccessRoutesOptions): Promise<void> {
  const { catalogue } = options;
  const secret: unknown = request.body?.secret;
  const isRedeemed =
    !isFromElsewhere(request) && typeof secret === 'string' && (await catalogue.redeemOneTimeSecret(secret.trim()));
  if (!isRedeemed) {
    if (request.accepts(['json', 'html']) !== 'html')
      throw failure('SIGN_IN_REFUSED', { problem: 'ce secret est faux, périmé ou déjà utilisé' });
    sendPage(request, response.status(403), REFUSED_PAGES, 'no-store');
    return;
  }
  const account = await catalogue.createLocalAccount(ADMINISTRATION, 'administrator');
  if (account.disabledAt) throw failure('SIGN_IN_REFUSED', { problem: 'ce compte est fermé' });
  await openSession(response, account.id, options);
  response.redirect(303, '/');
}

/** Answers where to go next, as a script reads it. */
async function signOut(request: Request, response: Response, options: AccessRoutesOptions): Promise<void> {
  const { catalogue, cookies, provider, log } = options;
  const secret = isFromElsewhere(request) ? undefined : cookies.read(request, 'session');
  const idToken = secret === undefined ? undefined : await catalogue.endSession(secret);
  if (secret !== undefined) cookies.clear(response, 'session');
  const farewell = idToken === undefined ? undefined : provider?.farewell(idToken);
  const location = await farewell?.catch((error: unknown) => {
    log.warn({ reason: reasonOf(error) }, 'the provider keeps its own session');
    return undefined;
  });
  response.json({ location: location ?? '/' });
}

async function openSession(
  response: Response,
  accountId: string,
  { catalogue, cookies }: AccessRoutesOptions,
  idToken?: string,
): Promise<void> {
  const session = await catalogue.openSession(accountId, SESSION_SECONDS, idToken);
  cookies.write(response, 'session', session, SESSION_SECONDS);
}

/** A path of this site, whatever the address says: nobody is sent elsewhere by a link to sign in. */
function toOwnPath(to: unknown): string {
  const isOwn = typeof to === 'string' && to.length < 2_000 && /^\/(?![/\\])[^\p{Cc}\s\\]*$/u.test(to);
  return isOwn ? to : '/';
}

/** Words of an error, without what it carries: tokens and claims have no place in a log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
