import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { buildSchema } from '../schema.ts';
import { maybeColumnType } from './column-type.ts';

export interface Execution {
  readonly document: DocumentNode;
  readonly contextValue: unknown;
  readonly variableValues: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

/**
 * Runs documents that were validated against the schema. graphql-js goes through each item of a list, which takes most of the time of an answer with
 * tens of thousands of cells: here lists of scalars are leaves, written whole as JSON. Answers are to be written by `writeJson`.
 */
export function toExecutor(schema: GraphQLSchema): (execution: Execution) => Promise<ExecutionResult> {
  const columnar = toColumnarSchema();
  return async (execution) => execute({ ...execution, schema: asksOfSchema(execution.document) ? schema : columnar });
}

/** The same schema, but that lists of scalars and of enum values are leaves. Nobody reads it: what it says of itself would be wrong. */
function toColumnarSchema(): GraphQLSchema {
  const schema = buildSchema();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.type = maybeColumnType(field.type) ?? field.type;
  }
  return schema;
}

const ofSchema = new WeakMap<DocumentNode, boolean>();

/** Whether a document reads `__schema` or `__type`, in any of its operations and fragments. */
function asksOfSchema(document: DocumentNode): boolean {
  const known = ofSchema.get(document);
  if (known !== undefined) return known;
  const asks = document.definitions.some(
    (node) => 'selectionSet' in node && node.selectionSet && asksInSet(node.selectionSet),
  );
  ofSchema.set(document, asks);
  return asks;
}

/** These fields are of the root type: nothing below another field has them. */
function asksInSet({ selections }: SelectionSetNode): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return asksInSet(node.selectionSet);
    return node.kind === Kind.FIELD && (node.name.value === '__schema' || node.name.value === '__type');
  });
}
