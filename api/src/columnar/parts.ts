/** From this length on, a text is put in its place by itself: put together with others before, it would be copied once more. */
const LONG = 1_024;

/** Parts of a text that is being written, put together once, at the end: some are bytes already, some are still being read. */
export class Parts {
  readonly #parts: (string | Buffer | Promise<Parts>)[] = [];
  /** Each character of it is a byte: it becomes bytes several times as fast as any text. */
  #ascii = '';
  #isWaiting = false;

  /** Adds a text of ASCII, or bytes. */
  add(part: Buffer | string): void {
    if (typeof part === 'string' && part.length < LONG) {
      this.#ascii += part;
      return;
    }
    this.#flush();
    this.#parts.push(part);
  }

  /** Adds any text. */
  addText(text: string): void {
    this.add(BEYOND_ASCII.test(text) ? Buffer.from(text) : text);
  }

  /** Leaves a place for what will be there later. */
  addLater(part: Promise<Parts>): void {
    this.#flush();
    this.#parts.push(part);
    this.#isWaiting = true;
    // Whoever joins the parts is told; nobody does when something else failed before.
    part.catch(() => undefined);
  }

  /** All of it: at once when nothing is awaited. */
  join(): Buffer | Promise<Buffer> {
    this.#flush();
    if (this.#isWaiting) return this.#all().then(joined);
    return joined(this.#parts as (string | Buffer)[]); // none is awaited
  }

  /** Parts in their order, once none is awaited. */
  async #all(): Promise<readonly (string | Buffer)[]> {
    this.#flush();
    const parts = await Promise.all(this.#parts);
    const known = await Promise.all(parts.map((part) => (part instanceof Parts ? part.#all() : part)));
    return known.flat();
  }

  #flush(): void {
    if (this.#ascii !== '') this.#parts.push(this.#ascii);
    this.#ascii = '';
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them
const BEYOND_ASCII = /[^\x00-\x7f]/;

function joined(parts: readonly (string | Buffer)[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') bytes.write(part, at, 'latin1');
    else bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
