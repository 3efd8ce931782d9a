/** Colours of curves, told apart by colour-blind readers; each theme sets its own shades. */
export const SERIES_VARIABLES = [1, 2, 3, 4, 5, 6, 7].map((index) => `--series-${index}`);
export const SERIES_COLOURS = SERIES_VARIABLES.map((name) => `var(${name})`);
