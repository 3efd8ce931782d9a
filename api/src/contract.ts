import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';

/** What a schema takes from clients written for the one before, as English sentences; throws when the one before is not a schema. */
export function breakingChanges(before: string, after: GraphQLSchema): readonly string[] {
  if (before.trim() === '') return [];
  return findBreakingChanges(buildSchema(before), after).map(({ description }) => description);
}
