import type { CellState, OfficialLevel, Reading } from '@boussole/schema';
import type { Client } from './client.ts';
import type { Told } from './layers.ts';
import type { Sum } from './sums.ts';

const ROWS = 500;

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly rows: {
    readonly ids: readonly string[];
    readonly depths: readonly number[];
    readonly members: readonly (number | null)[];
    readonly whole: readonly boolean[];
  };
  readonly columns: readonly {
    readonly values: readonly (number | null)[];
    readonly states: readonly CellState[];
    readonly coverage: readonly (number | null)[] | null;
  }[];
}

const QUESTION = `query ($columns: [GridColumnInput!]!, $groups: GridGroupsInput, $filters: [GridFilterInput!]!, $geography: Geography!, $first: Int!, $after: String, $within: ID) {
  grid(rows: { level: COMMUNE, within: $within }, columns: $columns, groups: $groups, filters: $filters, geography: $geography, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } rows { ids depths members whole } columns { values states coverage } } }`;

/** Subtotals of a table of communes, with the rows of each: whole groups, and those of which a filter keeps some rows. */
export async function readSubtotals(
  client: Client,
  asked: {
    readonly indicator: string;
    readonly year: number;
    readonly reading: Reading;
    readonly within: string;
    readonly groups: Record<string, unknown>;
    readonly filters: readonly Record<string, unknown>[];
  },
): Promise<readonly Sum[]> {
  const { indicator, year, reading, groups, filters, within } = asked;
  const sums: { told: Told; communes: string[]; from: string; same?: Sum['same'] }[] = [];
  let after: string | null = null;
  do {
    const { grid }: { grid: Page } = await client.ask(QUESTION, {
      columns: [{ indicator, year }],
      ...{ within, groups, filters, geography: reading, first: ROWS, after },
    });
    const [column] = grid.columns;
    grid.rows.ids.forEach((id, row) => {
      if (grid.rows.members[row] === null) {
        if (grid.rows.depths[row] === 1) sums.at(-1)?.communes.push(id.slice('commune:'.length));
        return;
      }
      const told = {
        value: column!.values[row]!,
        state: column!.states[row]!,
        coverage: column!.coverage?.[row] ?? 1,
      };
      const [level, code] = id.split(':') as [OfficialLevel, string]; // only official territories gather all of their communes
      const same = grid.rows.whole[row] && !id.startsWith('groupe:') ? { same: { level, code } } : {};
      sums.push({ told, communes: [], from: `sous-total ${id}`, ...same });
    });
    after = grid.pageInfo.hasNextPage ? grid.pageInfo.endCursor : null;
  } while (after !== null);
  return sums.filter(({ told }) => told.value !== null).map((sum) => ({ ...sum, indicator, year, reading }));
}
