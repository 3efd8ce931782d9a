import { z } from 'zod';
import { identifier } from './measure.ts';
import { OFFICIAL_LEVELS } from './territory.ts';

/** A regular expression. */
export const pattern = z.string().refine(isPattern, 'une expression régulière est attendue');

/** A regular expression whose first group, or the group named `year`, is a year. */
export const yearPattern = z
  .string()
  .refine(hasGroup, 'une expression régulière avec un groupe est attendue, comme geo(\\d{4})');

/** Values of columns, by name of column: a row fits when each of these columns has one of its values. */
export const conditionSchema = z
  .record(z.string(), z.array(z.string()).min(1))
  .refine((condition) => Object.keys(condition).length > 0, 'il faut au moins une colonne et ses valeurs');
export type Condition = z.infer<typeof conditionSchema>;

/**
 * What makes a figure of a year from those of its months: their `mean`, that of `december`, or their `sum`, which only flows and amounts
 * have. A year of which a month is missing has no mean and no sum.
 */
export const monthRuleSchema = z.enum(['mean', 'december', 'sum']);
export type MonthRule = z.infer<typeof monthRuleSchema>;

/** Where the year of the data is read. */
export const vintageSchema = z.discriminatedUnion('from', [
  z.strictObject({
    /** In the column names (`{yy}`). */
    from: z.literal('header'),
    /** Whether one file has columns of several years; the latest is the vintage of the file. */
    several: z.boolean().default(false),
  }),
  z.strictObject({
    /** In the file name. */
    from: z.literal('file'),
    pattern: yearPattern,
  }),
  z.strictObject({
    /** In the name of the sheet (`{yyyy}`); of several sheets the latest is read, or that of `--vintage`. */
    from: z.literal('sheet'),
  }),
  z.strictObject({
    /** In a column, row by row. */
    from: z.literal('column'),
    /** Its name, or the names that it has in variants of the header. */
    column: z.union([z.string(), z.array(z.string()).min(1)]),
    /** The year is the first group or that named `year`; a group named `month` holds a French month or its number. */
    pattern: yearPattern.default('^(\\d{4})$'),
    months: monthRuleSchema.optional(),
  }),
  z.strictObject({ from: z.literal('fixed'), year: z.int() }),
]);

/** A file that gives one value a row, other columns telling which measure it is. */
export const longSchema = z.strictObject({
  /** Column of the values. */
  value: z.string(),
  /** The first whose condition the row fits names its measure. */
  cells: z
    .array(z.strictObject({ measure: identifier, where: conditionSchema, scale: z.number().positive().default(1) }))
    .min(1),
  /** What becomes of rows that fit none: set aside with their reason, or left out. */
  others: z.enum(['refuse', 'ignore']).default('refuse'),
});

/**
 * Levels of a file that holds several: a row is of the first that its column says, or whose pattern its code matches. Where the pattern has a group, the
 * code is what it holds: `^reg(\\d\\d)$`.
 */
export const levelsSchema = z
  .array(
    z.union([
      z.strictObject({ level: z.enum(OFFICIAL_LEVELS), where: conditionSchema }),
      z.strictObject({ level: z.enum(OFFICIAL_LEVELS), codes: pattern }),
    ]),
  )
  .min(1);

/**
 * Rows finer than a commune (IRIS, or one row per IRIS and category) that are added up into it: only additive measures have a sum. Its state
 * is `COMPUTED`, with the number of rows that have a figure and of rows there are.
 */
export const partsSchema = z.strictObject({
  /** What a row is, in a sentence: `IRIS`. */
  name: z.string().min(1),
  /** Columns that tell a row from the others of its commune, beside its code. */
  id: z.array(z.string()).default([]),
  /** First characters of the code that are those of the commune. */
  digits: z.int().positive().optional(),
  /** Share of the rows of a commune that must have a figure; below it the sum is not given. */
  atLeast: z.number().min(0).max(1).default(1),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function hasGroup(text: string): boolean {
  return isPattern(text) && new RegExp(`${text}|`).exec('')!.length > 1;
}
