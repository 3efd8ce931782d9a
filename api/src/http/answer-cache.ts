import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Eventual } from '@boussole/warehouse';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number] | 'identity';

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

  /** The encoding to send to whoever takes some: brotli first, none for a short answer. */
  encodingFor(accepted: string): Encoding {
    if (this.#identity.length < SMALLEST) return 'identity';
    const wishes = wishesOf(accepted);
    const best = Math.max(...ENCODINGS.map((encoding) => wishes(encoding)));
    // Who would rather have it plain says so: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
    if (best === 0 || best < wishes('identity')) return 'identity';
    return ENCODINGS.find((encoding) => wishes(encoding) === best)!; // one of them is the best
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

  /** Strong: the same tag is the same bytes, so each encoding has its own. */
  tag(encoding: Encoding): string {
    this.#tag ??= createHash('sha256').update(this.contentType).update(this.#identity).digest('base64url').slice(0, 22);
    return encoding === 'identity' ? `"${this.#tag}"` : `"${this.#tag}-${encoding}"`;
  }
}

/** How much a header `accept-encoding` wishes for an encoding, 0 (refused) to 1; what it does not name is refused, but plain bytes. */
function wishesOf(header: string): (encoding: Encoding) => number {
  const wishes = new Map(
    header.split(',').map((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
    }),
  );
  return (encoding) => wishes.get(encoding) ?? (encoding === 'identity' ? 0 : (wishes.get('*') ?? 0));
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
