import { checkLimit, type Limits } from '@boussole/schema';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';

/** What the server does for a field before any of its fields is read: it goes through all territories. */
const OWN_COSTS: Readonly<Record<string, number>> = {
  TerritoryConnection: 10_000,
  GridPage: 25_000,
  MapLayer: 25_000,
  Distribution: 25_000,
  PeerGroup: 200_000,
  MarkedGaps: 100_000,
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

/** Costs kept of a document: one for each operation and sizes of lists that it was asked with. */
const KEPT = 100;
const costs = new WeakMap<DocumentNode, Map<string, number>>();

/**
 * Refuses a valid question whose lists, one inside the other, would read too many fields: `first` of each list times what is read of each
 * row. Throws `LIMIT_EXCEEDED`. It depends on the document and on its variables that are whole numbers: worked out once for the same.
 */
export function checkCost(question: Question, limits: Limits): void {
  const { document, operation, variables } = question;
  const sizes = sizesOf(operation);
  const kept = costs.get(document) ?? new Map<string, number>();
  costs.set(document, kept);
  const given = sizes.map(({ variable }) => variables[variable.name.value]);
  // What is no number is wrong, whatever it is, or left out.
  const asked = given.map((value) => (typeof value === 'number' ? value : typeof value));
  const key = JSON.stringify([operation.name?.value, asked]);
  const cost = kept.get(key) ?? toCost(question, sizes);
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, cost);
  checkLimit(limits, 'queryCost', cost);
}

const sizesKnown = new WeakMap<OperationDefinitionNode, readonly VariableDefinitionNode[]>();

/** Variables that may be the size of a list. */
function sizesOf(operation: OperationDefinitionNode): readonly VariableDefinitionNode[] {
  const known = sizesKnown.get(operation);
  if (known) return known;
  const sizes = (operation.variableDefinitions ?? []).filter(({ type }) => {
    const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return inner.kind === Kind.NAMED_TYPE && inner.name.value === GraphQLInt.name;
  });
  sizesKnown.set(operation, sizes);
  return sizes;
}

function toCost(
  { schema, document, operation, variables }: Question,
  sizes: readonly VariableDefinitionNode[],
): number {
  // One error is enough to know: a hundred thousand of them take seconds and hundreds of megabytes to write.
  const { coerced } = getVariableValues(schema, sizes, variables, { maxErrors: 1 });
  // Wrong variables are told by the execution, which will not start.
  if (!coerced) return 0;
  const values = coerced;
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
    const first = maybeSize(field, node, values);
    // The columns of a grid are read as a whole, whatever the number of rows.
    if (typeof first === 'number' && field.name !== 'grid') return Math.max(first, 1);
    return isList && !parent.name.endsWith('Connection') ? USUAL_LIST : 1;
  }

  const root = schema.getRootType(operation.operation);
  return root ? ofSet(root, operation.selectionSet) : 0;
}

/** Value of the argument `first`; undefined when the field has none, or when it is wrong, which the execution will tell. */
function maybeSize(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const argument = field.args.find(({ name }) => name === 'first');
  if (!argument) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const value = given && valueFromAST(given, argument.type, variables);
  return value === undefined ? argument.defaultValue : value;
}
