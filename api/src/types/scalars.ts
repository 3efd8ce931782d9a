import { GraphQLScalarType } from 'graphql';
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';

/** ISO days travel as text inside the server: graphql-scalars checks them and hands back a `Date` that `toIsoDay` turns into text again. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLDate.toConfig(),
  description: 'A day, ISO 8601: `2017-01-01`. Anything else is refused with QUERY_INVALID.',
});

export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: 'A moment in UTC, ISO 8601: `2026-03-15T08:30:00.000Z`.',
});

export function toIsoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
