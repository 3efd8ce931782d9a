import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

type Encoding = 'br' | 'gzip' | 'identity';

interface KeptFile {
  /** Changes when the file does. */
  readonly state: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly written: Map<Encoding, Promise<Buffer>>;
}

/** Small enough to wait for the first time, and within a few percent of the smallest. */
const BROTLI_QUALITY = 9;
const COMPRESSIBLE = /\.(html|js|mjs|css|svg|json|webmanifest|txt|map|graphql)$/;
/** Beyond, a file is no part of a dashboard, and is not kept in memory. */
const MAXIMUM_BYTES = 16 * 2 ** 20;

/**
 * The files of a folder, kept in memory as they are sent: each encoding is written once, and has a strong ETag of its own, made of the content. A
 * file that was written again is read again.
 */
export class KeptFiles {
  readonly #directory: string;
  readonly #files = new Map<string, KeptFile>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Sends the file of a path of an address; false when there is none, nothing being outside of the folder or hidden in it. */
  async send(path: string, request: Request, response: Response, cacheControl: string): Promise<boolean> {
    const file = await this.#maybeFile(path);
    if (!file) return false;
    const accepted = COMPRESSIBLE.test(path) ? request.acceptsEncodings('br', 'gzip', 'identity') : 'identity';
    const encoding: Encoding = accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
    const body = await writtenAs(file, encoding);
    const suffix = encoding === 'identity' ? '' : `-${encoding}`;
    response.type(extname(path)).vary('accept-encoding');
    // What is sent was chosen here: nothing compresses it again under the same tag.
    response.set({ etag: `"${file.sha256.slice(0, 32)}${suffix}"`, 'cache-control': `${cacheControl}, no-transform` });
    if (encoding !== 'identity') response.set('content-encoding', encoding);
    if (request.fresh) response.status(304).end();
    else response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }

  /** Tells whether `send` would send a file. */
  async has(path: string): Promise<boolean> {
    return (await this.#maybeFile(path)) !== undefined;
  }

  async #maybeFile(path: string): Promise<KeptFile | undefined> {
    const place = maybePlace(this.#directory, path);
    const found = place === undefined ? undefined : await stat(place).catch(() => undefined);
    if (place === undefined || !found?.isFile() || found.size > MAXIMUM_BYTES) return undefined;
    const state = `${found.mtimeMs} ${found.size}`;
    const known = this.#files.get(place);
    if (known?.state === state) return known;
    const bytes = await readFile(place);
    const file = { state, sha256: createHash('sha256').update(bytes).digest('hex'), bytes, written: new Map() };
    this.#files.set(place, file);
    return file;
  }
}

function writtenAs({ bytes, written }: KeptFile, encoding: Encoding): Promise<Buffer> {
  const known = written.get(encoding) ?? encode(bytes, encoding);
  written.set(encoding, known);
  return known;
}

async function encode(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'br') {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    return promisify(brotliCompress)(bytes, { params });
  }
  return encoding === 'gzip' ? promisify(gzip)(bytes, { level: 9 }) : bytes;
}

function maybePlace(directory: string, path: string): string | undefined {
  const decoded = maybeDecoded(path);
  if (decoded === undefined || /[\0\\]|(^|\/)\./.test(decoded)) return undefined;
  const place = join(directory, decoded);
  return place.startsWith(directory.endsWith(sep) ? directory : directory + sep) ? place : undefined;
}

function maybeDecoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
