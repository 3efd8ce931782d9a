/** What continuing a trend asks for, and how it is continued. */
export const PROJECTION = {
  /** Comparable years, at the same distance from each other. */
  fewestPoints: 5,
  /** Years ahead that may be asked for. */
  years: { least: 5, most: 10 },
  /** Below, one family that moves makes a trend: INSEE's own projections stop at zones of 50,000 inhabitants. */
  fewestInhabitants: 2_000,
  /** Share of each yearly step that the next one keeps. */
  damping: 0.9,
  /** Chance that the value falls in the interval, were the trend to go on as it did. */
  confidence: 0.8,
} as const;
