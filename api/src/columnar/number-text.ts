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
const [COMMA, MINUS, POINT, ZERO, OPEN, CLOSE, SMALL_N, SMALL_U, SMALL_L] = Buffer.from(',-.0[]nul') as unknown as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]; // as many

/** The three digits of each number below 1,000, and how many of them are left without the zeros at the end. */
const THREE = new Uint8Array(4_000);
for (let number = 0; number < 1_000; number++) {
  const digits = String(number).padStart(3, '0');
  for (let place = 0; place < 3; place++) THREE[4 * number + place] = digits.charCodeAt(place);
  THREE[4 * number + 3] = digits.replace(/0+$/, '').length;
}

let bytes = Buffer.allocUnsafeSlow(65_536);

/**
 * Writes finite numbers as `JSON.stringify` does, to the byte, NaN as null: a text of a short list, bytes of a long one. Those of at most 9 decimals, which figures
 * are, are written by their digits, in a third of the time: a decimal of at most 15 digits is the shortest one of the number that it reads as.
 */
export function numbersText(items: ArrayLike<number>): string | Buffer {
  const most = items.length * (LONGEST + 1) + 2;
  if (bytes.length < most) bytes = Buffer.allocUnsafeSlow(most);
  bytes[0] = OPEN;
  let at = 1;
  for (let index = 0; index < items.length; index++) {
    if (index > 0) bytes[at++] = COMMA;
    at = putNumber(items[index]!, at);
  }
  bytes[at++] = CLOSE;
  return items.length < LONG ? bytes.toString('latin1', 0, at) : Buffer.from(bytes.subarray(0, at));
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
  return Number.isNaN(value) ? putNull(at) : at + bytes.write(String(value), at, 'latin1');
}

function putByte(byte: number, at: number): number {
  bytes[at] = byte;
  return at + 1;
}

/** Writes an integer from 0 to 2^31 − 1. */
function putWhole(whole: number, at: number): number {
  if (whole < 10) return putByte(ZERO + whole, at);
  if (whole < 1_000) {
    const digits = 4 * whole;
    const skipped = whole < 100 ? 1 : 0;
    for (let place = skipped; place < 3; place++) bytes[at + place - skipped] = THREE[digits + place]!;
    return at + 3 - skipped;
  }
  const thousands = (whole / 1_000) | 0;
  return putThree(whole - 1_000 * thousands, putWhole(thousands, at));
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

function putThree(number: number, at: number): number {
  const digits = 4 * number;
  bytes[at] = THREE[digits]!;
  bytes[at + 1] = THREE[digits + 1]!;
  bytes[at + 2] = THREE[digits + 2]!;
  return at + 3;
}

/** What is after the last digit is written over. */
function endThree(number: number, at: number): number {
  putThree(number, at);
  return at + THREE[4 * number + 3]!;
}

function putNull(at: number): number {
  bytes[at] = SMALL_N;
  bytes[at + 1] = SMALL_U;
  bytes[at + 2] = SMALL_L;
  bytes[at + 3] = SMALL_L;
  return at + 4;
}
