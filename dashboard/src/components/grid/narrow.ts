/** Width of names on a phone, in pixels: on two lines, in sight while figures pass. */
export const NARROW_NAME = 160;
/** Height of a row that holds two lines. */
export const ROW_OF_TWO_LINES = 46;

/** The least that a figure of eight digits and its mark need. */
const LEAST = 96;
const BORDERS = 2;

/** Width of a column of figures on a phone: as many as are whole beside the names, since a figure that is cut reads as another. */
export function narrowFigure(): number {
  const { clientWidth } = document.documentElement;
  const margins = 2 * Math.min(32, Math.max(16, 0.03 * clientWidth));
  const room = Math.floor(clientWidth - margins) - BORDERS - NARROW_NAME;
  return Math.floor(room / Math.max(1, Math.floor(room / LEAST)));
}
