import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';

/** What clients ask, by turns, and for how long. */
export interface Asked {
  readonly port: number;
  readonly clients: number;
  readonly milliseconds: number;
  /** Whole requests in base64, head and body. */
  readonly requests: readonly string[];
}

/** How many answers came, and what asking took on the processor. */
export interface Answered {
  readonly answers: number;
  readonly milliseconds: number;
  readonly clientMilliseconds: number;
}

const [LENGTH, END] = [Buffer.from('\r\ncontent-length: '), Buffer.from('\r\n\r\n')];
const READ_BYTES = 262_144;

/**
 * Asks over connections that are kept, each with one question at a time, in a process of its own: clients that take as much of the processor as the server does
 * would be what is measured. Answers are counted by their lengths; the first of each connection is checked by whoever starts this.
 */
const { port, clients, milliseconds, requests } = JSON.parse(await text(process.stdin)) as Asked; // what `askTogether` writes
const bodies = requests.map((request) => Buffer.from(request, 'base64'));
const [busy, start] = [process.cpuUsage(), performance.now()];
const counts = await Promise.all(
  Array.from({ length: clients }, (_, client) => askUntil(start + milliseconds, client)),
);
const { user, system } = process.cpuUsage(busy);
const answered: Answered = {
  answers: counts.reduce((sum, count) => sum + count, 0),
  milliseconds: performance.now() - start,
  clientMilliseconds: (user + system) / 1_000,
};
console.log(JSON.stringify(answered));

/** One client; gives how many answers it got. */
function askUntil(end: number, client: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let [turn, answers, left] = [client, 0, 0];
    const ask = (): void => void socket.write(bodies[turn++ % bodies.length]!);
    const take = (read: number, bytes: Uint8Array): boolean => {
      if (left === 0) left = lengthOf(Buffer.from(bytes.buffer, bytes.byteOffset, read));
      left -= read;
      if (left > 0) return true;
      answers++;
      if (performance.now() < end) ask();
      else {
        socket.destroy();
        resolve(answers);
      }
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafe(READ_BYTES), callback: take };
    const socket = connect({ port, host: 'localhost', noDelay: true, onread }, ask);
    socket.once('error', reject);
  });
}

/** Bytes of an answer, from its beginning; throws for one that is not answered, or whose head is not all there. */
function lengthOf(bytes: Buffer): number {
  const [length, end] = [bytes.indexOf(LENGTH), bytes.indexOf(END)];
  const isGood = bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 200';
  if (!isGood || length < 0 || end < length) throw new Error(bytes.subarray(0, 1_500).toString());
  return end + END.length + Number.parseInt(bytes.subarray(length + LENGTH.length, end).toString('latin1'), 10);
}
