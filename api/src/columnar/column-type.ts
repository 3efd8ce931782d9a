import {
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLString,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { JsonText } from './json-text.ts';
import { numbersText } from './number-text.ts';

/**
 * From this length on, what a list is written as is remembered as long as the list lives, once it is written again: resolvers give lists that nobody
 * changes. Most of those of indicators that are not in memory are written once.
 */
const LONG = 256;
const ONCE = 'once';

type Items = ArrayLike<unknown>;

/** The type that writes a whole list of scalars or enum values at once; undefined for any other type. */
export function maybeColumnType(type: GraphQLOutputType): GraphQLScalarType | undefined {
  const list = getNullableType(type);
  if (!isListType(list)) return undefined;
  const item: unknown = list.ofType;
  const leaf = isNonNullType(item) ? item.ofType : item;
  if (!isLeafType(leaf)) return undefined;
  const write = writerOf(leaf, !isNonNullType(item));
  return new GraphQLScalarType({
    name: 'Column',
    serialize: (items) => write(items as Items), // resolvers of lists give lists
  });
}

function writerOf(leaf: GraphQLLeafType, isNullable: boolean): (items: Items) => JsonText {
  const write =
    leaf === GraphQLFloat
      ? (items: Items) => writeNumbers(items, isNullable)
      : isEnumType(leaf)
        ? (items: Items) => writeEnums(leaf, items, isNullable)
        : (items: Items) => writeItems(leaf, items, isNullable);
  // Names of enum values are.
  const isAscii = leaf === GraphQLFloat || leaf === GraphQLInt || isEnumType(leaf);
  const written = new WeakMap<Items, JsonText | typeof ONCE>();
  return (items) => {
    if (items.length < LONG) return new JsonText(write(items), isAscii);
    const known = written.get(items);
    if (known instanceof JsonText) return known;
    // What is kept has memory of its own.
    const text = new JsonText(known === ONCE ? Buffer.from(write(items)) : write(items), isAscii);
    written.set(items, known === ONCE ? text : ONCE);
    return text;
  };
}

/** NaN has no value: null. */
function writeNumbers(items: Items, isNullable: boolean): string | Buffer {
  return numbersText(items instanceof Float64Array ? items : toNumbers(items), (item) => {
    if (Number.isNaN(item)) orRefuse(item, isNullable);
    else GraphQLFloat.serialize(item);
  });
}

function toNumbers(items: Items): Float64Array {
  return Float64Array.from(items, (item) => {
    if (typeof item === 'number') return item;
    return item === null || item === undefined ? Number.NaN : GraphQLFloat.serialize(item);
  });
}

/** States come in runs of the same one: each run is written at once. */
function writeEnums(leaf: GraphQLEnumType, items: Items, isNullable: boolean): string {
  let text = '[';
  for (let index = 0; index < items.length; ) {
    const item = items[index];
    let end = index + 1;
    while (end < items.length && items[end] === item) end++;
    const name = item === null || item === undefined ? orRefuse(null, isNullable) : leaf.serialize(item)!;
    text += `${JSON.stringify(name)},`.repeat(end - index);
    index = end;
  }
  return items.length === 0 ? '[]' : `${text.slice(0, -1)}]`;
}

function writeItems(leaf: GraphQLLeafType, items: Items, isNullable: boolean): string {
  const isText = leaf === GraphQLID || leaf === GraphQLString;
  const isWhole = leaf === GraphQLInt;
  const list: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === null || item === undefined) list.push(orRefuse(null, isNullable));
    else if (isText && typeof item === 'string') list.push(item);
    // 32 bits, as GraphQL has them.
    else if (isWhole && typeof item === 'number' && (item | 0) === item) list.push(item | 0);
    else list.push(leaf.serialize(item));
  }
  return JSON.stringify(list);
}

function orRefuse<T>(nothing: T, isNullable: boolean): T {
  if (!isNullable) throw new TypeError('expected an item in each place of a list, but got none');
  return nothing;
}
