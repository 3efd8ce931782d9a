import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import type { Compiled } from '../columnar/compile.ts';
import type { Executor } from '../columnar/executor.ts';
import type { RequestContext } from '../context.ts';

/** An operation that Apollo parsed, validated and let through, ready to be run again. */
export interface AdmittedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly run: Compiled;
}

const KEPT = 500;
/** Characters of all that are kept: compiled, a document takes about fifty times its own length. */
const KEPT_LENGTH = 262_144;
/** Longer ones would take more memory than they save time. */
const LONGEST = 16_384;
const KEPT_TYPES = 100;
const LONGEST_TYPE = 200;

/** What Apollo has admitted: documents by hash and operation, and what it answers to who accepts some types. */
export class AdmittedDocuments {
  readonly #compiled: Executor['compiled'];
  readonly #operations = new Map<string, AdmittedOperation>();
  readonly #types = new Map<string | undefined, string>();
  #length = 0;

  constructor(compiled: Executor['compiled']) {
    this.#compiled = compiled;
  }

  /** Notes the operations that are about to run. */
  plugin(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: async () => ({
        executionDidStart: async ({ schema, document, operation, operationName, queryHash, source }) => {
          const run = source.length <= LONGEST ? this.#compiled(document, operation) : undefined;
          if (!run) return;
          // One that is alone may be named or not by those who ask for it.
          for (const name of isAlone(document) ? [undefined, operationName] : [operationName]) {
            this.#keep(keyOf(queryHash, name), { schema, document, operation, run }, source.length);
          }
        },
      }),
    };
  }

  #keep(key: string, operation: AdmittedOperation, length: number): void {
    if (this.#operations.has(key)) return;
    if (this.#operations.size >= KEPT || this.#length + length > KEPT_LENGTH) {
      this.#operations.clear();
      this.#length = 0;
    }
    this.#operations.set(key, operation);
    this.#length += length;
  }

  find(hash: string, operationName: unknown): AdmittedOperation | undefined {
    const isReadable = typeof operationName === 'string' || operationName === undefined || operationName === null;
    return isReadable ? this.#operations.get(keyOf(hash, operationName)) : undefined;
  }

  /** Notes the type of an answer without errors. */
  noteAccepted(accept: string | undefined, contentType: string): void {
    if (accept !== undefined && accept.length > LONGEST_TYPE) return;
    if (this.#types.size >= KEPT_TYPES) this.#types.clear();
    this.#types.set(accept, contentType);
  }

  /** The type of an answer without errors for a header `accept`; undefined when none was answered yet. */
  contentType(accept: string | undefined): string | undefined {
    return this.#types.get(accept);
  }
}

function isAlone({ definitions }: DocumentNode): boolean {
  return definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
}

function keyOf(hash: string, operationName: string | null | undefined): string {
  return typeof operationName === 'string' ? `${hash} ${operationName}` : hash;
}
