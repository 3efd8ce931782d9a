/** Is there room for a column that stays in place while the others scroll? */
export function isWide(): boolean {
  return window.matchMedia('(min-width: 48em)').matches;
}
