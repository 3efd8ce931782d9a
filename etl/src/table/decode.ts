import { Buffer, constants, isUtf8 } from 'node:buffer';
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

/** Bytes of UTF-8 that are damage, or the first of a byte order mark. */
const MAY_BE_DAMAGE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === BYTE_ORDER_MARK[0] || (byte < 0x80 && DAMAGE.test(String.fromCharCode(byte))) ? 1 : 0,
);

/**
 * Turns the bytes of a file into text, without its byte order mark. Throws `ENCODING_INVALID` at the first byte that cannot be, and
 * `CHARACTER_INVALID` at the first character that only damage brings.
 */
export function decode(file: string, bytes: Buffer, encoding: TableSource['encoding']): string {
  return encoding === 'utf-8' ? checkedUtf8(file, bytes).toString('utf8') : toText(file, bytes, encoding);
}

/** The same, as UTF-8 bytes: those of the file itself when it is UTF-8. */
export function toUtf8(file: string, bytes: Buffer, encoding: TableSource['encoding']): Buffer {
  return encoding === 'utf-8' ? checkedUtf8(file, bytes) : Buffer.from(toText(file, bytes, encoding), 'utf8');
}

function checkedUtf8(file: string, bytes: Buffer): Buffer {
  refuseTooLarge(file, bytes);
  const content = startsWithMark(bytes) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  if (!isUtf8(content)) {
    throw invalid(file, content.subarray(0, firstInvalid(content)).toString('utf8'), 'utf-8');
  }
  if (mayBeDamaged(content)) refuseDamage(file, content.toString('utf8'), DAMAGE);
  return content;
}

function mayBeDamaged(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (MAY_BE_DAMAGE[bytes[at]!] === 1 && (bytes[at]! < 0x80 || startsWithMark(bytes, at))) return true;
  }
  return false;
}

function toText(file: string, bytes: Buffer, encoding: Exclude<TableSource['encoding'], 'utf-8'>): string {
  refuseTooLarge(file, bytes);
  if (startsWithMark(bytes)) throw invalid(file, '', encoding);
  const text = iconv.decode(bytes, encoding);
  const place = text.indexOf(REPLACEMENT);
  if (place >= 0) throw invalid(file, text.slice(0, place), encoding);
  refuseDamage(file, text, encoding === 'latin1' ? LATIN1_DAMAGE : DAMAGE);
  return text;
}

function refuseTooLarge(file: string, { length }: Buffer): void {
  if (length <= constants.MAX_STRING_LENGTH) return;
  throw failure('FILE_TOO_LARGE', { file, bytes: length, allowed: constants.MAX_STRING_LENGTH });
}

function startsWithMark(bytes: Buffer, at = 0): boolean {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[at + index] === byte);
}

function refuseDamage(file: string, text: string, damage: RegExp): void {
  const place = text.search(damage);
  if (place < 0) return;
  const character = `U+${text.charCodeAt(place).toString(16).toUpperCase().padStart(4, '0')}`;
  throw failure('CHARACTER_INVALID', { file, ...placeAfter(text.slice(0, place)), character });
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
