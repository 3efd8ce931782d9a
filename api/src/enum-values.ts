import { type GraphQLSchema, isEnumType } from 'graphql';

/** More would be longer than the sentence that they end: graphql-js suggests the nearest ones. */
const SHOWN = 20;

/** What graphql-js says of a value that an enumeration does not have. */
const OF_ENUM = /(?: does not exist in "(\w+)" enum|(?:^|; )Enum "(\w+)" cannot represent )/;

/** Values of the enumeration that a message of graphql-js speaks of; undefined when it speaks of none, or when there are too many to tell. */
export function maybeEnumValues(message: string, schema: GraphQLSchema): readonly string[] | undefined {
  const [, absent, other] = OF_ENUM.exec(message) ?? [];
  const type = schema.getType(absent ?? other ?? '');
  const values = isEnumType(type) ? type.getValues() : [];
  return values.length > 0 && values.length <= SHOWN ? values.map(({ name }) => name) : undefined;
}
