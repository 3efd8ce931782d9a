import { connect, type Socket } from 'node:net';

const END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** Beyond, a question is taken to have no answer. */
const PATIENCE_MILLISECONDS = 60_000;

/** A connection of HTTP/1.1 that stays open: as little as a client can do, so that the server is what is measured. */
export class Wire {
  #socket: Socket;
  readonly #port: number;
  #parts: Buffer[] = [];
  #size = 0;
  #expected: number | undefined;
  #isChunked = false;
  #done: ((answer: Buffer) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.#port = port;
    this.#listen();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.setNoDelay(true);
    socket.on('data', (part) => this.#take(part));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<Wire> {
    return new Wire(await connected(port), port);
  }

  /** A question, ready to be sent many times. */
  prepare(body: string, headers = ''): Buffer {
    const head = `POST /graphql HTTP/1.1\r\nhost: localhost:${this.#port}\r\ncontent-type: application/json\r\naccept: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return Buffer.from(head + body);
  }

  /** Sends a question; gives the whole answer as it came, head and body. A connection that the server closed meanwhile is opened again. */
  async ask(request: Buffer): Promise<Buffer> {
    if (this.#socket.destroyed) {
      this.#socket = await connected(this.#port);
      this.#listen();
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.close();
        reject(new Error(`no answer in ${PATIENCE_MILLISECONDS / 1_000} s`));
      }, PATIENCE_MILLISECONDS);
      this.#done = (answer) => {
        clearTimeout(late);
        resolve(answer);
      };
      this.#failed = (error) => {
        clearTimeout(late);
        this.#forget();
        this.#socket.destroy();
        reject(error);
      };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#forget();
    this.#socket.destroy();
  }

  #forget(): void {
    this.#parts = [];
    this.#size = 0;
    this.#expected = undefined;
    this.#isChunked = false;
  }

  #take(part: Buffer): void {
    this.#parts.push(part);
    this.#size += part.length;
    if (this.#expected === undefined && !this.#isChunked) this.#readHead();
    if (this.#expected !== undefined ? this.#size >= this.#expected : this.#isChunked && this.#endsWithLastChunk()) {
      const answer = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
      this.#forget();
      this.#done?.(answer);
    }
  }

  #readHead(): void {
    const start = Buffer.concat(this.#parts);
    const end = start.indexOf(END);
    if (end < 0) return;
    const head = start.subarray(0, end).toString('latin1').toLowerCase();
    const length = /\r\ncontent-length: (\d+)/.exec(head);
    if (length) this.#expected = end + END.length + Number(length[1]);
    else if (head.includes('\r\ntransfer-encoding: chunked')) this.#isChunked = true;
    else this.#expected = end + END.length;
  }

  #endsWithLastChunk(): boolean {
    const last = this.#parts.at(-1)!;
    const tail = last.length >= LAST_CHUNK.length ? last : Buffer.concat(this.#parts.slice(-3));
    return tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, 'localhost');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}
