import {
  type FieldNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  getArgumentValues,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { Unusual } from './collect.ts';

type Values = Readonly<Record<string, unknown>>;

/** Puts an argument among the values of a field. */
type Put = (values: Record<string, unknown>, variables: Values) => void;

const NOTHING_GIVEN: Values = {};

/**
 * What reads the arguments of a field, as https://spec.graphql.org/October2021/#CoerceArgumentValues() says: what no variable is part of is read once. It
 * throws for arguments that are wrong, which graphql-js will tell.
 */
export function toArguments(
  field: Pick<GraphQLField<unknown, unknown>, 'args'>,
  node: FieldNode,
): (variables: Values) => Values {
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  if (![...given.values()].some(hasVariable)) {
    const always = field.args.length === 0 ? NOTHING_GIVEN : constantOf(field, node);
    return () => always;
  }
  const puts = field.args.map((argument) => putOf(argument, given.get(argument.name)));
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const put of puts) put(values, variables);
    return values;
  };
}

function constantOf(field: Pick<GraphQLField<unknown, unknown>, 'args'>, node: FieldNode): Values {
  try {
    return getArgumentValues(field as GraphQLField<unknown, unknown>, node, {});
  } catch (error) {
    // It is told when it is run.
    if (error instanceof GraphQLError) throw new Unusual();
    throw error;
  }
}

function putOf({ name, type, defaultValue }: GraphQLArgument, node: ValueNode | undefined): Put {
  const isNeeded = isNonNullType(type);
  const orDefault: Put = (values) => {
    if (defaultValue !== undefined) values[name] = defaultValue;
    else if (isNeeded) throw new TypeError(`expected the argument ${name}`);
  };
  if (!node) return orDefault;
  if (node.kind === Kind.VARIABLE) {
    const variable = node.name.value;
    return (values, variables) => {
      if (!Object.hasOwn(variables, variable)) return orDefault(values, variables);
      const value = variables[variable];
      if (isNeeded && value === null) throw new TypeError(`expected the argument ${name}, but got none`);
      values[name] = value;
    };
  }
  const read = (variables: Values): unknown => {
    const value: unknown = valueFromAST(node, type, variables);
    if (value === undefined) throw new TypeError(`expected another value of the argument ${name}`);
    return value;
  };
  if (hasVariable(node)) {
    return (values, variables) => {
      values[name] = read(variables);
    };
  }
  const always = read({});
  return (values) => {
    values[name] = always;
  };
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => hasVariable(value));
}
