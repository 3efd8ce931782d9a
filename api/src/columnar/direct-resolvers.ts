import type { GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/** A class of resolvers or of a type, whose methods are called by their names. */
type Host = new () => Readonly<Record<string, (...given: unknown[]) => unknown>>;

/** Takes an argument, or the context, out of what graphql-js gives a resolver. */
type Take = (given: Readonly<Record<string, unknown>>, context: unknown) => unknown;

/**
 * Has the methods of resolvers and types called as they are. type-graphql awaits each argument, as one might be validated, and makes a copy of each
 * input; none is validated here, and methods only read their inputs.
 */
export function callDirectly(schema: GraphQLSchema): void {
  const { queries, objectTypes } = getMetadataStorage();
  const query = schema.getQueryType()!;
  for (const field of Object.values(query.getFields())) {
    const { target, methodName } = queries.find(({ schemaName }) => schemaName === field.name)!; // the schema was built from them
    const host = new (target as Host)(); // a class of resolvers
    const takes = takesOf(target, methodName, field);
    field.resolve = (_source, given, context) => host[methodName]!(...takes.map((take) => take(given, context)));
  }
  for (const type of Object.values(schema.getTypeMap())) {
    const described = objectTypes.find(({ name }) => name === type.name);
    if (described && isObjectType(type)) callTypeDirectly(type, described.target);
  }
}

function callTypeDirectly(type: GraphQLObjectType, target: unknown): void {
  for (const field of Object.values(type.getFields())) {
    const { name, resolve } = field;
    if (!resolve) continue;
    const takes = takesOf(target, name, field);
    field.resolve = directly(target as Host, name, takes, resolve); // classes of types are described so
  }
}

function directly(
  target: Host,
  name: string,
  takes: readonly Take[],
  resolve: GraphQLFieldResolver<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, given, context, info) => {
    // What is no object of its class yet is made one by type-graphql.
    if (!(source instanceof target)) return resolve(source, given, context, info);
    const property: unknown = source[name];
    return typeof property === 'function'
      ? property.apply(
          source,
          takes.map((take) => take(given, context)),
        )
      : property;
  };
}

/** What the parameters of a method are given, in order; throws for a parameter that only type-graphql can give. */
function takesOf(target: unknown, method: string, { name: field }: GraphQLField<unknown, unknown>): readonly Take[] {
  const params = getMetadataStorage()
    .params.filter((param) => param.methodName === method && isOf(target, param.target))
    .sort((one, other) => one.index - other.index);
  return params.map((param, index): Take => {
    if (param.index !== index) throw new TypeError(`expected parameter ${index} of ${field} to be described`);
    if (param.kind === 'arg') return (given) => given[param.name];
    if (param.kind === 'context' && param.propertyName === undefined) return (_given, context) => context;
    throw new TypeError(`expected arguments and the context as parameters of ${field}, but got ${param.kind}`);
  });
}

/** Whether a class is another, or extends it. */
function isOf(target: unknown, ancestor: unknown): boolean {
  for (let one = target; typeof one === 'function'; one = Object.getPrototypeOf(one)) if (one === ancestor) return true;
  return false;
}
