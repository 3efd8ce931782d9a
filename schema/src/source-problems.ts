import { z } from 'zod';
import {
  cogPackagesSourceSchema,
  officialGeographySourceSchema,
  type SourceDescriptor,
  tableSourceSchema,
} from './source.ts';
import { sourceJsonSchema } from './source-json-schema.ts';

/** What is wrong in a descriptor: where, as a path of keys and places from 0, and a French text without its final stop. */
export interface SourceProblem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

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
  return { problems: parsed.error.issues.flatMap((issue) => toProblems(issue, content)) };
}

function toProblems(issue: z.core.$ZodIssue, content: unknown): readonly SourceProblem[] {
  const { code, path, message } = issue;
  if (code === 'unrecognized_keys') {
    const known = knownKeys(content, path).join(', ');
    return issue.keys.map((key) => ({ path: [...path, key], text: `clé inconnue ; clés admises : ${known}` }));
  }
  if (code !== 'custom' && at(content, path) === undefined)
    return [{ path, text: `la clé manque${expectation(issue)}` }];
  if (code === 'invalid_value') {
    const text = `« ${String(at(content, path))} » n’est pas admis ; valeurs admises : ${issue.values.map(String).join(', ')}`;
    return [{ path, text }];
  }
  return [{ path, text: message }];
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return ` ; elle vaut ${issue.values.map(String).join(', ')}`;
  return issue.code === 'invalid_type' ? ` (${TYPES[issue.expected] ?? issue.expected})` : '';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'des clés et leurs valeurs',
  record: 'des clés et leurs valeurs',
};

function at(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    content,
  );
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keys that the JSON Schema admits at a place of a descriptor. */
function knownKeys(content: unknown, path: readonly PropertyKey[]): readonly string[] {
  const reader = at(content, ['reader']);
  const start = variants(sourceJsonSchema()).filter(({ properties }) => admits(properties?.reader, reader));
  const found = path.reduce<readonly JsonSchema[]>(
    (schemas, part) => schemas.flatMap((schema) => below(schema, part)),
    start,
  );
  return [...new Set(found.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function below({ properties, items, additionalProperties }: JsonSchema, part: PropertyKey): readonly JsonSchema[] {
  const next = typeof part === 'number' ? items : (properties?.[String(part)] ?? additionalProperties);
  return isSchema(next) ? variants(next) : [];
}

function variants(schema: JsonSchema): readonly JsonSchema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  return inner.length > 0 ? inner.flatMap(variants) : [schema];
}

function admits(schema: unknown, value: unknown): boolean {
  return isSchema(schema) && (schema.const === value || (schema.enum ?? []).some((choice) => choice === value));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
