import { z } from 'zod';
import { type ContentProblem, toContentProblems, variants } from './content-problems.ts';
import { formulaSchema } from './formula.ts';
import { identitySchema } from './identity.ts';
import { indicatorSchema, themeSchema } from './indicator.ts';
import { identifier, measureSchema, populationSchema } from './measure.ts';
import { notionSchema } from './notion.ts';

/** One YAML file of `schema/catalogue/`, or of the `catalogue-indicateurs/` folder of a data directory. */
export const catalogueFileSchema = z.strictObject({
  theme: themeSchema.optional(),
  populations: z.array(populationSchema).default([]),
  measures: z.array(measureSchema).default([]),
  identities: z.array(identitySchema).default([]),
  notions: z.array(notionSchema).default([]),
  indicators: z.array(indicatorSchema.omit({ theme: true }).extend({ theme: identifier.optional() })).default([]),
});
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;

/** A catalogue file of which what is wrong by itself was set aside. */
export interface CheckedFile {
  readonly file: CatalogueFile;
  readonly problems: readonly ContentProblem[];
  /** What can be read of indicators that were set aside, with their places: the rest of them is judged too. */
  readonly halves: readonly HalfIndicator[];
  /** Ids of what was set aside: what reads it is judged once it is mended. */
  readonly setAside: readonly string[];
  /** Places in the lists of what was written of the items of `file`, in order; a list of which nothing was set aside is not there. */
  readonly places: Readonly<Partial<Record<keyof CatalogueFile, readonly number[]>>>;
}

/** What can be read of an indicator that is wrong by itself. */
export interface HalfIndicator extends z.infer<typeof halfSchema> {
  readonly index: number;
}

const halfSchema = z.object({
  id: identifier,
  theme: identifier.optional().catch(undefined),
  formula: formulaSchema.optional().catch(undefined),
  unit: indicatorSchema.shape.unit.optional().catch(undefined),
});

const french = z.locales.fr().localeError;

/** Checks the content of a catalogue file by itself: all its problems, and what is right in it. A file without content is empty. */
export function checkCatalogueFile(content: unknown): CheckedFile {
  const written = content ?? {};
  const parsed = catalogueFileSchema.safeParse(written, { error: french });
  if (parsed.success) return { file: parsed.data, problems: [], halves: [], setAside: [], places: {} };
  const { issues } = parsed.error;
  const shapes = variants(z.toJSONSchema(catalogueFileSchema, { io: 'input', target: 'draft-7' }));
  const problems = issues.flatMap((issue) => toContentProblems(issue, written, shapes));
  return { ...setAside(written, problems), problems };
}

function setAside(content: unknown, problems: readonly ContentProblem[]): Omit<CheckedFile, 'problems'> {
  const ids: string[] = [];
  const places: Partial<Record<keyof CatalogueFile, readonly number[]>> = {};
  const kept: Record<string, unknown> = {};
  const halves: HalfIndicator[] = [];
  const isWrong = (...start: readonly PropertyKey[]): boolean =>
    problems.some(({ path }) => path.length <= start.length && path.every((part, index) => part === start[index]));
  for (const [key, value] of Object.entries(typeof content === 'object' && content !== null ? content : {})) {
    const list = isList(key) && Array.isArray(value) ? value : undefined;
    const bad = new Set(problems.flatMap(({ path }) => (path[0] === key && path.length > 1 ? [path[1]] : [])));
    if (isWrong(key) || (!list && bad.size > 0)) ids.push(...idOf(value));
    else if (!list) kept[key] = value;
    else {
      const right = [...list.keys()].filter((index) => !bad.has(index));
      kept[key] = right.map((index) => list[index]);
      if (isList(key) && bad.size > 0) places[key] = right;
      ids.push(...list.filter((_, index) => bad.has(index)).flatMap(idOf));
      if (key === 'indicators')
        halves.push(...list.flatMap((item, index) => (bad.has(index) ? toHalf(item, index) : [])));
    }
  }
  return { file: catalogueFileSchema.parse(kept), halves, setAside: ids, places };
}

function toHalf(item: unknown, index: number): readonly HalfIndicator[] {
  const parsed = halfSchema.safeParse(item);
  return parsed.success ? [{ ...parsed.data, index }] : [];
}

function isList(key: string): key is keyof CatalogueFile {
  return key in catalogueFileSchema.shape && key !== 'theme';
}

function idOf(item: unknown): readonly string[] {
  const id: unknown = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return typeof id === 'string' ? [id] : [];
}
