import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { toArguments } from './arguments.ts';
import { type Condition, collectFields, type Fragments, fragmentsOf, Unusual } from './collect.ts';
import { JsonText } from './json-text.ts';
import { Parts } from './parts.ts';
import { toVariables } from './variables.ts';

type Values = Readonly<Record<string, unknown>>;

/** A document that is ready to be run: gives the bytes of `{"data":…}`, at once when no resolver has to wait. Throws whatever went wrong. */
export type Compiled = (variables: Values | undefined, context: unknown) => Buffer | Promise<Buffer>;

/** What is known of one run. */
interface Run {
  readonly context: unknown;
  readonly variables: Values;
  /** Arguments of fields by place, worked out once however many objects have the field. */
  readonly given: (Values | undefined)[];
}

type Write = (value: unknown, run: Run, parts: Parts) => void;

/** Fields of a document beyond which it is not worth it. */
const MOST_FIELDS = 2_000;

/**
 * Compiles an operation of a valid document: what each field is written as is worked out once, and answers are written as text as they are read, without
 * the objects between. Undefined for what is left to graphql-js: changes, questions about the schema, unusual directives.
 *
 * A run tells no error of a field: it throws, and graphql-js runs the document again to tell them as they must be told.
 */
export function maybeCompile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Compiled | undefined {
  const root = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || !root) return undefined;
  try {
    return compile(schema, root, operation, fragmentsOf(document));
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function compile(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Compiled {
  const write = new Compilation(fragments).object(root, [operation]);
  const variablesOf = toVariables(schema, operation.variableDefinitions ?? []);
  return (given, context) => {
    const variables = variablesOf(given ?? {});
    const parts = new Parts();
    parts.add('{"data":');
    write(undefined, { context, variables, given: [] }, parts);
    parts.add('}');
    return parts.join();
  };
}

class Compilation {
  readonly #fragments: Fragments;
  #fields = 0;
  #placesGiven = 0;

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** Writes an object by the selections that ask for its fields. */
  object(type: GraphQLObjectType, nodes: readonly (FieldNode | OperationDefinitionNode)[]): Write {
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const collected = collectFields(type, selections, this.#fragments);
    this.#fields += collected.length;
    if (this.#fields > MOST_FIELDS) throw new Unusual();
    const fields = collected.map(({ key, nodes: asked, conditions }) => ({
      first: `{${JSON.stringify(key)}:`,
      next: `,${JSON.stringify(key)}:`,
      conditions,
      write: this.#field(type, asked),
    }));
    return (source, run, parts) => {
      let isFirst = true;
      for (const { first, next, conditions, write } of fields) {
        if (conditions.length > 0 && !areMet(conditions, run.variables)) continue;
        parts.add(isFirst ? first : next);
        write(source, run, parts);
        isFirst = false;
      }
      parts.add(isFirst ? '{}' : '}');
    };
  }

  /** Reads a field of a source, then writes its value. */
  #field(parent: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    const [node] = nodes as [FieldNode]; // a field was asked for by someone
    if (node.name.value === '__typename') return constant(JSON.stringify(parent.name));
    const field = parent.getFields()[node.name.value];
    if (!field) throw new Unusual();
    const read = this.#reader(field, node);
    const write = this.#value(field.type, nodes);
    return (source, run, parts) => {
      const value = read(source, run);
      if (value instanceof Promise) parts.addLater(value.then((late) => writtenApart(late, run, write)));
      else write(value, run, parts);
    };
  }

  #reader(field: GraphQLField<unknown, unknown>, node: FieldNode): (source: unknown, run: Run) => unknown {
    const { name, resolve } = field;
    const place = this.#placesGiven++;
    const given = toArguments(field, node);
    const givenTo = (run: Run): Values => {
      run.given[place] ??= given(run.variables);
      return run.given[place];
    };
    if (!resolve) {
      return (source, run) => {
        const property = (source as Values)[name]; // a field is of an object
        return typeof property === 'function' ? property.call(source, givenTo(run), run.context) : property;
      };
    }
    return (source, run) => resolve(source, givenTo(run), run.context, NO_INFO);
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (!isNonNullType(type)) return orNull(this.#some(type, nodes));
    const write = this.#some(type.ofType, nodes);
    return (value, run, parts) => {
      if (value === null || value === undefined)
        throw new TypeError(`expected a value of ${nodes[0]!.name.value}, but got none`);
      write(value, run, parts);
    };
  }

  #some(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (isObjectType(type)) return this.object(type, nodes);
    if (isListType(type)) return this.#list(type.ofType, nodes);
    if (isEnumType(type)) {
      const texts = new Map(type.getValues().map(({ name, value }) => [value as unknown, JSON.stringify(name)]));
      return (value, _run, parts) => parts.add(texts.get(value) ?? JSON.stringify(type.serialize(value)));
    }
    if (!isScalarType(type)) throw new Unusual();
    return (value, _run, parts) => {
      const serialized: unknown = type.serialize(value);
      if (serialized instanceof JsonText) serialized.addTo(parts);
      else parts.addText(JSON.stringify(serialized) ?? 'null');
    };
  }

  #list(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    const write = this.#value(type, nodes);
    return (value, run, parts) => {
      if (!Array.isArray(value)) throw new TypeError(`expected a list of ${nodes[0]!.name.value}`);
      if (value.length === 0) return parts.add('[]');
      let separator = '[';
      for (const item of value) {
        parts.add(separator);
        if (item instanceof Promise) parts.addLater(item.then((late) => writtenApart(late, run, write)));
        else write(item, run, parts);
        separator = ',';
      }
      parts.add(']');
    };
  }
}

const NO_INFO = undefined as unknown as GraphQLResolveInfo; // what is called directly takes arguments and the context only

function constant(text: string): Write {
  return (_value, _run, parts) => parts.add(text);
}

function orNull(write: Write): Write {
  return (value, run, parts) => {
    if (value === null || value === undefined) parts.add('null');
    else write(value, run, parts);
  };
}

function writtenApart(value: unknown, run: Run, write: Write): Parts {
  const parts = new Parts();
  write(value, run, parts);
  return parts;
}

function areMet(conditions: readonly Condition[], variables: Values): boolean {
  return conditions.every(({ variable, is }) => {
    const value = variables[variable];
    if (typeof value !== 'boolean') throw new TypeError(`expected $${variable} to be true or false, but got ${value}`);
    return value === is;
  });
}
