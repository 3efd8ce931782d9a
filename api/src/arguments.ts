import {
  checkLimit,
  failure,
  type Level,
  type LimitName,
  type Limits,
  maybeTerritoryKey,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  type Sex,
  type SliceKey,
  type TerritoryId,
} from '@boussole/schema';

/** Reads a territory id; throws `TERRITORY_ID_INVALID`. */
export function toTerritoryId(id: string): TerritoryId {
  if (!maybeTerritoryKey(id)) throw failure('TERRITORY_ID_INVALID', { id: excerpt(id) });
  return id as TerritoryId; // just checked
}

/** Reads an optional territory id; throws `TERRITORY_ID_INVALID`. */
export function maybeTerritoryId(id: string | null | undefined): TerritoryId | undefined {
  return isSaid(id) ? toTerritoryId(id) : undefined;
}

/** Tells whether an optional argument was given: a text of nothing was. */
export function isSaid<T>(argument: T | null | undefined): argument is T {
  return argument !== undefined && argument !== null;
}

/** Reads a list of territory ids; throws `ARGUMENT_INVALID` when it is empty, `LIMIT_EXCEEDED` when it is too long. */
export function toTerritoryIds(
  argument: string,
  ids: readonly string[],
  limits: Limits,
  limit: LimitName,
): readonly TerritoryId[] {
  checkList(argument, ids, limits, limit);
  return ids.map(toTerritoryId);
}

/** Refuses numbers that are too big to be held, such as 1e999; throws `ARGUMENT_INVALID`. */
export function checkFinite(argument: string, numbers: Readonly<Record<string, number | null | undefined>>): void {
  const [name] = Object.entries(numbers).find(([, value]) => isSaid(value) && !Number.isFinite(value)) ?? [];
  if (name === undefined) return;
  throw failure('ARGUMENT_INVALID', {
    argument,
    problem: `« ${name} » est un nombre trop grand, donnez-en un plus petit`,
  });
}

/** Checks that a list has 1 to `limits[limit]` items. */
export function checkList(argument: string, items: readonly unknown[], limits: Limits, limit: LimitName): void {
  if (items.length === 0) throw failure('ARGUMENT_INVALID', { argument, problem: 'la liste est vide' });
  checkLimit(limits, limit, items.length);
}

/** Reads a level that official files describe; throws `ARGUMENT_INVALID` for GROUPE and PARTIE. */
export function toOfficialLevel(level: Level, argument = 'level'): OfficialLevel {
  const official = OFFICIAL_LEVELS.find((candidate) => candidate === level);
  if (!official) {
    const problem = `${level.toUpperCase()} n’est pas un niveau officiel (${OFFICIAL_LEVELS.join(', ').toUpperCase()})`;
    throw failure('ARGUMENT_INVALID', { argument, problem });
  }
  return official;
}

/** Reads a level that may be searched: an official one, or GROUPE; throws `ARGUMENT_INVALID`. */
export function toSearchedLevel(level: Level): Level {
  return level === 'groupe' ? level : toOfficialLevel(level);
}

/** Reads the members of dimensions that a column names; undefined for everybody. Throws `ARGUMENT_INVALID` for an age that is no band. */
export function maybeSliceKey(sex: Sex | undefined | null, age: string | undefined | null): SliceKey | undefined {
  if (age && !/^\d{1,3}-(\d{1,3}|plus)$/.test(age)) {
    const problem = `« ${excerpt(age)} » n’est pas une tranche d’âge, par exemple 0-14 ou 75-plus`;
    throw failure('ARGUMENT_INVALID', { argument: 'age', problem });
  }
  return sex || age ? { ...(sex && { sex }), ...(age && { age }) } : undefined;
}

/** Reads the size of a page: 0 (only the total count) to the limit `pageRows`. */
export function toPageSize(first: number, limits: Limits): number {
  if (first < 0)
    throw failure('ARGUMENT_INVALID', { argument: 'first', problem: 'un nombre de lignes ne peut pas être négatif' });
  checkLimit(limits, 'pageRows', first);
  return first;
}

export function toOffset(offset: number, argument = 'offset'): number {
  if (offset < 0) throw failure('ARGUMENT_INVALID', { argument, problem: 'un décalage ne peut pas être négatif' });
  return offset;
}

/** Reads a searched text: undefined when there is nothing to search. */
export function maybeSearch(text: string | undefined | null, limits: Limits): string | undefined {
  if (text === undefined || text === null) return undefined;
  checkLimit(limits, 'searchCharacters', text.length);
  return text.trim() === '' ? undefined : text.trim();
}

/** What of a user's own text is repeated in a message. */
export function excerpt(text: string, length = 60): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
