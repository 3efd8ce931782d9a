import type { Client } from './client.ts';
import { isHidden, isShown, type Layer, type Told } from './layers.ts';
import type { Draws } from './random.ts';
import { isClose } from './sums.ts';

/** What answers that put figures in order tell, against the order of those that are shown: what differs gives something away. */
export async function readPositions(
  client: Client,
  layer: Layer,
  draws: Draws,
): Promise<{ readonly asked: number; readonly unexplained: readonly string[] }> {
  const { indicator, year, level, reading, cells, breaks } = layer;
  const shown = [...cells.values()].filter(isShown).map(({ value }) => value!);
  const sorted = shown.toSorted((left, right) => left - right);
  const unexplained: string[] = [];
  let asked = 0;
  const expect = (what: string, told: unknown, wanted: unknown): void => {
    asked++;
    const isSame = typeof told === 'number' && typeof wanted === 'number' ? isClose(told, wanted) : told === wanted;
    if (!isSame)
      unexplained.push(
        `${what} of ${indicator} ${year} by ${level} (${reading}): ${told}, and ${wanted} by what is shown`,
      );
  };
  for (const bound of breaks)
    expect(
      'class break',
      sorted.some((value) => isClose(value, bound)),
      true,
    );
  const { distribution } = await client.ask<{
    distribution: {
      size: number;
      withValue: number;
      indicator: { nature: string };
      quantiles: readonly { percent: number; value: number }[];
    };
  }>(
    `query ($indicator: ID!, $year: Int!, $level: Level!, $geography: Geography!) {
      distribution(indicator: $indicator, year: $year, level: $level, geography: $geography) {
        size withValue indicator { nature } quantiles { percent value } } }`,
    { indicator, year, level: level.toUpperCase(), geography: reading },
  );
  expect('number of rows', distribution.size, cells.size);
  const standing = standings(distribution.indicator.nature);
  const [placed, doubtful] = (['PLACED', 'DOUBTFUL'] as const).map((wanted) =>
    [...cells.values()]
      .filter((cell) => standing(cell) === wanted)
      .map(({ value }) => value!)
      .sort((left, right) => left - right),
  ) as [number[], number[]]; // as: map forgets the pair
  const { withValue } = distribution;
  const isCounted = withValue >= placed.length && withValue <= placed.length + doubtful.length;
  expect('number of figures', isCounted ? placed.length : withValue, placed.length);
  for (const { percent, value } of doubtful.length > 0 ? [] : distribution.quantiles) {
    const place = (percent / 100) * (placed.length - 1);
    const [low, high] = [placed[Math.floor(place)]!, placed[Math.ceil(place)]!];
    const isBetween = value >= low - 1e-6 && value <= high + 1e-6;
    expect(`quantile ${percent}`, isBetween, true);
  }
  await expectRows(client, layer, sorted, draws, expect);
  await expectRanks(client, layer, { standing, placed, doubtful }, draws, expect);
  return { asked, unexplained };
}

/** Whether a figure has a place among the others; how many parts (IRIS) of its communes it lacks is not told with it. */
type Standing = 'PLACED' | 'DOUBTFUL' | 'NONE';

/** A count over fewer than 98 % of its communes, or of their parts, is less than the true one: it is shown, and has no place. */
function standings(nature: string): (cell: Told) => Standing {
  const isCount = ['STOCK', 'FLOW', 'AMOUNT'].includes(nature);
  return (cell) => {
    if (!isShown(cell) || (isCount && cell.coverage < 0.98)) return 'NONE';
    return isCount && (cell.incomplete ?? 0) > 0 ? 'DOUBTFUL' : 'PLACED';
  };
}

type Expect = (what: string, told: unknown, wanted: unknown) => void;

/** Rows that a condition on the column keeps, and the order of a sort by it: hidden rows are at the end, by code. */
async function expectRows(
  client: Client,
  layer: Layer,
  sorted: readonly number[],
  draws: Draws,
  expect: Expect,
): Promise<void> {
  const { indicator, year, level, reading, cells } = layer;
  const column = { indicator, year };
  const ask = (filters: readonly object[], sort: readonly object[], first: number, offset = 0) =>
    client.ask<{ grid: { totalCount: number; rows: { codes: readonly string[] } } }>(
      `query ($level: Level!, $columns: [GridColumnInput!]!, $filters: [GridFilterInput!]!, $sort: [GridSortInput!]!, $geography: Geography!, $first: Int!, $offset: Int!) {
        grid(rows: { level: $level }, columns: $columns, filters: $filters, sort: $sort, geography: $geography, first: $first, offset: $offset) {
          totalCount rows { codes } } }`,
      { level: level.toUpperCase(), columns: [column], filters, sort, geography: reading, first, offset },
    );
  if (sorted.length > 0) {
    const value = draws.one(sorted);
    for (const [operator, keeps] of Object.entries({
      GTE: (each: number) => each >= value,
      LT: (each: number) => each < value,
      EQ: (each: number) => each === value,
    })) {
      const { grid } = await ask([{ column, operator, value }], [], 0);
      expect(`rows ${operator} ${value}`, grid.totalCount, sorted.filter(keeps).length);
    }
  }
  const { grid: without } = await ask([{ column, operator: 'HAS_NO_VALUE' }], [], 0);
  expect('rows without figure', without.totalCount, cells.size - sorted.length);
  for (const descending of [false, true]) {
    const { grid } = await ask([], [{ column, descending }], 200, sorted.length);
    const hidden = [...cells]
      .filter(([, cell]) => !isShown(cell))
      .map(([code]) => code)
      .sort();
    expect('order of rows without figure', grid.rows.codes.join(' '), hidden.slice(0, 200).join(' '));
  }
}

async function expectRanks(
  client: Client,
  layer: Layer,
  {
    standing,
    placed,
    doubtful,
  }: { standing(cell: Told): Standing; readonly placed: readonly number[]; readonly doubtful: readonly number[] },
  draws: Draws,
  expect: Expect,
): Promise<void> {
  const { indicator, year, level, reading, cells } = layer;
  if (level === 'france' || placed.length < 5) return;
  const hidden = [...cells].filter(([, cell]) => isHidden(cell)).map(([code]) => code);
  const shown = [...cells].filter(([, cell]) => isShown(cell)).map(([code]) => code);
  const codes = [...draws.some(hidden, 5), ...draws.some(shown, 8)];
  const { compare } = await client.ask<{
    compare: {
      columns: readonly { positions: { ranks: readonly (number | null)[]; sizes: readonly (number | null)[] } }[];
    };
  }>(
    `query ($territories: [ID!]!, $indicators: [ID!]!, $year: Int!, $geography: Geography!) {
      compare(territories: $territories, indicators: $indicators, year: $year, benchmarks: [], geography: $geography) {
        columns { positions(within: FRANCE) { ranks sizes } } } }`,
    {
      territories: codes.map((code) => cells.get(code)?.id ?? `${level}:${code}`),
      indicators: [indicator],
      year,
      geography: reading,
    },
  );
  const { ranks } = compare.columns[0]!.positions;
  codes.forEach((code, place) => {
    const cell = cells.get(code)!;
    const told = ranks[place] ?? null;
    const above = (values: readonly number[]): number => values.filter((value) => value > cell.value!).length;
    const least = 1 + above(placed);
    const isKnown = told !== null && told >= least && told <= least + above(doubtful);
    const isLeftOut = standing(cell) === 'NONE' || (standing(cell) === 'DOUBTFUL' && told === null);
    const wanted = isLeftOut ? null : isKnown ? told : least;
    expect(`rank of ${code}`, told, wanted);
  });
}
