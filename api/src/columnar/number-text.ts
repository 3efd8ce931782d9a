/** Bytes of the longest number as JavaScript writes it: a sign, 17 digits, a point, an exponent such as `e-308`. */
const LONGEST = 26;
/** Figures have at most 9 decimals, see `quotient.ts`. */
const UNIT = 1e9;
/** Below, figures of 9 decimals have at most 15 digits. */
const MOST = 1e6;
/** Below, JavaScript writes an exponent. */
const LEAST = 1e-6;
/** From this length on, a list is given as bytes: as a text it would be copied once more. */
const LONG = 256;
/** Bytes beyond the last digit that are written with it. */
const SPARE = 8;
const [COMMA, MINUS, POINT, ZERO, OPEN, CLOSE] = Buffer.from(',-.0[]') as unknown as Six;
const NULL = Buffer.from('null').readUInt32LE();
type Six = [number, number, number, number, number, number];

/** The three digits of each number below 1,000 as they lie in memory, and how many of them are left without the zeros at the end. */
const THREE = new Uint32Array(1_000);
const KEPT = new Uint8Array(1_000);
for (let number = 0; number < THREE.length; number++) {
  const digits = String(number).padStart(3, '0');
  THREE[number] = Buffer.from(`${digits}\0`).readUInt32LE();
  KEPT[number] = digits.replace(/0+$/, '').length;
}

/** Bytes are written in a piece of memory that long lists have parts of: to take memory for each would take as long as to write it. */
const PIECE = 1_048_576;
let bytes = Buffer.allocUnsafeSlow(PIECE);
let view = new DataView(bytes.buffer);
let used = 0;

/**
 * Writes numbers as `JSON.stringify` does, to the byte, NaN as null: a text of a short list, bytes of a long one. Those of at most 9 decimals, which figures
 * are, are written by their digits, in a third of the time: a decimal of at most 15 digits is the shortest one of the number that it reads as.
 * `check` throws for numbers that must not be there, of those that are not finite.
 */
export function numbersText(items: ArrayLike<number>, check: (item: number) => void): string | Buffer {
  const most = items.length * (LONGEST + 1) + 2 + SPARE;
  if (used + most > bytes.length) takeMemory(Math.max(PIECE, most));
  let at = used;
  bytes[at++] = OPEN;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    if (index > 0) bytes[at++] = COMMA;
    if (item - item === 0) at = putNumber(item, at);
    else {
      check(item);
      at = putNull(at);
    }
  }
  bytes[at++] = CLOSE;
  if (items.length < LONG) return bytes.toString('latin1', used, at);
  const written = bytes.subarray(used, at);
  used = at;
  return written;
}

function takeMemory(size: number): void {
  bytes = Buffer.allocUnsafeSlow(size);
  view = new DataView(bytes.buffer);
  used = 0;
}

function putNumber(value: number, at: number): number {
  const size = Math.abs(value);
  const whole = size | 0;
  const next = value < 0 ? putByte(MINUS, at) : at;
  if (whole === size) return putWhole(whole, next);
  if (size < MOST && size >= LEAST) {
    const units = Math.floor(size * UNIT + 0.5);
    if (units / UNIT === size) return putDecimals(units - whole * UNIT, putWhole(whole, next));
  }
  return at + bytes.write(String(value), at, 'latin1');
}

function putByte(byte: number, at: number): number {
  bytes[at] = byte;
  return at + 1;
}

/** Writes an integer from 0 to 2^31 − 1. */
function putWhole(whole: number, at: number): number {
  if (whole < 10) return putByte(ZERO + whole, at);
  if (whole >= 1_000) {
    const thousands = (whole / 1_000) | 0;
    return putThree(whole - 1_000 * thousands, putWhole(thousands, at));
  }
  if (whole >= 100) return putThree(whole, at);
  view.setUint32(at, THREE[whole]! >>> 8, true);
  return at + 2;
}

/** Writes the 9 decimals of a number, without the zeros at the end: there is one that is none. */
function putDecimals(decimals: number, at: number): number {
  bytes[at] = POINT;
  const first = (decimals / 1e6) | 0;
  const others = decimals - first * 1e6;
  if (others === 0) return endThree(first, at + 1);
  const next = putThree(first, at + 1);
  const second = (others / 1_000) | 0;
  const third = others - second * 1_000;
  return third === 0 ? endThree(second, next) : endThree(third, putThree(second, next));
}

/** One byte more is written over by what follows. */
function putThree(number: number, at: number): number {
  view.setUint32(at, THREE[number]!, true);
  return at + 3;
}

/** What is after the last digit is written over. */
function endThree(number: number, at: number): number {
  putThree(number, at);
  return at + KEPT[number]!;
}

function putNull(at: number): number {
  view.setUint32(at, NULL, true);
  return at + 4;
}
