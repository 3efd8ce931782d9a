const DAY = 86_400_000;
/** Day 0 of a workbook that counts from 1900, as day 60 and those after it are counted: 1900 has a 29 February there. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Formats that every workbook knows without describing them: ECMA-376 part 1 § 18.8.30. */
const BUILT_IN = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Whether a number format shows a number as a date or a time. `code` is what the workbook says of a format of its own. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([first, last]) => id >= first && id <= last);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare);
}

/** A day as ISO 8601 writes it, with its time when it has one. */
export function toIsoDate(serial: number, from1904: boolean): string {
  const moment = new Date(Math.round((from1904 ? EPOCH_1904 : EPOCH_1900) + serial * DAY));
  if (Number.isNaN(moment.getTime())) return String(serial);
  const [day = '', time = ''] = moment.toISOString().split(/[T.]/);
  return Number.isInteger(serial) ? day : `${day}T${time}`;
}
