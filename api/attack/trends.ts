import type { Reading } from '@boussole/schema';
import type { Client } from './client.ts';
import { isHidden, isShown, type Layer, type Told } from './layers.ts';
import type { Draws } from './random.ts';
import { isClose } from './sums.ts';

/** Territories of one question. */
const ASKED = 20;

interface Change {
  readonly from: number;
  readonly to: number;
  readonly absolute: number;
  readonly over: { readonly communes: number } | null;
  readonly perimeterParts: readonly { readonly code: string; readonly value: number | null }[];
}

/**
 * What changes over the years tell: the difference of two figures that are shown, and the figures, by name, of communes that joined or left, of
 * which none may be hidden.
 */
export async function readTrends(
  client: Client,
  layer: Layer,
  communes: ReadonlyMap<string, Told>,
  draws: Draws,
): Promise<{ readonly asked: number; readonly unexplained: readonly string[] }> {
  const { indicator, year, level, reading, cells } = layer;
  const codes = draws.some([...cells.keys()], ASKED);
  const { trend } = await client.ask<{
    trend: {
      years: readonly number[];
      series: readonly {
        values: readonly (number | null)[];
        change: Change | null;
        mandateChanges: readonly { change: Change | null }[];
      }[];
    };
  }>(
    `query ($indicator: ID!, $territories: [ID!]!, $geography: Geography!) {
      trend(indicator: $indicator, territories: $territories, geography: $geography) {
        years series { values ${CHANGE} mandateChanges { ${CHANGE} } } } }
    `,
    {
      indicator,
      territories: codes.map((code) => cells.get(code)?.id ?? `${level}:${code}`),
      geography: reading satisfies Reading,
    },
  );
  const unexplained: string[] = [];
  let asked = 0;
  trend.series.forEach(({ values, change, mandateChanges }, place) => {
    const at = (when: number): number => values[trend.years.indexOf(when)] ?? Number.NaN;
    const name = `${indicator} of ${level} ${codes[place]} (${reading})`;
    const cell = cells.get(codes[place]!)!;
    const own = at(year);
    asked++;
    if (isShown(cell) ? !isClose(own, cell.value!) : !Number.isNaN(own))
      unexplained.push(`curve of ${name}: ${own} in ${year}`);
    for (const each of [change, ...mandateChanges.map(({ change: other }) => other)]) {
      if (!each) continue;
      asked++;
      if (!each.over && !isClose(each.absolute, at(each.to) - at(each.from))) {
        unexplained.push(`change of ${name}: ${each.absolute} from ${each.from} to ${each.to}`);
      }
      if (each.from !== year) continue;
      for (const { code, value } of each.perimeterParts) {
        const part = communes.get(code);
        asked++;
        if (value !== null && part && isHidden(part))
          unexplained.push(`change of ${name}: ${code} counts for ${value}`);
      }
    }
  });
  return { asked, unexplained };
}

const CHANGE = 'change { from to absolute over { communes } perimeterParts { code value } }';
