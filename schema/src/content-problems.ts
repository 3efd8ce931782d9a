import type { z } from 'zod';

/** What is wrong in a file that a person wrote: where, as a path of keys and places from 0, and a French text without its final stop. */
export interface ContentProblem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/**
 * Says in French what an issue of zod means for who wrote `content`, whose keys are those of one of `shapes`: an unknown key with those that
 * are admitted, a key that is missing, a value with those that are admitted.
 */
export function toContentProblems(
  issue: z.core.$ZodIssue,
  content: unknown,
  shapes: readonly JsonSchema[],
): readonly ContentProblem[] {
  const { code, path, message } = issue;
  if (code === 'unrecognized_keys') {
    if (!message.startsWith('Clé')) return [{ path, text: message }]; // the schema says more than the words of zod do
    const known = knownKeys(shapes, path).join(', ');
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

/** What is at a path of keys and places; undefined where nothing is. */
export function at(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    content,
  );
}

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keys that these shapes admit at a place of what they describe. */
function knownKeys(shapes: readonly JsonSchema[], path: readonly PropertyKey[]): readonly string[] {
  const found = path.reduce<readonly JsonSchema[]>(
    (schemas, part) => schemas.flatMap((schema) => below(schema, part)),
    shapes,
  );
  return [...new Set(found.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function below({ properties, items, additionalProperties }: JsonSchema, part: PropertyKey): readonly JsonSchema[] {
  const next = typeof part === 'number' ? items : (properties?.[String(part)] ?? additionalProperties);
  return isSchema(next) ? variants(next) : [];
}

/** A schema, or those that it is a choice of. */
export function variants(schema: JsonSchema): readonly JsonSchema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  return inner.length > 0 ? inner.flatMap(variants) : [schema];
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
