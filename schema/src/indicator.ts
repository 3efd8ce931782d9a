import { z } from 'zod';
import { formulaSchema, measuresOf } from './formula.ts';
import { formulaProblems } from './formula-problems.ts';
import { type Identity, identitiesByDimension, identityProblems, identitySchema } from './identity.ts';
import {
  identifier,
  localizedText,
  type Measure,
  measureSchema,
  type Nature,
  type Population,
  populationSchema,
} from './measure.ts';
import { type Notion, notionProblems, notionSchema } from './notion.ts';
import { unitProblems } from './unit-problems.ts';

export const POLARITIES = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'] as const;
export type Polarity = (typeof POLARITIES)[number];

export const indicatorSchema = z.strictObject({
  id: identifier,
  theme: identifier,
  label: localizedText,
  shortLabel: localizedText,
  definition: localizedText,
  formula: formulaSchema,
  unit: z.enum(['count', 'percent', 'euro', 'ratio', 'index', 'year']),
  decimals: z.int().min(0).max(4),
  polarity: z.enum(POLARITIES),
  /** Who is described, in words. */
  basePopulation: localizedText,
  /** Words that people search it by and that its texts do not hold: « bénéficiaires » for recipients. */
  keywords: localizedText.optional(),
  cautions: z.array(localizedText).default([]),
  /**
   * What each of its values stands for, in order: then it is no quantity, and differences, changes and means of it say nothing. Of one
   * published measure only.
   */
  classes: z
    .array(z.strictObject({ value: z.int(), label: localizedText }))
    .min(2)
    .optional(),
  /** Cells in which the source publishes a floor or a ceiling: `TP60` below 5 is published as 5. */
  floor: z.number().optional(),
  /**
   * How far apart two years must be for their surveys not to overlap: `gap` years, or that of the exceptions when the later year is
   * between `from` and `to`.
   */
  comparability: z
    .strictObject({
      gap: z.int().positive(),
      exceptions: z.array(z.strictObject({ from: z.int(), to: z.int(), gap: z.int().positive() })).default([]),
    })
    .optional(),
  /** First years of figures that must not be compared with those before: a law, a definition or a count that changed. */
  breaks: z.array(z.strictObject({ year: z.int(), reason: localizedText })).optional(),
  /** Shown on the first page of a territory, in this order. */
  key: z.int().optional(),
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const themeSchema = z.strictObject({ id: identifier, label: localizedText, order: z.int() });
export type Theme = z.infer<typeof themeSchema>;

/** One YAML file of `schema/catalogue/`, or of the `catalogue/` folder of a data directory. */
export const catalogueFileSchema = z.strictObject({
  theme: themeSchema.optional(),
  populations: z.array(populationSchema).default([]),
  measures: z.array(measureSchema).default([]),
  identities: z.array(identitySchema).default([]),
  notions: z.array(notionSchema).default([]),
  indicators: z.array(indicatorSchema.omit({ theme: true }).extend({ theme: identifier.optional() })).default([]),
});
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;

const french = z.locales.fr().localeError;

/** Checks the content of a catalogue file by itself: the file, or its first problem in French and the path of keys to it. */
export function checkCatalogueFile(
  content: unknown,
): { readonly file: CatalogueFile } | { readonly path: string; readonly problem: string } {
  const parsed = catalogueFileSchema.safeParse(content, { error: french });
  if (parsed.success) return { file: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return { path: path.join('.'), problem: message };
}

/** Everything that can be read, checked as a whole by `toCatalogue`. */
export interface Catalogue {
  readonly themes: readonly Theme[];
  readonly measures: ReadonlyMap<string, Measure>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Measures that are the sum of others: declared, or told by their dimensions. */
  readonly identities: readonly Identity[];
  /** What several sources count in ways that do not compare. */
  readonly notions: readonly Notion[];
}

/** Nature of what a formula gives: a ratio is recomputed from its parts, a lone measure keeps its own nature. */
export function natureOf(indicator: Indicator, measures: ReadonlyMap<string, Measure>): Nature | 'ratio' {
  if ('numerator' in indicator.formula) return 'ratio';
  const first = measures.get(measuresOf(indicator.formula)[0]!);
  if (!first) throw new RangeError(`indicator ${indicator.id} reads a measure that is not in the catalogue`);
  return first.nature;
}

/** Number of years between two vintages of an indicator, and whether their surveys overlap. */
export function yearsBetween(
  { comparability }: Indicator,
  earlier: number,
  later: number,
): { readonly years: number; readonly overlap: boolean } {
  const years = later - earlier;
  const exception = comparability?.exceptions.find(({ from, to }) => from <= later && later <= to);
  return { years, overlap: comparability !== undefined && years < (exception?.gap ?? comparability.gap) };
}

export type CatalogueProblem = { readonly where: string; readonly problem: string };

/**
 * Puts catalogue files together. Returns every problem at once: duplicates, unknown measures, and illegal formulas
 * (a published measure summed or divided: a sum of medians means nothing; populations that are not counted alike; a unit that is not that of
 * what is computed).
 */
export function toCatalogue(files: readonly { readonly name: string; readonly file: CatalogueFile }[]): {
  readonly catalogue: Catalogue;
  readonly problems: readonly CatalogueProblem[];
} {
  const problems: CatalogueProblem[] = [];
  const themes = new Map<string, Theme>();
  const populations = new Map<string, Population>();
  const measures = new Map<string, Measure>();
  const indicators = new Map<string, Indicator>();
  const identities: Identity[] = [];
  const notions = new Map<string, Notion>();
  for (const { name, file } of files) {
    if (file.theme) addOnce(themes, file.theme, name, problems);
    for (const population of file.populations) addOnce(populations, population, name, problems);
    for (const measure of file.measures) addOnce(measures, measure, name, problems);
  }
  for (const { name, file } of files) {
    for (const identity of file.identities) {
      const wrong = identityProblems(identity, measures);
      if (wrong.length === 0) identities.push(identity);
      problems.push(...wrong.map((problem) => ({ where: `${name}: ${identity.total}`, problem })));
    }
    for (const notion of file.notions) {
      const wrong = notionProblems(notion, measures);
      if (wrong.length === 0) addOnce(notions, notion, name, problems);
      problems.push(...wrong.map((problem) => ({ where: `${name}: ${notion.id}`, problem })));
    }
  }
  for (const { name, file } of files) {
    for (const { theme = file.theme?.id, ...rest } of file.indicators) {
      if (!theme || !themes.has(theme)) {
        problems.push({
          where: `${name}: ${rest.id}`,
          problem: theme ? `le thème « ${theme} » n’existe pas` : 'il manque son thème',
        });
        continue;
      }
      const indicator: Indicator = { ...rest, theme };
      const illegal = formulaProblems(indicator.formula, measures, populations, identities);
      const wrong =
        illegal.length > 0 ? illegal : [...unitProblems(indicator, measures), ...classProblems(indicator, measures)];
      if (wrong.length === 0) addOnce(indicators, indicator, name, problems);
      else problems.push(...wrong.map((problem) => ({ where: `${name}: ${rest.id}`, problem })));
    }
  }
  const ordered = [...themes.values()].sort(
    (left, right) => left.order - right.order || left.id.localeCompare(right.id),
  );
  identities.push(...identitiesByDimension(measures.values()));
  return { catalogue: { themes: ordered, measures, indicators, identities, notions: [...notions.values()] }, problems };
}

/** Classes are those of what a source publishes as such, each told once. */
function classProblems(indicator: Indicator, measures: ReadonlyMap<string, Measure>): readonly string[] {
  const { classes, formula } = indicator;
  if (!classes) return [];
  const isPublished = 'measure' in formula && measures.get(formula.measure)?.nature === 'published';
  const values = classes.map(({ value }) => value);
  return [
    ...(isPublished
      ? []
      : ['des classes (classes) ne se calculent pas : il faut une seule mesure, « nature: published »']),
    ...(values.every((value, index) => index === 0 || value > values[index - 1]!)
      ? []
      : ['les valeurs des classes (classes) doivent croître']),
  ];
}

function addOnce<T extends { readonly id: string }>(
  into: Map<string, T>,
  item: T,
  where: string,
  problems: CatalogueProblem[],
): void {
  if (into.has(item.id)) problems.push({ where, problem: `« ${item.id} » y est défini deux fois` });
  else into.set(item.id, item);
}
