import { createHash } from 'node:crypto';
import type { DocumentNode } from 'graphql';
import { expect, test } from 'vitest';
import { createClient } from '../src/app/client.ts';
import * as generated from '../src/graphql/generated.ts';
import { OPERATIONS } from '../src/graphql/operations.ts';

interface Sent {
  readonly method: string;
  readonly query: string | undefined;
  readonly hash: string;
}

/** Asks a question of a server that does not know its document yet; gives what it was sent. */
async function asked(document: DocumentNode, variables: Record<string, unknown> = {}): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const client = createClient('http://localhost/graphql', async (address, { method = 'GET', body } = {}) => {
    const { searchParams } = new URL(String(address));
    const said = body ? JSON.parse(String(body)) : Object.fromEntries(searchParams);
    const extensions = typeof said.extensions === 'string' ? JSON.parse(said.extensions) : said.extensions;
    sent.push({ method, query: said.query, hash: extensions.persistedQuery.sha256Hash });
    const unknown = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };
    return Response.json(sent.length === 1 ? { errors: [unknown] } : { data: {} });
  });
  const isMutation = document.definitions.some((node) => 'operation' in node && node.operation === 'mutation');
  const question = isMutation
    ? client.mutate({ mutation: document, variables })
    : client.query({ query: document, variables, fetchPolicy: 'no-cache' });
  await question.catch(() => undefined);
  return sent;
}

const documents = Object.entries(generated).flatMap(([name, document]) =>
  name.endsWith('Document') ? [[name.slice(0, -'Document'.length), document as DocumentNode] as const] : [],
);

test('every operation is known by the hash of its document as it is sent', async () => {
  expect(documents.map(([name]) => name).sort()).toEqual(Object.keys(OPERATIONS).sort());
  for (const [name, document] of documents) {
    const [first, second] = await asked(document);
    expect([name, first]).toEqual([name, { method: first?.method, query: undefined, hash: OPERATIONS[name] }]);
    expect([name, createHash('sha256').update(second!.query!).digest('hex')]).toEqual([name, first!.hash]);
    expect([name, second!.method]).toEqual([name, 'POST']);
  }
});

test('what is short is asked by GET, what is long or changes something by POST', async () => {
  const method = async (document: DocumentNode, variables?: Record<string, unknown>) =>
    (await asked(document, variables))[0]?.method;
  expect(await method(generated.TrendDocument)).toBe('GET');
  expect(await method(generated.TrendDocument, { territories: Array(500).fill('commune:01001') })).toBe('POST');
  for (const [, document] of documents) {
    const isMutation = document.definitions.some((node) => 'operation' in node && node.operation === 'mutation');
    if (isMutation) expect(await method(document)).toBe('POST');
  }
});
