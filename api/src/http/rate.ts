import { createHash } from 'node:crypto';

/** What a client asked in its window. */
export interface Client {
  /** Names the client without telling who it is. */
  readonly partition: string;
  /** Questions of the window, this one included. */
  asked: number;
  /** When the window ends, in milliseconds since 1970. */
  end: number;
}

/**
 * Counts the questions of each client in windows of a fixed length, which start with its first question. Clients that asked nothing for a
 * window are forgotten.
 */
export class Rate {
  readonly #milliseconds: number;
  #recent = new Map<string, Client>();
  #before = new Map<string, Client>();
  #turn = 0;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Counts one question. */
  count(key: string, now: number): Client {
    const client = this.#find(key, now);
    if (client.end <= now) {
      client.asked = 0;
      client.end = now + this.#milliseconds;
    }
    client.asked++;
    return client;
  }

  #find(key: string, now: number): Client {
    if (now >= this.#turn) {
      this.#before = this.#recent;
      this.#recent = new Map();
      this.#turn = now + this.#milliseconds;
    }
    const recent = this.#recent.get(key);
    if (recent) return recent;
    const client = this.#before.get(key) ?? { partition: partitionOf(key), asked: 0, end: 0 };
    this.#before.delete(key);
    this.#recent.set(key, client);
    return client;
  }
}

function partitionOf(key: string): string {
  return Buffer.from(createHash('sha256').update(key).digest('hex').slice(0, 12)).toString('base64');
}
