import type { TableSource } from '@boussole/schema';
import type { QuarantinedRow } from '../delivery.ts';
import { isOfOtherMark } from './decimal-mark.ts';

/** Length above which a text is not a marker, and number of markers shown. */
const MARKER = 12;
const SHOWN = 4;

/** Lines of a descriptor that would make the values of rows set aside readable, each with what it would mean; none when nothing simple would. */
export function adviseValues(
  rows: readonly QuarantinedRow[],
  source: Pick<TableSource, 'decimalMark' | 'thousands'>,
): readonly string[] {
  const values = new Set(rows.flatMap(({ problem, value }) => (problem === 'VALUE_INVALID' ? (value ?? []) : [])));
  const texts = [...values].map((value) => value.trim());
  const other = source.decimalMark === ',' ? '.' : ',';
  const advice: string[] = [];
  if (rows.some((row) => isOfOtherMark(row, source))) advice.push(`decimalMark: "${other}"`);
  const marks = [...new Set(texts.flatMap((text) => THOUSANDS.exec(text)?.[1] ?? []))];
  if (marks.length > 0) advice.push(`thousands: [${marks.map(quote).join(', ')}]`);
  const markers = texts.filter((text) => text.length <= MARKER && !/\d/.test(text)).slice(0, SHOWN);
  if (markers.length > 0) {
    advice.push(
      `markers: { secret: [${markers.map(quote).join(', ')}] } (ou notAvailable, notApplicable, zero, selon leur sens)`,
    );
  }
  return advice;
}

/** Groups of three digits parted by what is no space. */
const THOUSANDS = /^[+-]?\d{1,3}([.,'’])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/;

function quote(text: string): string {
  return JSON.stringify(text === '\u00A0' || text === '\u202F' ? ' ' : text);
}
