import { GraphQLScalarType } from 'graphql';
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';

/** ISO days travel as text inside the server: graphql-scalars checks them and hands back a `Date`, turned into text again. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLDate.toConfig(),
  parseValue: (value: unknown) => toIsoDay(GraphQLDate.parseValue(value)),
  parseLiteral: (node, variables) => toIsoDay(GraphQLDate.parseLiteral(node, variables)),
  description: 'A day, ISO 8601: `2017-01-01`. Anything else is refused with QUERY_INVALID.',
});

export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: 'A moment in UTC, ISO 8601: `2026-03-15T08:30:00.000Z`.',
});

function toIsoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
