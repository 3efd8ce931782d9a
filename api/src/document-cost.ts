import { checkLimit, type Limits } from '@boussole/schema';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What the server does for a field before any of its fields is read: it goes through all territories. */
const OWN_COSTS: Readonly<Record<string, number>> = {
  TerritoryConnection: 10_000,
  GridPage: 25_000,
  MapLayer: 25_000,
  Distribution: 25_000,
  PeerGroup: 50_000,
};
/** Reading the whole schema takes as long as a table. */
const INTROSPECTION = 50_000;
/** How many objects a list without `first` is taken to hold: events, sources, years. */
const USUAL_LIST = 10;

interface Question {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Refuses a valid question whose lists, one inside the other, would read too many fields: `first` of each list times what is read of each
 * row. Throws `LIMIT_EXCEEDED`.
 */
export function checkCost(question: Question, limits: Limits): void {
  checkLimit(limits, 'queryCost', toCost(question));
}

function toCost({ schema, document, operation, variables }: Question): number {
  // One error is enough to know: a hundred thousand of them take seconds and hundreds of megabytes to write.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  // Wrong variables are told by the execution, which will not start.
  if (!coerced) return 0;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const known = new Map<string, number>();

  function ofSet(type: GraphQLObjectType, { selections }: SelectionSetNode): number {
    let cost = 0;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) cost += ofField(type, node);
      else if (node.kind === Kind.INLINE_FRAGMENT) cost += ofSet(type, node.selectionSet);
      else cost += ofFragment(node.name.value);
    }
    return cost;
  }

  // There are neither interfaces nor unions: a fragment is of the type it is spread in.
  function ofFragment(name: string): number {
    const cost = known.get(name);
    if (cost !== undefined) return cost;
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const measured = fragment && isObjectType(type) ? ofSet(type, fragment.selectionSet) : 0;
    known.set(name, measured);
    return measured;
  }

  function ofField(parent: GraphQLObjectType, node: FieldNode): number {
    if (node.name.value === '__schema' || node.name.value === '__type') return INTROSPECTION;
    const field = parent.getFields()[node.name.value];
    const type = field && getNamedType(field.type);
    if (!field || !isObjectType(type) || !node.selectionSet) return 1;
    return (OWN_COSTS[type.name] ?? 1) + rowsOf(parent, field, node) * ofSet(type, node.selectionSet);
  }

  function rowsOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    const isList = isListType(getNullableType(field.type));
    const { first } = field.args.some(({ name }) => name === 'first') ? getArgumentValues(field, node, coerced) : {};
    // The columns of a grid are read as a whole, whatever the number of rows.
    if (typeof first === 'number' && field.name !== 'grid') return Math.max(first, 1);
    return isList && !parent.name.endsWith('Connection') ? USUAL_LIST : 1;
  }

  const root = schema.getRootType(operation.operation);
  return root ? ofSet(root, operation.selectionSet) : 0;
}
