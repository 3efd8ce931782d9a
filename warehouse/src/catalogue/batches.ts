/** The items by key, as a batched read answers. */
export function keyed<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [key(item), item]));
}

/** The items of each key, in their order; a key without any has an empty list. */
export function grouped<T>(
  keys: readonly string[],
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>(keys.map((each) => [each, []]));
  for (const item of items) groups.get(key(item))?.push(item);
  return groups;
}
