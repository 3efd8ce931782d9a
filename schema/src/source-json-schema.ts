import { z } from 'zod';
import { extensionSchema, sourceSchema } from './source.ts';

/** JSON Schema (draft 7) of a source descriptor as a person writes it, for editors; what only a rule can say is checked when it is read. */
export function sourceJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(z.union([sourceSchema, extensionSchema]), { io: 'input', target: 'draft-7' });
  return { ...schema, title: 'Boussole source descriptor' };
}
