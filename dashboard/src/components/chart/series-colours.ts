/** Colours of curves, told apart by colour-blind readers; each theme sets its own shades. */
export const SERIES_COLOURS = [1, 2, 3, 4, 5, 6, 7].map((index) => `var(--series-${index})`);
