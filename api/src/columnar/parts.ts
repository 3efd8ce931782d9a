/** Parts of a text that is being written, put together at the end: some are bytes already, some are still being read. */
export class Parts {
  readonly #parts: (Buffer | Promise<Buffer>)[] = [];
  #text = '';
  #isWaiting = false;

  /** Short texts are put together before they become bytes. */
  add(part: Buffer | string): void {
    if (typeof part === 'string') {
      this.#text += part;
      return;
    }
    this.#flush();
    this.#parts.push(part);
  }

  /** Leaves a place for what will be there later. */
  addLater(part: Promise<Buffer>): void {
    this.#flush();
    this.#parts.push(part);
    this.#isWaiting = true;
    // Whoever joins the parts is told; nobody does when something else failed before.
    part.catch(() => undefined);
  }

  /** All of it: at once when nothing is awaited. */
  join(): Buffer | Promise<Buffer> {
    if (!this.#isWaiting && this.#parts.length === 0) return Buffer.from(this.#text);
    this.#flush();
    if (this.#isWaiting) return Promise.all(this.#parts).then((parts) => Buffer.concat(parts));
    return this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts as Buffer[]); // none is awaited
  }

  #flush(): void {
    if (this.#text !== '') this.#parts.push(Buffer.from(this.#text));
    this.#text = '';
  }
}
