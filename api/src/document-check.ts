import { checkLimit, checkLimitSoFar, failure, type Limits } from '@boussole/schema';
import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
  visit,
} from 'graphql';
import { maybeOddCharacter } from './odd-characters.ts';

interface Shape {
  /** Fields at the first level, fragments opened. */
  readonly fields: number;
  readonly depth: number;
  /** How often each field that has fields of its own is asked for at the first level, by the name that it answers under. */
  readonly parents: ReadonlyMap<string, number>;
}

const NOTHING: Shape = { fields: 0, depth: 0, parents: new Map() };

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Refuses a document that would cost too much to validate or to run: too long, too many tokens or directives, too deep, too many root fields, a
 * fragment inside itself, a field merged from too many places; and one with characters that no text holds. Throws `LIMIT_EXCEEDED`, and what graphql-js
 * would say, with its place. Syntax errors are left to the parser that runs it.
 */
export function checkDocument(source: string, limits: Limits): void {
  checkLimit(limits, 'queryCharacters', source.length);
  const document = maybeParse(source, limits);
  if (!document) return;
  checkCharacters(source, document);
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const measure = toMeasure(fragments, limits);
  for (const fragment of fragments.values()) measure(fragment.selectionSet);
  for (const node of document.definitions) {
    checkDirectives(node.directives);
    if (node.kind === Kind.OPERATION_DEFINITION) checkOperation(node, measure(node.selectionSet), limits);
  }
}

function checkOperation(operation: OperationDefinitionNode, { fields, depth }: Shape, limits: Limits): void {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw refused('Schema is not configured to execute subscription operation.', operation);
  checkLimit(limits, 'queryAliases', fields);
  // The introspection query of graphql-js is 14 deep; what it can read is bounded by the schema.
  const allowed = isIntrospection(operation) ? limits.queryDepth * 2 : limits.queryDepth;
  if (depth > allowed) throw failure('LIMIT_EXCEEDED', { limit: 'queryDepth', allowed, asked: depth });
}

/** Each directive repeated at one place would be told as an error of its own. */
function checkDirectives(directives: readonly DirectiveNode[] = []): void {
  const names = directives.map(({ name }) => name.value);
  const repeated = directives.find(({ name }, index) => names.indexOf(name.value) < index);
  if (repeated)
    throw refused(`The directive "@${repeated.name.value}" can only be used once at this location.`, repeated);
}

function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'));
}

/**
 * Measures selection sets, each fragment once however often it is spread. Fields under the same name are compared two by two by the validation,
 * and so is all that is in them.
 */
function toMeasure(fragments: Fragments, limits: Limits): (set: SelectionSetNode) => Shape {
  const known = new Map<string, Shape>();
  const open = new Set<string>();

  function ofFragment(spread: FragmentSpreadNode): Shape {
    const name = spread.name.value;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    const shape = known.get(name);
    if (shape) return shape;
    if (open.has(name)) throw refused(`Cannot spread fragment "${name}" within itself.`, spread);
    open.add(name);
    const measured = ofSet(fragment.selectionSet);
    open.delete(name);
    known.set(name, measured);
    return measured;
  }

  function ofSet({ selections }: SelectionSetNode): Shape {
    let fields = 0;
    let depth = 0;
    const parents = new Map<string, number>();
    const count = (name: string, times: number): void => {
      const all = (parents.get(name) ?? 0) + times;
      checkLimitSoFar(limits, 'queryAliases', all);
      parents.set(name, all);
    };
    for (const node of selections) {
      checkDirectives(node.directives);
      if (node.kind === Kind.FIELD) {
        fields += 1;
        if (node.selectionSet) count((node.alias ?? node.name).value, 1);
        depth = Math.max(depth, 1 + (node.selectionSet ? ofSet(node.selectionSet).depth : 0));
      } else {
        const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node) : ofSet(node.selectionSet);
        fields += inner.fields;
        depth = Math.max(depth, inner.depth);
        for (const [name, times] of inner.parents) count(name, times);
      }
    }
    return { fields, depth, parents };
  }

  return ofSet;
}

function checkCharacters(source: string, document: DocumentNode): void {
  const odd = maybeOddCharacter(source);
  if (odd) {
    const place = { source: new Source(source), positions: [odd.index] };
    throw new GraphQLError(`Syntax Error: Invalid character: ${odd.name}.`, place);
  }
  if (!source.includes('\\')) return;
  visit(document, {
    StringValue(node) {
      const escaped = maybeOddCharacter(node.value);
      if (escaped) throw refused(`Syntax Error: Invalid character within String: ${escaped.name}.`, node);
    },
  });
}

function refused(message: string, nodes: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes });
}

function maybeParse(source: string, limits: Limits): DocumentNode | undefined {
  try {
    checkTokens(source, limits);
    return parse(source);
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
  const brackets = queryDepth * 4;
  let nesting = 0;
  let directives = 0;
  for (let count = 1; lexer.advance().kind !== TokenKind.EOF; count++) {
    checkLimitSoFar(limits, 'queryTokens', count);
    if (lexer.token.kind === TokenKind.AT) checkLimitSoFar(limits, 'queryDirectives', ++directives);
    if (lexer.token.kind === TokenKind.NAME) checkLimit(limits, 'nameCharacters', lexer.token.value.length);
    nesting += STEPS[lexer.token.kind] ?? 0;
    if (nesting > brackets) checkLimitSoFar(limits, 'queryDepth', queryDepth + 1);
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
