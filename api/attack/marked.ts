import type { Client } from './client.ts';
import { isHidden, isShown, type Layer } from './layers.ts';
import { isClose } from './sums.ts';

interface Marked {
  readonly columns: readonly {
    readonly year: number;
    readonly withValue: number;
    readonly median: number | null;
  }[];
  readonly gaps: readonly { readonly territory: { readonly code: string }; readonly value: number }[];
}

/**
 * What marked gaps tell of the communes of a territory: figures that are shown, never one that is hidden, and a median and a number of figures that those
 * shown make. Nothing is asked of a layer of another level, nor told where another year is read.
 */
export async function readMarked(
  client: Client,
  { indicator, year, level, reading, cells }: Layer,
  within: string,
  members: readonly string[],
): Promise<{ readonly asked: number; readonly unexplained: readonly string[] }> {
  const unexplained: string[] = [];
  let asked = 0;
  const { markedGaps } = await client.ask<{ markedGaps: Marked }>(
    `query ($within: ID!, $level: Level!, $indicators: [ID!]!, $geography: Geography!) {
      markedGaps(within: $within, level: $level, indicators: $indicators, first: 200, geography: $geography) {
        columns { year withValue median } gaps { territory { code } value } } }`,
    { within, level: level.toUpperCase(), indicators: [indicator], geography: reading },
  );
  const [column] = markedGaps.columns;
  if (column?.year !== year) return { asked, unexplained };
  const expect = (what: string, told: unknown, isRight: boolean): void => {
    asked++;
    if (!isRight) unexplained.push(`${what} of marked gaps of ${indicator} ${year} in ${within} (${reading}): ${told}`);
  };
  const counted = members
    .flatMap((code) => cells.get(code) ?? [])
    .filter((cell) => isShown(cell) && cell.state !== 'ESTIMATED' && cell.coverage >= 1 && !cell.incomplete)
    .map(({ value }) => value!)
    .sort((left, right) => left - right);
  expect('number of figures', column.withValue, column.withValue === counted.length);
  if (column.median !== null) expect('median', column.median, isClose(column.median, medianOf(counted)));
  for (const { territory, value } of markedGaps.gaps) {
    const cell = cells.get(territory.code);
    const isTold = cell !== undefined && !isHidden(cell) && cell.value !== null && isClose(value, cell.value);
    expect(`figure of ${territory.code}`, value, isTold);
  }
  return { asked, unexplained };
}

function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
