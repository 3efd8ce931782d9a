import type { Catalogue } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import { attackYear } from './attack-year.ts';
import { Client } from './client.ts';
import type { Sources } from './knowledge.ts';
import { readIndicators } from './layers.ts';

export interface AttackOptions {
  readonly url: string;
  /** Official lists of territories: public. */
  readonly geography: Geography;
  /** Formulas, and measures that add up to others: public. */
  readonly catalogue: Catalogue;
  readonly sources: Sources;
  readonly seed: number;
  /** Lists of communes added up, for each year of which something is hidden. */
  readonly lists: number;
  /** Only those years. */
  readonly years?: readonly number[];
  tell?(line: string): void;
}

export interface AttackReport {
  readonly asked: number;
  readonly hidden: number;
  readonly equations: number;
  /** Hidden figures that are worked out exactly. */
  readonly exact: readonly string[];
  readonly narrowed: number;
  /** Answers that the figures that are shown do not explain. */
  readonly unexplained: readonly string[];
  /** Answers that they explain. */
  readonly explained: number;
  /** Sums whose parts no indicator shows by themselves. */
  readonly unknown: number;
  readonly withheld: number;
  /** Hidden figures that another publication, still read, shows. */
  readonly toldBefore: number;
}

/** Reads everything that an anonymous client can of what is hidden, and works out what it tells. */
export async function attackServer(options: AttackOptions): Promise<AttackReport> {
  const client = new Client(options.url);
  const indicators = (await readIndicators(client)).filter(({ id }) => options.catalogue.indicators.has(id));
  const years = [...new Set(indicators.flatMap((indicator) => indicator.years))].sort();
  const { publications } = await client.ask<{ publications: readonly { id: string; current: boolean }[] }>(
    '{ publications { id current } }',
  );
  const others = publications.flatMap(({ id, current }) => (current ? [] : [id]));
  let report = NOTHING;
  for (const year of years.filter((each) => options.years?.includes(each) ?? true)) {
    const found = await attackYear(client, year, indicators, others, options);
    if (found) report = add(report, found);
  }
  return { ...report, asked: client.asked };
}

const NOTHING: AttackReport = {
  ...{ asked: 0, hidden: 0, equations: 0, narrowed: 0, explained: 0, unknown: 0, withheld: 0, toldBefore: 0 },
  ...{ exact: [], unexplained: [] },
};

function add(one: AttackReport, other: AttackReport): AttackReport {
  const sum = (
    key: 'hidden' | 'equations' | 'narrowed' | 'explained' | 'unknown' | 'withheld' | 'toldBefore',
  ): number => one[key] + other[key];
  return {
    asked: 0,
    hidden: sum('hidden'),
    equations: sum('equations'),
    narrowed: sum('narrowed'),
    explained: sum('explained'),
    unknown: sum('unknown'),
    withheld: sum('withheld'),
    toldBefore: sum('toldBefore'),
    exact: [...one.exact, ...other.exact],
    unexplained: [...one.unexplained, ...other.unexplained],
  };
}
