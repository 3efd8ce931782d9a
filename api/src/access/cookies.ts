import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

export type CookieName = 'session' | 'sign_in' | 'views';

/** Cookies of the server: never read by scripts, never sent by another site's requests, only over TLS where there is any. */
export class Cookies {
  readonly #isSecure: boolean;

  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  read(request: Request, name: CookieName): string | undefined {
    const { cookie } = request.headers;
    return cookie === undefined ? undefined : parse(cookie)[this.#nameOf(name)] || undefined;
  }

  write(response: Response, name: CookieName, value: string, seconds: number): void {
    response.cookie(this.#nameOf(name), value, { ...this.#options(), maxAge: 1_000 * seconds });
  }

  clear(response: Response, name: CookieName): void {
    response.clearCookie(this.#nameOf(name), this.#options());
  }

  /** `__Host-`: browsers take such a cookie only over TLS, from this very host. */
  #nameOf(name: CookieName): string {
    return `${this.#isSecure ? '__Host-' : ''}boussole_${name}`;
  }

  #options(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.#isSecure, path: '/' };
  }
}

/** Whether a browser says that a page of another site made the request. Programs say nothing, and hold no cookie by accident. */
export function isFromElsewhere(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('origin');
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.get('host'));
}
