import { checkLimit, failure, type Limits } from '@boussole/schema';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';

interface Shape {
  /** Fields at the first level, fragments opened. */
  readonly fields: number;
  readonly depth: number;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Refuses a document that would cost too much to validate or to run: too many tokens or directives, too deep, too many root fields, a
 * fragment inside itself. Throws `LIMIT_EXCEEDED` and `QUERY_INVALID`. Syntax errors are left to the parser that runs it.
 */
export function checkDocument(source: string, limits: Limits): void {
  const document = maybeParse(source, limits);
  if (!document) return;
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const measure = toMeasure(fragments);
  for (const fragment of fragments.values()) measure(fragment.selectionSet);
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) checkOperation(node, measure(node.selectionSet), limits);
  }
}

function checkOperation(operation: OperationDefinitionNode, { fields, depth }: Shape, limits: Limits): void {
  checkLimit(limits, 'queryAliases', fields);
  // The introspection query of graphql-js is 14 deep; what it can read is bounded by the schema.
  const allowed = isIntrospection(operation) ? limits.queryDepth * 2 : limits.queryDepth;
  if (depth > allowed) throw failure('LIMIT_EXCEEDED', { limit: 'queryDepth', allowed, asked: depth });
}

function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'));
}

/** Measures selection sets, each fragment once however often it is spread. */
function toMeasure(fragments: Fragments): (set: SelectionSetNode) => Shape {
  const known = new Map<string, Shape>();
  const open = new Set<string>();

  function ofFragment(name: string): Shape {
    const fragment = fragments.get(name);
    if (!fragment) return { fields: 0, depth: 0 };
    const shape = known.get(name);
    if (shape) return shape;
    if (open.has(name)) throw failure('QUERY_INVALID', { problem: `le fragment « ${name} » se contient lui-même` });
    open.add(name);
    const measured = ofSet(fragment.selectionSet);
    open.delete(name);
    known.set(name, measured);
    return measured;
  }

  function ofSet({ selections }: SelectionSetNode): Shape {
    let fields = 0;
    let depth = 0;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        fields += 1;
        depth = Math.max(depth, 1 + (node.selectionSet ? ofSet(node.selectionSet).depth : 0));
      } else {
        const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSet(node.selectionSet);
        fields += inner.fields;
        depth = Math.max(depth, inner.depth);
      }
    }
    return { fields, depth };
  }

  return ofSet;
}

function maybeParse(source: string, limits: Limits): DocumentNode | undefined {
  try {
    checkTokens(source, limits);
    return parse(source, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Counts tokens, directives and brackets one after the other: the parser calls itself at each bracket and would run out of stack. */
function checkTokens(source: string, limits: Limits): void {
  const { queryDepth } = limits;
  const lexer = new Lexer(new Source(source));
  // A field opens up to four brackets: its arguments, an object, a list in it, its own fields.
  const allowed = queryDepth * 4;
  let nesting = 0;
  let directives = 0;
  for (let count = 1; lexer.advance().kind !== TokenKind.EOF; count++) {
    checkLimit(limits, 'queryTokens', count);
    if (lexer.token.kind === TokenKind.AT) checkLimit(limits, 'queryDirectives', ++directives);
    nesting += STEPS[lexer.token.kind] ?? 0;
    if (nesting > allowed)
      throw failure('LIMIT_EXCEEDED', { limit: 'queryDepth', allowed: queryDepth, asked: nesting });
  }
}

const STEPS: Readonly<Partial<Record<TokenKind, number>>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
};
