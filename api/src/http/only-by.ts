import { failure } from '@boussole/schema';
import type { RequestHandler } from 'express';
import { askedAddress } from './asked-address.ts';

type Method = 'GET' | 'HEAD' | 'POST';

const READING: readonly Method[] = ['GET', 'HEAD'];

/**
 * On an address, refuses the methods that it does not answer and tells OPTIONS those that it does. Throws `METHOD_NOT_ALLOWED`.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export function onlyBy(...methods: readonly Method[]): RequestHandler {
  const allowed = methods.join(', ');
  return (request, response, next) => {
    const { method } = request;
    if (methods.some((known) => known === method)) return next();
    response.set('allow', allowed);
    if (method !== 'OPTIONS') throw failure('METHOD_NOT_ALLOWED', { method, path: askedAddress(request), allowed });
    response.status(204).end();
  };
}

/** The same for an address that is only read. */
export const onlyRead: RequestHandler = onlyBy(...READING);
