import { SaxesParser } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

/** What is told while XML is read; names come without their prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const SLICE = 2 ** 18;

/** Reads a whole document, nothing when it is absent. Throws when it is not well-formed; entities that it declares are not expanded. */
export function readXml(bytes: Uint8Array | undefined, handlers: XmlHandlers): void {
  if (bytes) for (const _ of readXmlSlices(bytes, handlers));
}

/** The same a slice at a time, so that what is read can be handed on before the end. */
export function* readXmlSlices(bytes: Uint8Array, handlers: XmlHandlers): Generator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => handlers.open?.(local(name), attributes));
  if (handlers.text) {
    const text = handlers.text.bind(handlers);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let start = 0; start < bytes.length; start += SLICE) {
    parser.write(decoder.decode(bytes.subarray(start, start + SLICE), { stream: true }));
    yield;
  }
  parser.write(decoder.decode());
  parser.close();
  yield;
}

/** Attributes of every element of a name. */
export function readElements(bytes: Uint8Array | undefined, name: string): readonly Attributes[] {
  const found: Attributes[] = [];
  readXml(bytes, { open: (opened, attributes) => void (opened === name && found.push(attributes)) });
  return found;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
