import type { Vintage } from '@boussole/schema';
import type { MovementRow } from '../publication/input.ts';
import { dayOf } from './lineage.ts';
import type { CommuneLists } from './lists.ts';

/** Names that a commune code bore, in time order. The first stands for all that came before. */
export interface Naming {
  readonly from: string;
  readonly name: string;
}

export type Names = ReadonlyMap<string, readonly Naming[]>;

/** Names of communes through time, from movements and from what lists say of each. */
export function toNames(movements: Iterable<MovementRow>, communes: CommuneLists['communes']): Names {
  const told = new Map<string, Naming[]>();
  const firstBefore = new Map<string, Naming>();
  for (const row of movements) {
    if (row.typeAfter === 'COM') tell(told, row.codeAfter, { from: row.date, name: row.nameAfter });
    if (row.typeBefore !== 'COM') continue;
    const known = firstBefore.get(row.codeBefore);
    if (!known || row.date < known.from) firstBefore.set(row.codeBefore, { from: row.date, name: row.nameBefore });
  }
  for (const [code, rows] of communes) {
    for (const { cog, name } of rows) {
      for (const from of daysOf(cog, rows.length === 1)) tell(told, code, { from, name });
    }
  }
  for (const [code, { from, name }] of firstBefore) {
    const namings = told.get(code);
    if (!namings) told.set(code, [{ from: '', name }]);
    else if (namings.every((naming) => naming.from >= from)) namings.push({ from: '', name });
  }
  return new Map([...told].map(([code, namings]) => [code, distinct(namings)]));
}

/** The name that a code bore on a day; undefined when it never had one. */
export function nameOn(names: Names, code: string, day: string): string | undefined {
  const namings = names.get(code);
  return (namings?.findLast(({ from }) => from <= day) ?? namings?.[0])?.name;
}

/** Days of the lists that have a row: the first is enough where no other row may come between two of them. */
function daysOf(cog: Vintage | readonly Vintage[], alone: boolean): readonly string[] {
  const vintages = typeof cog === 'number' ? [cog] : alone ? cog.slice(0, 1) : cog;
  return vintages.map(dayOf);
}

function tell(told: Map<string, Naming[]>, code: string, naming: Naming): void {
  const namings = told.get(code);
  if (!namings) told.set(code, [naming]);
  else if (namings.at(-1)?.name !== naming.name || namings.at(-1)!.from > naming.from) namings.push(naming);
}

function distinct(namings: readonly Naming[]): readonly Naming[] {
  if (namings.length === 1) return namings;
  const sorted = namings.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return sorted.filter(({ name }, index) => index === 0 || sorted[index - 1]?.name !== name);
}
