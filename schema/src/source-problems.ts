import { z } from 'zod';
import { at, type ContentProblem, isSchema, type JsonSchema, toContentProblems, variants } from './content-problems.ts';
import {
  cogPackagesSourceSchema,
  officialGeographySourceSchema,
  type SourceDescriptor,
  tableSourceSchema,
} from './source.ts';
import { sourceJsonSchema } from './source-json-schema.ts';

export type SourceProblem = ContentProblem;

const SCHEMAS = {
  table: tableSourceSchema,
  'cog-packages': cogPackagesSourceSchema,
  'insee-communes': officialGeographySourceSchema,
  'insee-movements': officialGeographySourceSchema,
  'dgcl-epci': officialGeographySourceSchema,
} as const satisfies Record<SourceDescriptor['reader'], z.ZodType<SourceDescriptor>>;

const french = z.locales.fr().localeError;

/** Checks the content of a descriptor: the source, or every problem that it has, at least one. */
export function checkSource(
  content: unknown,
): { readonly source: SourceDescriptor } | { readonly problems: readonly SourceProblem[] } {
  const reader = at(content, ['reader']);
  const schema = Object.entries(SCHEMAS).find(([name]) => name === reader)?.[1];
  if (!schema) {
    const known = Object.keys(SCHEMAS).join(', ');
    const text =
      reader === undefined
        ? `la clé manque ; elle vaut ${known}`
        : `« ${String(reader)} » n’est pas un lecteur connu : ${known}`;
    return { problems: [{ path: ['reader'], text }] };
  }
  const parsed = schema.safeParse(content, { error: french });
  if (parsed.success) return { source: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => toContentProblems(issue, content, shapes(reader))) };
}

/** The shapes of a descriptor with that reader. */
function shapes(reader: unknown): readonly JsonSchema[] {
  return variants(sourceJsonSchema()).filter(({ properties }) => admits(properties?.reader, reader));
}

function admits(schema: unknown, value: unknown): boolean {
  return isSchema(schema) && (schema.const === value || (schema.enum ?? []).some((choice) => choice === value));
}
