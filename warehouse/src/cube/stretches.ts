import { close, fstat, open, read, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { failure, type Limits } from '@boussole/schema';

/** Some bytes of a file that belong together. */
export interface Piece {
  readonly start: number;
  readonly bytes: number;
}

/** Takes a piece where it lies in a buffer: what is there is written over once it returns. */
export type TakePiece<P extends Piece> = (piece: P, buffer: ArrayBufferLike, at: number) => void;

/** Pieces that are read in one go, in the order of the file. */
interface Stretch<P extends Piece> {
  readonly pieces: P[];
  readonly start: number;
  end: number;
}

/** Stretches that fill one buffer. */
interface Haul<P extends Piece> {
  readonly stretches: Stretch<P>[];
  bytes: number;
}

const [openFile, closeFile, statFile] = [promisify(open), promisify(close), promisify(fstat)];

/** What is not asked for is read all the same when it takes no longer than to ask twice. */
const GAP = 16_384;
/** Far more than a piece takes. */
const BUFFER = 1_048_576;
/** Buffers that one question fills at the same time, and that are kept for the next ones. */
const AT_ONCE = 4;
/** Bytes beyond which a stretch is read by others while what was read before is taken. */
const LARGE = 131_072;
/** Milliseconds beyond which a stretch was not in the memory of the system, but on a disk. */
const AT_HAND = 2;
/** Hauls that are awaited after one that was not at hand, before another is tried at once. */
const AWAITED = 64;
/** How long a question keeps others waiting, in milliseconds. */
const TURN = 20;

/** A file that never changes, read a stretch at a time. */
export class StretchFile {
  readonly #file: number;
  readonly #milliseconds: number;
  readonly #buffers: Buffer[] = [];
  #readings = 0;
  #awaited = 0;
  #isClosing = false;

  private constructor(file: number, milliseconds: number) {
    this.#file = file;
    this.#milliseconds = milliseconds;
  }

  static async open(
    path: string,
    { questionMilliseconds }: Pick<Limits, 'questionMilliseconds'>,
  ): Promise<StretchFile> {
    return new StretchFile(await openFile(path, 'r'), questionMilliseconds);
  }

  /** In bytes. */
  async size(): Promise<number> {
    return (await statFile(this.#file)).size;
  }

  /** Reads pieces, given in the order of the file or nearly so; takes them in no order. Throws `LIMIT_EXCEEDED` when it takes longer than a question may. */
  async read<P extends Piece>(pieces: readonly P[], take: TakePiece<P>): Promise<void> {
    if (this.#isClosing) throw new Error('expected a file of an open publication, but it is closed');
    const hauls = toHauls(toStretches(pieces));
    const end = performance.now() + this.#milliseconds;
    let next = 0;
    const work = async (): Promise<void> => {
      const buffer = this.#buffers.pop() ?? Buffer.allocUnsafeSlow(BUFFER);
      let turn = performance.now();
      for (let at = next++; at < hauls.length; at = next++) {
        this.#checkTime(end);
        const { stretches } = hauls[at]!;
        const filling = this.#fill(stretches, buffer);
        if (filling) await filling;
        takePieces(stretches, buffer, take);
        if (performance.now() - turn > TURN) {
          await nextTurn();
          turn = performance.now();
        }
      }
      if (this.#buffers.length < AT_ONCE) this.#buffers.push(buffer);
    };
    this.#readings++;
    try {
      const works = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, hauls.length) }, work));
      // The file stays open until none reads it any more, even when one fails.
      for (const one of works) if (one.status === 'rejected') throw one.reason;
    } finally {
      this.#readings--;
      await this.#maybeClose();
    }
  }

  /** Closes the file once what is being read is read. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#maybeClose().catch(() => undefined); // nothing was written
  }

  /** Between two hauls, of at most `BUFFER`: one that is being read is not interrupted. */
  #checkTime(end: number): void {
    const allowed = this.#milliseconds;
    const asked = Math.ceil(performance.now() - end) + allowed;
    if (asked > allowed) throw failure('LIMIT_EXCEEDED', { limit: 'questionMilliseconds', allowed, asked });
  }

  async #maybeClose(): Promise<void> {
    if (this.#isClosing && this.#readings === 0) await closeFile(this.#file);
  }

  /**
   * Reads stretches one after the other in a buffer. Small ones that the system has in memory are copied at once, which takes half as long as to have them
   * copied by others; as soon as a disk makes wait, it is waited for elsewhere: what is left is read all at the same time.
   */
  #fill(stretches: readonly Stretch<Piece>[], buffer: Buffer): Promise<void> | undefined {
    let [at, index] = [0, 0];
    if (this.#awaited > 0) this.#awaited--;
    for (let before = performance.now(); this.#awaited === 0 && index < stretches.length; index++) {
      const { start, end } = stretches[index]!;
      if (end - start > LARGE) break;
      checkRead(start, end - start, readSync(this.#file, buffer, at, end - start, start));
      at += end - start;
      const now = performance.now();
      if (now - before > AT_HAND) this.#awaited = AWAITED;
      before = now;
    }
    return index < stretches.length ? this.#fillLater(stretches.slice(index), buffer, at) : undefined;
  }

  #fillLater(stretches: readonly Stretch<Piece>[], buffer: Buffer, from: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let [at, waiting] = [from, stretches.length];
      let failed: unknown;
      for (const { start, end } of stretches) {
        const bytes = end - start;
        read(this.#file, buffer, at, bytes, start, (error, bytesRead) => {
          try {
            if (error) throw error;
            checkRead(start, bytes, bytesRead);
          } catch (problem) {
            failed ??= problem;
          }
          // Nothing may be written in the buffer once it is given back.
          if (--waiting > 0) return;
          if (failed) reject(failed);
          else resolve();
        });
        at += bytes;
      }
    });
  }
}

function checkRead(start: number, bytes: number, bytesRead: number): void {
  if (bytesRead < bytes) throw new Error(`expected ${bytes} bytes at ${start}, but got ${bytesRead}`);
}

function takePieces<P extends Piece>(stretches: readonly Stretch<P>[], buffer: Buffer, take: TakePiece<P>): void {
  let at = 0;
  for (const { pieces, start, end } of stretches) {
    for (const piece of pieces) take(piece, buffer.buffer, at + piece.start - start);
    at += end - start;
  }
}

function toStretches<P extends Piece>(pieces: readonly P[]): readonly Stretch<P>[] {
  const stretches: Stretch<P>[] = [];
  for (const piece of pieces) {
    const before = stretches.at(-1);
    const end = piece.start + piece.bytes;
    const isNext = before && piece.start >= before.end && piece.start - before.end <= GAP;
    if (isNext && end - before.start <= BUFFER) {
      before.pieces.push(piece);
      before.end = end;
    } else stretches.push({ pieces: [piece], start: piece.start, end });
  }
  return stretches;
}

function toHauls<P extends Piece>(stretches: readonly Stretch<P>[]): readonly Haul<P>[] {
  const hauls: Haul<P>[] = [];
  for (const stretch of stretches) {
    const bytes = stretch.end - stretch.start;
    const last = hauls.at(-1);
    if (last && last.bytes + bytes <= BUFFER) {
      last.stretches.push(stretch);
      last.bytes += bytes;
    } else hauls.push({ stretches: [stretch], bytes });
  }
  return hauls;
}
