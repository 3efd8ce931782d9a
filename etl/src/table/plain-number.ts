const DIGITS = 15;
const POWERS = Float64Array.from({ length: DIGITS + 1 }, (_, power) => 10 ** power);
const ZERO = 48;

/**
 * A number written with digits and at most one decimal mark (a character code), without a sign, that a whole number and a power of ten give
 * exactly rounded; NaN for anything else, which is then looked at more closely.
 */
export function plainNumber(text: string, mark: number): number {
  const { length } = text;
  let whole = 0;
  let decimals = -1;
  if (length === 0 || length > DIGITS) return Number.NaN;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit + ZERO === mark && decimals < 0 && at > 0) decimals = 0;
    else return Number.NaN;
  }
  if (decimals === 0) return Number.NaN;
  return decimals < 0 ? whole : whole / POWERS[decimals]!;
}

/** The same, of the bytes from `start` to before `end`. */
export function plainNumberIn(bytes: Uint8Array, start: number, end: number, mark: number): number {
  let whole = 0;
  let decimals = -1;
  if (start === end || end - start > DIGITS) return Number.NaN;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit + ZERO === mark && decimals < 0 && at > start) decimals = 0;
    else return Number.NaN;
  }
  if (decimals === 0) return Number.NaN;
  return decimals < 0 ? whole : whole / POWERS[decimals]!;
}
