import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request } from 'express';
import type { Visit } from '../access/visit.ts';

/** What is known of the request being answered, from wherever it is answered. */
export interface CurrentRequest {
  readonly request?: Request;
  readonly reference?: string;
  readonly visit?: Visit;
}

/** One for all that is known: each storage in use adds to the time of every promise. */
const storage = new AsyncLocalStorage<CurrentRequest>();
const OUTSIDE: CurrentRequest = {};

/** Runs what answers a request, with what is known of it besides what was. */
export function knowing<T>(more: CurrentRequest, run: () => T): T {
  return storage.run({ ...currentRequest(), ...more }, run);
}

/** The request being answered; nothing is known outside of any. */
export function currentRequest(): CurrentRequest {
  return storage.getStore() ?? OUTSIDE;
}
