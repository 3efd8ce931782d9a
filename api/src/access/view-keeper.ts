import { randomBytes } from 'node:crypto';
import { checkLimit, type Limits } from '@boussole/schema';
import type { ViewKeeper } from '@boussole/warehouse';
import type { Request, Response } from 'express';
import { keyOfAddress } from '../http/bounds.ts';
import type { Rate } from '../http/rate.ts';
import { type Cookies, isFromElsewhere } from './cookies.ts';
import { allow, may, type Visitor } from './visitor.ts';

const YEAR_SECONDS = 365 * 24 * 3_600;
const SECRET = /^[\w-]{43}$/;

/**
 * Who changes a saved view: the account that saved it or, without signing in, the browser, by a secret that it keeps in a cookie; and those who
 * look after the server. A token must be one that may write.
 */
export class ViewKeeping {
  readonly #request: Request;
  readonly #response: Response;
  readonly #cookies: Cookies;
  /** How many views each author saved lately. */
  readonly #saved: Rate;

  constructor(
    request: Request,
    response: Response,
    { cookies, saved }: { readonly cookies: Cookies; readonly saved: Rate },
  ) {
    this.#request = request;
    this.#response = response;
    this.#cookies = cookies;
    this.#saved = saved;
  }

  /** Whoever asks, to be told which views they may change. */
  reader(visitor: Visitor): ViewKeeper {
    if (!visitor.account) return this.#browser();
    if (!may(visitor, 'view:write')) return {};
    return { ...this.#browser(), accountId: visitor.account.id, isOfAll: may(visitor, 'view:write-all') };
  }

  /** Whoever changes a view. Throws `NOT_ALLOWED` for a token that may only read. */
  writer(visitor: Visitor): ViewKeeper {
    if (visitor.account) allow(visitor, 'view:write');
    return this.reader(visitor);
  }

  /** Whoever saves a view: a browser that has no secret yet is given one. Throws as `writer`, and `LIMIT_EXCEEDED` for one that saves too many. */
  author(visitor: Visitor, limits: Pick<Limits, 'viewsPerHour'>): ViewKeeper {
    const known = this.writer(visitor);
    const key = visitor.account?.id ?? keyOfAddress(this.#request.ip ?? '');
    checkLimit(limits, 'viewsPerHour', this.#saved.count(key, Date.now()).asked);
    if (visitor.account) return { accountId: visitor.account.id };
    const secret = known.secret ?? randomBytes(32).toString('base64url');
    this.#cookies.write(this.#response, 'views', secret, YEAR_SECONDS);
    return { secret };
  }

  /** Nothing that another site makes a browser send is taken for its own. */
  #browser(): ViewKeeper {
    const secret = isFromElsewhere(this.#request) ? undefined : this.#cookies.read(this.#request, 'views');
    return secret && SECRET.test(secret) ? { secret } : {};
  }
}
