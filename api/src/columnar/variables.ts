import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { Unusual } from './collect.ts';

type Values = Readonly<Record<string, unknown>>;
type Coerce = (value: unknown) => unknown;

/**
 * What reads the variables of an operation, as https://spec.graphql.org/October2021/#CoerceVariableValues() says: their types are looked up once. It throws
 * for variables that are wrong, which graphql-js will tell.
 */
export function toVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Values) => Values {
  const readers = definitions.map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) throw new Unusual();
    const byDefault: unknown = defaultValue && valueFromAST(defaultValue, type);
    return { name: variable.name.value, isNeeded: isNonNullType(type), byDefault, coerce: toCoerce(type) };
  });
  return (given) => {
    const values: Record<string, unknown> = {};
    for (const { name, isNeeded, byDefault, coerce } of readers) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value !== undefined) values[name] = coerce(value);
      else if (byDefault !== undefined) values[name] = byDefault;
      else if (isNeeded) throw new TypeError(`expected the variable $${name}`);
    }
    return values;
  };
}

/** Types that hold themselves are met again as they are being made. */
const made = new WeakMap<GraphQLInputObjectType, Coerce>();

/** https://spec.graphql.org/October2021/#sec-Input-Values, for values that came as JSON. */
function toCoerce(type: GraphQLInputType): Coerce {
  if (isNonNullType(type)) {
    const coerce = toCoerce(type.ofType);
    return (value) => {
      if (value === null || value === undefined) throw new TypeError(`expected a ${type}, but got none`);
      return coerce(value);
    };
  }
  const coerce = isListType(type)
    ? listOf(toCoerce(type.ofType))
    : isInputObjectType(type)
      ? objectOf(type)
      : leafOf(type);
  return (value) => (value === null ? null : coerce(value));
}

function leafOf(type: GraphQLLeafType): Coerce {
  return (value) => {
    const parsed: unknown = type.parseValue(value);
    if (parsed === undefined) throw new TypeError(`expected a ${type}`);
    return parsed;
  };
}

function listOf(coerce: Coerce): Coerce {
  return (value) => (Array.isArray(value) ? value.map(coerce) : [coerce(value)]);
}

function objectOf(type: GraphQLInputObjectType): Coerce {
  const known = made.get(type);
  if (known) return known;
  if (type.isOneOf) throw new Unusual();
  let fields: readonly { readonly name: string; readonly isNeeded: boolean; byDefault: unknown; coerce: Coerce }[] = [];
  const coerceObject = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`expected a ${type}`);
    const given = value as Values; // what came as JSON has values by name
    const values: Record<string, unknown> = {};
    let read = 0;
    for (const { name, isNeeded, byDefault, coerce } of fields) {
      const own = Object.hasOwn(given, name) ? given[name] : undefined;
      if (own !== undefined) {
        values[name] = coerce(own);
        read++;
      } else if (byDefault !== undefined) {
        values[name] = byDefault;
      } else if (isNeeded) {
        throw new TypeError(`expected ${name} in a ${type}`);
      }
    }
    if (Object.keys(given).length !== read) throw new TypeError(`expected nothing more in a ${type}`);
    return values;
  };
  made.set(type, coerceObject);
  fields = Object.values(type.getFields()).map(({ name, type: of, defaultValue }) => ({
    name,
    isNeeded: isNonNullType(of),
    byDefault: defaultValue,
    coerce: toCoerce(of),
  }));
  return coerceObject;
}
