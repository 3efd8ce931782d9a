import type { RequestHandler } from 'express';
import { toInvalidQuery } from '../errors.ts';
import { answerError } from './answer-error.ts';
import { isRecord } from './answer-key.ts';
import { hashOf } from './document-hash.ts';
import { maybeJson } from './maybe-json.ts';

const HASH = /^[0-9a-f]{64}$/;

/**
 * Refuses what is no persisted question, for everyone with 400: Apollo takes a wrong hash for one that it does not know, and a client would send its document
 * for nothing. One that is well said and not known stays an answer, which asks for the document:
 * https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export const refuseWrongHashes: RequestHandler = (request, response, next) => {
  const { query, extensions } = request.method === 'GET' ? request.query : ((request.body ?? {}) as Asked);
  const said = typeof extensions === 'string' && request.method === 'GET' ? maybeJson(extensions) : extensions;
  const persisted = isRecord(said) ? said.persistedQuery : undefined;
  // Some clients send null for none.
  const problem = persisted === undefined || persisted === null ? undefined : maybeProblem(persisted, query);
  if (problem === undefined) return next();
  answerError(request, response, 400, toInvalidQuery(problem));
};

/** What was sent, which may be anything. */
interface Asked {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

function maybeProblem(persisted: unknown, query: unknown): string | undefined {
  if (!isRecord(persisted)) return '« persistedQuery » doit être un objet : {"version": 1, "sha256Hash": "…"}.';
  const { version, sha256Hash } = persisted;
  if (version !== 1) return 'cette version de questions enregistrées n’est pas connue. Mettez « version » à 1.';
  if (typeof sha256Hash !== 'string' || !HASH.test(sha256Hash))
    return '« sha256Hash » doit être l’empreinte SHA-256 de la question : 64 chiffres hexadécimaux, en minuscules.';
  const isOther = typeof query === 'string' && hashOf(query) !== sha256Hash;
  return isOther ? 'l’empreinte (sha256Hash) n’est pas celle de la question. Recalculez-la.' : undefined;
}
