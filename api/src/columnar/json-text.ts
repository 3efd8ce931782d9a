import { Parts } from './parts.ts';

/** A part of an answer that is JSON already: a text, or bytes when it is part of many answers. */
export class JsonText {
  readonly #part: Buffer | string;
  readonly #isAscii: boolean;

  constructor(part: Buffer | string, isAscii = false) {
    this.#part = part;
    this.#isAscii = isAscii;
  }

  addTo(parts: Parts): void {
    if (typeof this.#part === 'string' && !this.#isAscii) parts.addText(this.#part);
    else parts.add(this.#part);
  }
}

/** Writes an answer as `JSON.stringify` does, with the parts that are JSON already as they are. */
export function writeJson(value: unknown): Buffer {
  const parts = new Parts();
  write(value, parts);
  return parts.join() as Buffer; // nothing is added later
}

function write(value: unknown, parts: Parts): void {
  if (value instanceof JsonText) value.addTo(parts);
  else if (typeof value !== 'object' || value === null) parts.addText(JSON.stringify(value) ?? 'null');
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
    parts.addText(`${separator}${JSON.stringify(key)}:`);
    write(field, parts);
    separator = ',';
  }
  parts.add('}');
}
