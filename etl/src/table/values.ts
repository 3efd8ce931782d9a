import type { TableSource } from '@boussole/schema';
import type { DerivedRow, ObservationRow } from '@boussole/warehouse';

/** What stands in a cell of a file. */
export interface Cell {
  readonly state: ObservationRow['state'];
  readonly value: number | null;
  /** The text that stands for the absence of a number, trimmed. */
  readonly marker: string | undefined;
  /** What a computed figure is made of. */
  readonly derived?: Derived;
}

/** How many of the parts of a figure its source gives, of how many: IRIS of a commune, months of a year. */
export interface Derived {
  readonly rule: DerivedRow['rule'];
  readonly parts: number;
  readonly partsTotal: number;
}

const SPACES = /[ \u00A0\u202F]/g;

/** Makes the reader of cells of a source: numbers as the descriptor writes them, markers, and undefined for anything else. */
export function toValueReader(
  source: Pick<TableSource, 'decimalMark' | 'thousands' | 'markers'>,
): (text: string) => Cell | undefined {
  const states = new Map<string, ObservationRow['state']>();
  const declare = (markers: readonly string[], state: ObservationRow['state']): void => {
    for (const marker of markers) states.set(marker.trim().toLowerCase(), state);
  };
  declare(source.markers.secret, 'SECRET');
  declare(source.markers.notAvailable, 'NOT_AVAILABLE');
  declare(source.markers.notApplicable, 'NOT_APPLICABLE');
  declare(source.markers.zero, 'PUBLISHED');
  const number = source.decimalMark === ',' ? /^[+-]?\d+(?:,\d+)?$/ : /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/;
  const grouped = source.thousands.length > 0;
  const groups = new RegExp(`^[+-]?\\d{1,3}(?:[${source.thousands.map(escapeForSet).join('')}]\\d{3})+(?:[.,]\\d+)?$`);
  const plainMark = source.decimalMark.charCodeAt(0);
  const mayBeMarkers = [...states.keys()].some((marker) => plainNumber(marker, plainMark) !== undefined);
  return (text) => {
    const quick = plainNumber(text, plainMark);
    if (quick !== undefined && !(mayBeMarkers && states.has(text)))
      return { state: 'PUBLISHED', value: quick, marker: undefined };
    const trimmed = text.trim();
    const state = states.get(trimmed.toLowerCase());
    if (state) return { state, value: state === 'PUBLISHED' ? 0 : null, marker: trimmed };
    const plain = grouped && groups.test(trimmed) ? ungroup(trimmed, source.thousands) : trimmed;
    const value = number.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
    return Number.isFinite(value) ? { state: 'PUBLISHED', value, marker: undefined } : undefined;
  };
}

const DIGITS = 15;
const POWERS = Array.from({ length: DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * A number written with digits and at most one decimal mark, without a sign, that a whole number and a power of ten give exactly rounded;
 * undefined for anything else, which is then looked at more closely.
 */
function plainNumber(text: string, mark: number): number | undefined {
  const { length } = text;
  let whole = 0;
  let decimals = -1;
  if (length === 0 || length > DIGITS) return undefined;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (text.charCodeAt(at) === mark && decimals < 0 && at > 0) decimals = 0;
    else return undefined;
  }
  if (decimals === 0) return undefined;
  return decimals < 0 ? whole : whole / POWERS[decimals]!;
}

function ungroup(text: string, thousands: readonly string[]): string {
  return thousands.reduce(
    (plain, mark) => (mark.trim() === '' ? plain.replace(SPACES, '') : plain.replaceAll(mark, '')),
    text,
  );
}

function escapeForSet(mark: string): string {
  return mark.trim() === '' ? ' \\u00A0\\u202F' : mark.replace(/[\]\\^-]/g, '\\$&');
}
