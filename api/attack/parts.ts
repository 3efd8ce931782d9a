import type { CellState } from '@boussole/schema';
import type { Client } from './client.ts';
import type { Ground } from './ground.ts';
import type { Sum } from './sums.ts';

/** Territories of one comparison. */
const COMPARED = 50;

/** Figures of the parts of EPCI that straddle départements: nobody publishes them, and each is less than a published EPCI. */
export async function readParts(
  client: Client,
  indicator: string,
  year: number,
  ground: Ground,
): Promise<readonly Sum[]> {
  const parts = [...ground.parts(ground.geography.reference)];
  const sums: Sum[] = [];
  for (let start = 0; start < parts.length; start += COMPARED) {
    const some = parts.slice(start, start + COMPARED);
    const { compare } = await client.ask<{
      compare: {
        columns: readonly {
          values: readonly (number | null)[];
          states: readonly CellState[];
          coverage: readonly (number | null)[] | null;
        }[];
      };
    }>(
      `query ($territories: [ID!]!, $indicators: [ID!]!, $year: Int!) {
        compare(territories: $territories, indicators: $indicators, year: $year, benchmarks: [], geography: CONSTANT) {
          columns { values states coverage } } }`,
      { territories: some.map(([id]) => id), indicators: [indicator], year },
    );
    const { values, states, coverage } = compare.columns[0]!;
    some.forEach(([id, communes], row) => {
      const told = { value: values[row]!, state: states[row]!, coverage: coverage?.[row] ?? 1 };
      if (told.value !== null) sums.push({ indicator, year, reading: 'CONSTANT', communes, told, from: id });
    });
  }
  return sums;
}
