import 'reflect-metadata';
import {
  defaultFieldResolver,
  type GraphQLField,
  GraphQLFloat,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AgeProjectionResolver } from './resolvers/age-projection.ts';
import { CellResolver } from './resolvers/cell.ts';
import { ComparisonResolver } from './resolvers/comparison.ts';
import { CoverageResolver } from './resolvers/coverage.ts';
import { DistributionResolver } from './resolvers/distribution.ts';
import { GridResolver } from './resolvers/grid.ts';
import { GroupResolver } from './resolvers/group.ts';
import { IndicatorResolver } from './resolvers/indicator.ts';
import { LoadResolver } from './resolvers/load.ts';
import { MandateResolver } from './resolvers/mandate.ts';
import { MapLayerResolver } from './resolvers/map-layer.ts';
import { MarkedGapsResolver } from './resolvers/marked-gaps.ts';
import { OutlinesResolver } from './resolvers/outlines.ts';
import { PeersResolver } from './resolvers/peers.ts';
import { PublicationResolver } from './resolvers/publication.ts';
import { RestrictedReadingResolver } from './resolvers/restricted-reading.ts';
import { SavedViewResolver } from './resolvers/saved-view.ts';
import { TerritoryResolver } from './resolvers/territory.ts';
import { TrendResolver } from './resolvers/trend.ts';
import { ViewerResolver } from './resolvers/viewer.ts';
import { toNullable } from './types/columns.ts';

const RESOLVERS = [
  TerritoryResolver,
  GroupResolver,
  IndicatorResolver,
  CellResolver,
  ComparisonResolver,
  TrendResolver,
  GridResolver,
  MapLayerResolver,
  DistributionResolver,
  AgeProjectionResolver,
  PeersResolver,
  MarkedGapsResolver,
  CoverageResolver,
  OutlinesResolver,
  PublicationResolver,
  MandateResolver,
  LoadResolver,
  SavedViewResolver,
  ViewerResolver,
  RestrictedReadingResolver,
] as const;

let built: GraphQLSchema | undefined;

/** The GraphQL schema of the decorated classes, built when it is first asked for; resolvers check their own arguments. */
export function toGraphqlSchema(): GraphQLSchema {
  built ??= buildWithNulls();
  return built;
}

function buildWithNulls(): GraphQLSchema {
  const schema = buildSchema();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) giveNullForNaN(field);
  }
  return schema;
}

/** The same for those who know what NaN is in a column of numbers. */
export function buildSchema(): GraphQLSchema {
  // A test checks what the library would check again at each start, which takes it longer than to build the schema.
  const schema = buildSchemaSync({ resolvers: RESOLVERS, validate: false, skipCheck: true });
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) putArgumentsInOrder(type);
  }
  schema.getQueryType()!.description =
    'Questions. Every answer with figures names the publication that gave it and its cautions. Errors carry a stable `extensions.code` and a French sentence.';
  schema.getMutationType()!.description =
    'Changes to what people keep: saved views, groups, tokens. Figures cannot be changed here.';
  return schema;
}

/** Columns of numbers leave resolvers as arrays in which a hole is NaN, which GraphQL has not. */
function giveNullForNaN(field: GraphQLField<unknown, unknown>): void {
  if (getNamedType(field.type) !== GraphQLFloat || !isListType(getNullableType(field.type))) return;
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (...asked) => {
    const items: unknown = resolve(...asked);
    return items instanceof Float64Array ? toNullable(items) : items;
  };
}

/** Decorators of parameters run from the last to the first, and type-graphql keeps that order. */
function putArgumentsInOrder(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    field.args = field.args.toReversed();
  }
}
