import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Eventual } from '@boussole/warehouse';
import { bestEncoding, type Encoding, tagOf } from './accepted-encoding.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Below, compressing saves nothing worth its time. */
const SMALLEST = 1_024;
/** No answer takes more than this share of the memory of all. */
const LARGEST_SHARE = 1 / 4;

/** A finished answer: its bytes, and what they are compressed, made when first asked for. */
export class FinishedAnswer {
  readonly contentType: string;
  readonly #identity: Buffer;
  readonly #compressed = new Map<Encoding, Promise<Buffer>>();
  #tag: string | undefined;
  #bytes: number;

  constructor(body: Buffer, contentType: string) {
    this.#identity = body;
    this.#bytes = this.#identity.length;
    this.contentType = contentType;
  }

  /** Memory that it takes, compressed ones included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The encoding to send to whoever takes some: none for a short answer. */
  encodingFor(accepted: string): Encoding {
    return this.#identity.length < SMALLEST ? 'identity' : bestEncoding(accepted);
  }

  /** Lightly: at these levels a map of all communes takes 3 ms, at the usual ones 20, for a few percent fewer bytes. */
  body(encoding: Encoding): Eventual<Buffer> {
    return encoding === 'identity' ? this.#identity : this.#compress(encoding);
  }

  async #compress(encoding: Exclude<Encoding, 'identity'>): Promise<Buffer> {
    let made = this.#compressed.get(encoding);
    if (!made) {
      made =
        encoding === 'br'
          ? compressBrotli(this.#identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
          : compressGzip(this.#identity, { level: 1 });
      this.#compressed.set(encoding, made);
      this.#bytes += (await made).length;
    }
    return made;
  }

  /** Strong, of its very bytes. */
  tag(encoding: Encoding): string {
    this.#tag ??= createHash('sha256').update(this.contentType).update(this.#identity).digest('base64url').slice(0, 22);
    return tagOf(this.#tag, encoding);
  }
}

interface Kept {
  readonly answer: FinishedAnswer;
  bytes: number;
}

/** Keeps finished answers, least recently used out, within a bound in bytes. */
export class AnswerCache {
  readonly #maximum: number;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  hits = 0;

  constructor(maximumBytes: number) {
    this.#maximum = maximumBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(key: string): FinishedAnswer | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.hits++;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    this.#weigh(key, kept);
    return kept.answer;
  }

  keep(key: string, answer: FinishedAnswer): void {
    if (answer.bytes + key.length > this.#maximum * LARGEST_SHARE) return;
    this.#drop(key);
    const kept = { answer, bytes: 0 };
    this.#kept.set(key, kept);
    this.#weigh(key, kept);
  }

  /** What was compressed since the last time counts too. */
  #weigh(key: string, kept: Kept): void {
    const bytes = kept.answer.bytes + key.length;
    this.#bytes += bytes - kept.bytes;
    kept.bytes = bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maximum) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
