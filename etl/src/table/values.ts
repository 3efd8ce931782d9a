import type { TableSource } from '@boussole/schema';
import type { DerivedRow, ObservationRow } from '@boussole/warehouse';
import { plainNumber } from './plain-number.ts';

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

/** How a source writes what stands in cells. */
export interface ValueReader {
  /** Character code of the decimal mark when a plain number is always a number; undefined when some of its markers look like numbers. */
  readonly plainMark: number | undefined;
  /** Reads a number as the descriptor writes them, or a marker; undefined for anything else. */
  read(text: string): Cell | undefined;
}

/** Makes the reader of cells of a source. */
export function toValueReader(source: Pick<TableSource, 'decimalMark' | 'thousands' | 'markers'>): ValueReader {
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
  const mayBeMarkers = [...states.keys()].some((marker) => !Number.isNaN(plainNumber(marker, plainMark)));
  const read = (text: string): Cell | undefined => {
    const trimmed = text.trim();
    const state = states.get(trimmed.toLowerCase());
    if (state) return { state, value: state === 'PUBLISHED' ? 0 : null, marker: trimmed };
    const plain = grouped && groups.test(trimmed) ? ungroup(trimmed, source.thousands) : trimmed;
    const value = number.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
    return Number.isFinite(value) ? { state: 'PUBLISHED', value, marker: undefined } : undefined;
  };
  return { plainMark: mayBeMarkers ? undefined : plainMark, read: onceEach(read) };
}

const REMEMBERED = 256;
const SHORT = 16;

/** Reads short texts once each: markers come again and again. */
function onceEach(read: (text: string) => Cell | undefined): (text: string) => Cell | undefined {
  const known = new Map<string, Cell | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const cell = read(text);
    if (text.length <= SHORT && known.size < REMEMBERED) known.set(text, cell);
    return cell;
  };
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
