const PLAIN = /^[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?$/;
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?:[.,]\d+)?$/;

/** Whether a text is a number in any of the ways that files write them. */
export function isNumber(text: string): boolean {
  const trimmed = text.trim();
  return PLAIN.test(trimmed) || GROUPED.test(trimmed);
}

/** Value of such a text. */
export function toValue(text: string): number {
  return Number(text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.'));
}

/** How the numbers of some cells are written: their decimal mark, and the spaces that part thousands, if any. */
export function numberStyle(cells: Iterable<string>): { readonly decimalMark: ',' | '.'; readonly thousands: boolean } {
  let [commas, points, groups] = [0, 0, 0];
  for (const cell of cells) {
    const text = cell.trim();
    if (GROUPED.test(text)) groups++;
    if (/\d,\d/.test(text)) commas++;
    if (/\d\.\d/.test(text)) points++;
  }
  return { decimalMark: points > commas ? '.' : ',', thousands: groups > 0 };
}
