import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** `Type.field` of every field of the schema. */
export function everyField(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.keys((type as GraphQLObjectType).getFields()).map((field) => `${type.name}.${field}`));
}

/** Writes a question that reads all that a root field can answer, each type once on a path. */
export function wholeQuestion(field: GraphQLField<unknown, unknown>, written: string, required: Required): string {
  return `{ ${field.name}${written}${selection(field.type, required, new Set())} }`;
}

/** Values of the arguments that fields below the root need. */
export type Required = Readonly<Record<string, string>>;

function selection(type: GraphQLOutputType, required: Required, above: ReadonlySet<string>): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const inside = new Set([...above, named.name]);
  const fields = Object.values(named.getFields()).flatMap(({ name, type: of, args }) => {
    const target = getNamedType(of);
    if (!isLeafType(target) && inside.has(target.name)) return [];
    const needed = args.filter((argument) => isRequiredArgument(argument) || argument.name in required);
    const list = needed.map((argument) => `${argument.name}: ${required[argument.name]}`).join(', ');
    return [`${name}${list && `(${list})`}${selection(of, required, inside)}`];
  });
  return ` { ${fields.join(' ')} }`;
}

/** Every value of an answer with the field that it is of, lists opened. */
export function* leaves(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  answer: unknown,
): Generator<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(answer ?? {})) {
    const target = getNamedType(parent.getFields()[name]!.type);
    for (const item of [value].flat(3)) {
      yield [`${parent.name}.${name}`, isObjectType(target) ? undefined : item];
      if (isObjectType(target)) yield* leaves(schema, target, item);
    }
  }
}
