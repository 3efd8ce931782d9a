import { lookup as resolveName } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type FetchPolicy, isPublicAddress, refusalOf } from './policy.ts';

/** An address that may not be asked: asking again would not help. */
export class RefusedAddress extends Error {}

const REDIRECTIONS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Asks an address, following redirections, each checked as the first: its site, its protocol, and the IP address that the connection is made
 * to. Throws `RefusedAddress`, or the network's error.
 */
export async function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  policy: FetchPolicy,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let current = url;
  for (let followed = 0; followed <= policy.redirects; followed++) {
    const refusal = refusalOf(current, policy);
    if (refusal !== undefined) throw new RefusedAddress(refusal);
    const response = await ask(current, headers, policy, signal);
    const target = response.headers.location;
    if (!REDIRECTIONS.has(response.statusCode ?? 0) || target === undefined) return response;
    response.resume();
    current = new URL(target, current);
  }
  throw new RefusedAddress(`plus de ${policy.redirects} redirections`);
}

function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  policy: FetchPolicy,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = {
      headers,
      signal,
      lookup: toLookup(policy),
      timeout: policy.idleMilliseconds,
      agent: false as const,
    };
    const sent = send(url, options, resolve);
    sent.on('timeout', () => sent.destroy(new Error('ETIMEDOUT')));
    sent.on('error', reject);
    sent.end();
  });
}

/** Resolves names, and refuses what leads to a private network: the connection is made to the address that was checked. */
function toLookup(policy: FetchPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      const hidden = addresses?.find(({ address }) => !policy.privateAddresses && !isPublicAddress(address));
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new Error('ENOTFOUND'), '', 4);
      else if (hidden) callback(new RefusedAddress(`${hostname} mène à l’adresse privée ${hidden.address}`), '', 4);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
