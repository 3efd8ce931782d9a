/** A number that was written with the hyphen of keyboards, with the sign that people read. */
export function withMinus(written: string): string {
  return written.replace('-', '−');
}
