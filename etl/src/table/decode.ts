import { type Buffer, constants, isUtf8 } from 'node:buffer';
import { failure, type TableSource } from '@boussole/schema';
import iconv from 'iconv-lite';

const REPLACEMENT = '\uFFFD';

/** UTF-8, whatever the descriptor says. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * What no file holds but by damage: control characters other than tabs and line ends, and byte order marks past the first. INSEE leaves
 * those of U+0080 to U+009F in names of UTF-8 files; in latin1 they tell another encoding.
 */
const DAMAGE = charactersAmong('\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFEFF');
const LATIN1_DAMAGE = charactersAmong('\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\uFEFF');

/** A plain set is looked for several times faster than Unicode's category of control characters. */
function charactersAmong(set: string): RegExp {
  return new RegExp(`[${set}]`);
}

/**
 * Turns the bytes of a file into text, without its byte order mark. Throws `ENCODING_INVALID` at the first byte that cannot be, and
 * `CHARACTER_INVALID` at the first character that only damage brings.
 */
export function decode(file: string, bytes: Buffer, encoding: TableSource['encoding']): string {
  const text = toText(file, bytes, encoding);
  const place = text.search(encoding === 'latin1' ? LATIN1_DAMAGE : DAMAGE);
  if (place < 0) return text;
  const character = `U+${text.charCodeAt(place).toString(16).toUpperCase().padStart(4, '0')}`;
  throw failure('CHARACTER_INVALID', { file, ...placeAfter(text.slice(0, place)), character });
}

function toText(file: string, bytes: Buffer, encoding: TableSource['encoding']): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw failure('FILE_TOO_LARGE', { file, bytes: bytes.length, allowed: constants.MAX_STRING_LENGTH });
  }
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  if (encoding !== 'utf-8') {
    if (marked) throw invalid(file, '', encoding);
    const text = iconv.decode(bytes, encoding);
    const place = text.indexOf(REPLACEMENT);
    if (place >= 0) throw invalid(file, text.slice(0, place), encoding);
    return text;
  }
  const content = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  if (!isUtf8(content)) throw invalid(file, content.subarray(0, firstInvalid(content)).toString('utf8'), encoding);
  return content.toString('utf8');
}

function invalid(file: string, before: string, expected: string): Error {
  return failure('ENCODING_INVALID', { file, ...placeAfter(before), expected });
}

function placeAfter(before: string): { readonly line: number; readonly column: number } {
  const lines = before.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Length of the longest valid start, found by halving: a cut inside a character is moved back to its first byte. */
function firstInvalid(bytes: Buffer): number {
  let [valid, wrong] = [0, bytes.length];
  while (wrong - valid > 1) {
    const middle = (valid + wrong) >>> 1;
    if (isUtf8(bytes.subarray(0, characterStart(bytes, middle)))) valid = middle;
    else wrong = middle;
  }
  return characterStart(bytes, valid);
}

function characterStart(bytes: Buffer, place: number): number {
  let start = place;
  while (start > 0 && place - start < 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}
