import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** A field of a selection, its fragments opened: what it answers under, and where it stands in the document. */
export interface CollectedField {
  readonly key: string;
  /** All that ask for it under that key; they ask with the same arguments, as the validation made sure. */
  readonly nodes: readonly FieldNode[];
  /** Variables that must be true (`@include`) or false (`@skip`) for it to be answered. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly variable: string;
  readonly is: boolean;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
}

/** Told of what is left to graphql-js. */
export class Unusual extends Error {}

/**
 * Opens the fragments of some selections of one object, in the order of https://spec.graphql.org/October2021/#CollectFields(). Throws `Unusual` for what depends on
 * variables in more than one way.
 */
export function collectFields(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  fragments: Fragments,
): readonly CollectedField[] {
  const fields = new Map<string, { nodes: FieldNode[]; conditions: readonly Condition[] }>();
  const opened = new Set<string>();

  function add(node: FieldNode, conditions: readonly Condition[]): void {
    const key = (node.alias ?? node.name).value;
    const known = fields.get(key);
    if (!known) fields.set(key, { nodes: [node], conditions });
    else if (known.conditions.length + conditions.length > 0) throw new Unusual();
    else known.nodes.push(node);
  }

  function open({ selections: nodes }: SelectionSetNode, above: readonly Condition[]): void {
    for (const node of nodes) {
      const own = conditionsOf(node.directives ?? []);
      if (own === 'never') continue;
      const conditions = own.length === 0 ? above : [...above, ...own];
      if (node.kind === Kind.FIELD) {
        add(node, conditions);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if ((node.typeCondition?.name.value ?? type.name) === type.name) open(node.selectionSet, conditions);
      } else {
        const fragment = fragments.get(node.name.value);
        // One that is opened under a condition and again without it is not opened twice by the rule.
        if (conditions.length > 0) throw new Unusual();
        if (!fragment || opened.has(node.name.value) || fragment.typeCondition.name.value !== type.name) continue;
        opened.add(node.name.value);
        open(fragment.selectionSet, conditions);
      }
    }
  }

  for (const selection of selections) open(selection, []);
  return [...fields].map(([key, { nodes, conditions }]) => ({ key, nodes, conditions }));
}

function conditionsOf(directives: readonly DirectiveNode[]): readonly Condition[] | 'never' {
  const conditions: Condition[] = [];
  for (const { name, arguments: given } of directives) {
    if (name.value !== 'include' && name.value !== 'skip') continue;
    const is = name.value === 'include';
    const value = given?.[0]?.value;
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, is });
    else if (value?.kind !== Kind.BOOLEAN) throw new Unusual();
    else if (value.value !== is) return 'never';
  }
  return conditions;
}
