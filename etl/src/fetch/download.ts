import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FetchPolicy } from './policy.ts';
import { RefusedAddress, request } from './request.ts';

/** What identifies the state of a file on its site. */
export interface RemoteState {
  readonly etag?: string;
  readonly lastModified?: string;
}

export type Downloaded =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'new'; readonly bytes: number; readonly sha256: string; readonly state: RemoteState };

export interface DownloadRequest {
  readonly url: URL;
  /** Where the file is put once it is whole. */
  readonly target: string;
  /** Where it is written until then. */
  readonly beside: string;
  /** State of the copy that is already there, when there is one. */
  readonly known: RemoteState | undefined;
  readonly policy: FetchPolicy;
  onProgress(bytes: number, total: number): void;
}

/** An answer that is not a file: the status of HTTP. Asking again helps from 500 on, and for 429. */
export class HttpStatus extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** A file larger than the policy admits, whatever it announced. */
export class TooLarge extends Error {}

/**
 * Downloads a file unless it is the one already there, trying again what may be passing. Nothing is at `target` but a whole file. Throws
 * `RefusedAddress`, `HttpStatus`, `TooLarge` or the network's error.
 */
export async function download(asked: DownloadRequest): Promise<Downloaded> {
  const { policy } = asked;
  for (let attempt = 0; ; attempt++) {
    try {
      return await tryDownload(asked);
    } catch (error) {
      if (attempt >= policy.retries || isFinal(error)) throw error;
      await wait(policy.waitMilliseconds * 2 ** attempt);
    }
  }
}

function isFinal(error: unknown): boolean {
  if (error instanceof HttpStatus) return error.status < 500 && error.status !== 429;
  return error instanceof RefusedAddress || error instanceof TooLarge;
}

async function tryDownload({ url, target, beside, known, policy, onProgress }: DownloadRequest): Promise<Downloaded> {
  const signal = AbortSignal.timeout(policy.totalMilliseconds);
  const headers = {
    'user-agent': 'boussole',
    ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
    ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
  };
  const response = await request(url, headers, policy, signal);
  if (response.statusCode === 304) {
    response.resume();
    return { kind: 'unchanged' };
  }
  if (response.statusCode !== 200) {
    response.destroy();
    throw new HttpStatus(response.statusCode ?? 0);
  }
  const total = Number(response.headers['content-length'] ?? 0);
  if (total > policy.maximumBytes) {
    response.destroy();
    throw new TooLarge();
  }
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      onProgress(bytes, total);
      done(bytes > policy.maximumBytes ? new TooLarge() : null, chunk);
    },
  });
  await mkdir(dirname(beside), { recursive: true });
  // Opened here rather than by the stream: a stream that is destroyed while it opens its file may create it after it was removed.
  const file = await open(beside, 'w');
  try {
    try {
      await pipeline(
        response,
        count,
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) await file.appendFile(chunk);
        },
        { signal },
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
  const { etag, 'last-modified': lastModified } = response.headers;
  return {
    kind: 'new',
    bytes,
    sha256: hash.digest('hex'),
    state: { ...(etag && { etag }), ...(lastModified && { lastModified }) },
  };
}
