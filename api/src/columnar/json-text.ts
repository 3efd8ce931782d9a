import { Parts } from './parts.ts';

/** From this length on, bytes are worth more than a text. */
const LONG = 1_000;

/** A part of an answer that is JSON already. */
export class JsonText {
  #written: Buffer | string;

  constructor(text: string) {
    this.#written = text;
  }

  /** Its bytes when it is long, made once; the text otherwise. */
  get part(): Buffer | string {
    if (typeof this.#written === 'string' && this.#written.length >= LONG) this.#written = Buffer.from(this.#written);
    return this.#written;
  }
}

/** Writes an answer as `JSON.stringify` does, with the parts that are JSON already as they are. */
export function writeJson(value: unknown): Buffer {
  const parts = new Parts();
  write(value, parts);
  return parts.join() as Buffer; // nothing is added later
}

function write(value: unknown, parts: Parts): void {
  if (value instanceof JsonText) parts.add(value.part);
  else if (typeof value !== 'object' || value === null) parts.add(JSON.stringify(value) ?? 'null');
  else if (Array.isArray(value)) writeList(value, parts);
  else if (value instanceof Date) parts.add(JSON.stringify(value));
  else writeObject(value, parts);
}

function writeList(list: readonly unknown[], parts: Parts): void {
  parts.add('[');
  for (const [index, item] of list.entries()) {
    if (index > 0) parts.add(',');
    write(item, parts);
  }
  parts.add(']');
}

function writeObject(value: object, parts: Parts): void {
  let separator = '';
  parts.add('{');
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key]; // an object is read by its own keys
    if (field === undefined) continue;
    parts.add(`${separator}${JSON.stringify(key)}:`);
    write(field, parts);
    separator = ',';
  }
  parts.add('}');
}
