/** A text of as many characters is read at once. */
const SHORT = 320;
/** How many are shown of a longer one. */
const SHOWN = 200;

/** The beginning of a long text, up to the last comma, semicolon or full stop that is near enough; a short one whole. */
export function beginningOf(text: string): string {
  if (text.length <= SHORT) return text;
  const start = text.slice(0, SHOWN);
  const end = Math.max(...[', ', ' ; ', '; ', '. '].map((mark) => start.lastIndexOf(mark)));
  return (end > SHOWN / 2 ? start.slice(0, end) : start.slice(0, start.lastIndexOf(' '))).trimEnd();
}
