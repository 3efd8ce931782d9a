import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import { buildSchema } from '../schema.ts';
import { maybeColumnType } from './column-type.ts';
import { type Compiled, maybeCompile } from './compile.ts';
import { callDirectly } from './direct-resolvers.ts';

export interface Execution {
  readonly document: DocumentNode;
  readonly contextValue: RequestContext;
  readonly variableValues: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

/** An answer: its data, to be written by `writeJson`, or the bytes of the whole of it. */
export type Executed = ExecutionResult | Buffer;

export interface Executor {
  /** An operation of a valid document that can be run without graphql-js; undefined for the others. */
  compiled(document: DocumentNode, operation: OperationDefinitionNode | undefined): Compiled | undefined;
  run(execution: Execution): Promise<Executed>;
}

/**
 * Runs documents that were validated against the schema. graphql-js goes through each item of a list, which takes most of the time of an answer with
 * tens of thousands of cells: here lists of scalars are leaves, written whole as JSON, and documents are compiled when they are first run. What
 * cannot be compiled, and what fails, is run by graphql-js.
 */
export function toExecutor(schema: GraphQLSchema): Executor {
  const columnar = toColumnarSchema();
  const known = new WeakMap<OperationDefinitionNode, Compiled | 'unusual'>();

  function compiled(
    document: DocumentNode,
    operation: OperationDefinitionNode | undefined | null,
  ): Compiled | undefined {
    if (!operation) return undefined;
    const ready =
      known.get(operation) ??
      (asksOfSchema(document) ? undefined : maybeCompile(columnar, document, operation)) ??
      'unusual';
    known.set(operation, ready);
    return ready === 'unusual' ? undefined : ready;
  }

  return {
    compiled,
    async run(execution) {
      const { document, operationName, variableValues, contextValue } = execution;
      const ready = compiled(document, getOperationAST(document, operationName));
      try {
        if (ready) return await ready(variableValues, contextValue);
      } catch {
        // Whatever it is, it happens again, and is told in its place.
        contextValue.leases.startAgain();
      }
      return execute({ ...execution, schema: asksOfSchema(document) ? schema : columnar });
    },
  };
}

let built: GraphQLSchema | undefined;

/** The same schema, but that lists of scalars and of enum values are leaves. Nobody reads it: what it says of itself would be wrong. */
function toColumnarSchema(): GraphQLSchema {
  built ??= buildColumnarSchema();
  return built;
}

function buildColumnarSchema(): GraphQLSchema {
  const schema = buildSchema();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.type = maybeColumnType(field.type) ?? field.type;
  }
  callDirectly(schema);
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
