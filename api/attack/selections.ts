import type { CellState, OfficialLevel } from '@boussole/schema';
import type { Book } from './book.ts';
import type { Client } from './client.ts';
import type { Ground } from './ground.ts';
import { isHidden, type Layer } from './layers.ts';
import type { Draws } from './random.ts';
import type { Sum } from './sums.ts';

/** Columns of one question. */
const COLUMNS = 12;
/** Communes of one list. */
const LISTED = 100;

export interface Selections {
  readonly sums: readonly Sum[];
  /** Totals that were refused, or that have no value. */
  readonly withheld: number;
}

/**
 * Totals of lists of communes that nobody published: random ones; all of an EPCI or a département, and all but one; those that are hidden; rows
 * that a filter leaves. What an attacker subtracts from a published total.
 */
export async function readSelections(
  client: Client,
  book: Book,
  ground: Ground,
  { draws, count, additive }: { readonly draws: Draws; readonly count: number; readonly additive: ReadonlySet<string> },
): Promise<Selections> {
  const sums: Sum[] = [];
  let withheld = 0;
  for (const [year, indicators] of byYear(book, additive)) {
    const layers = indicators.flatMap((indicator) => book.layer(indicator, year, 'commune', 'CONSTANT') ?? []);
    const hidden = [
      ...new Set(layers.flatMap(({ cells }) => [...cells].flatMap(([code, cell]) => (isHidden(cell) ? [code] : [])))),
    ];
    if (hidden.length === 0) continue;
    for (let drawn = 0; drawn < count; drawn++) {
      const communes = list(hidden, ground, draws);
      for (let start = 0; start < layers.length; start += COLUMNS) {
        const columns = layers.slice(start, start + COLUMNS);
        const total = await readTotal(client, year, columns, communes);
        if (!total) {
          withheld += columns.length;
          continue;
        }
        columns.forEach(({ indicator }, place) => {
          const value = total.values[place] ?? null;
          if (value === null) withheld++;
          else {
            const told = { value, state: total.states[place]!, coverage: total.coverage[place] ?? 1 };
            sums.push({ indicator, year, reading: 'CONSTANT', communes, told, from: `liste de ${communes.length}` });
          }
        });
      }
    }
  }
  return { sums, withheld };
}

function byYear(book: Book, additive: ReadonlySet<string>): ReadonlyMap<number, readonly string[]> {
  const years = new Map<number, string[]>();
  for (const [indicator, year] of book.hiding())
    if (additive.has(indicator)) years.set(year, [...(years.get(year) ?? []), indicator]);
  return years;
}

/** A list around a commune of which something is hidden. */
function list(hidden: readonly string[], ground: Ground, draws: Draws): readonly string[] {
  const { reference } = ground.geography;
  const target = draws.one(hidden);
  const membership = ground.geography.membership(reference).get(target);
  const level = draws.one<OfficialLevel>(['epci', 'departement']);
  const holder = membership?.[level as 'epci' | 'departement'];
  const members = holder === undefined ? [target] : ground.communes(level, holder, reference);
  const secret = new Set(hidden);
  const without = (left: ReadonlySet<string>): readonly string[] => members.filter((code) => !left.has(code));
  const others = members.filter((code) => code !== target);
  const choices: readonly (() => readonly string[])[] = [
    () => members,
    () => without(new Set([target])),
    () => without(new Set(draws.some(others, 1))),
    () => without(new Set(draws.some(others, 2))),
    () => members.filter((code) => secret.has(code)),
    () => without(secret),
    () => [target, ...draws.some(others, 1 + draws.below(8))],
    () => [...new Set([...draws.some(others, draws.below(6)), ...draws.some(hidden, 1 + draws.below(6))])],
  ];
  const listed = draws.one(choices)();
  const kept = listed.length > LISTED ? draws.some(listed, LISTED) : listed;
  return kept.length > 0 ? kept : [target];
}

interface Total {
  readonly values: readonly (number | null)[];
  readonly states: readonly CellState[];
  readonly coverage: readonly (number | null)[];
}

async function readTotal(
  client: Client,
  year: number,
  layers: readonly Layer[],
  communes: readonly string[],
): Promise<Total | undefined> {
  const { grid } = await client.ask<{ grid: { total: Total & { problem: string | null } } }>(
    `query ($territories: [ID!], $columns: [GridColumnInput!]!) {
      grid(rows: { territories: $territories }, columns: $columns, first: 0, geography: CONSTANT) {
        total { values states coverage problem } } }`,
    {
      territories: communes.map((code) => `commune:${code}`),
      columns: layers.map(({ indicator }) => ({ indicator, year })),
    },
  );
  return grid.total.problem === null ? grid.total : undefined;
}
