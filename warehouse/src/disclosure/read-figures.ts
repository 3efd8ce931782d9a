import { POPULATION_MEASURE, round, roundingError, type Vintage } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Input, InputSource } from '../publication/input.ts';
import { readRows } from '../store/read-rows.ts';
import type { Bounds } from './equation.ts';
import type { SourceFigure } from './linked-table.ts';

/** Where figures are read: in the tables of the build, or in the finished cube. */
export type Schema = '' | 'cube.';

/** The latest population of each commune: what is known of its size, whatever is hidden of it. */
export async function readPopulations(
  connection: DuckDBConnection,
  schema: Schema,
): Promise<ReadonlyMap<string, number>> {
  const rows = await readRows<{ code: string; population: number }>(
    connection,
    `SELECT code::VARCHAR AS code, arg_max(value, (year, cog)) AS population FROM ${schema}observation
     WHERE measure::VARCHAR = $1 AND level = 'commune' AND value IS NOT NULL GROUP BY code`,
    [POPULATION_MEASURE],
  );
  return new Map(rows.map(({ code, population }) => [code, population]));
}

/** Figures of a measure in a year, and the vintage whose communes they are sums of. */
interface Figures {
  readonly all: readonly SourceFigure[];
  readonly leaves: Vintage;
}

/** A figure that was revised since is not told. */
const EARLIER = `LEFT JOIN told t ON t.measure = o.measure::VARCHAR AND t.year = o.year AND t.level = o.level::VARCHAR
     AND t.cog = o.cog AND t.code = o.code::VARCHAR AND t.value = o.value`;

interface Asked {
  readonly schema: Schema;
  readonly inputs: readonly Input[];
  readonly measure: string;
  readonly year: number;
  readonly isCount: boolean;
  /** Whether the table of what earlier publications show is there to be read. */
  readonly hasEarlier: boolean;
}

/** Undefined for a measure that has no figure of that year. Where none is by commune, nothing is known of the communes that others are sums of. */
export async function readFigures(
  connection: DuckDBConnection,
  { schema, inputs, measure, year, isCount, hasEarlier }: Asked,
): Promise<Figures | undefined> {
  const [choice] = await readRows<{ leaves: Vintage }>(
    connection,
    `SELECT published AS leaves FROM ${schema}choice WHERE measure = $1 AND year = $2
     ORDER BY level = 'commune' DESC, level = 'epci' DESC, published DESC`,
    [measure, year],
  );
  if (!choice) return undefined;
  const figures = await readRows<SourceFigure & { readonly input: number; readonly small: boolean }>(
    connection,
    `SELECT o.level::VARCHAR AS level, o.code::VARCHAR AS code, o.cog, o.value, o.state::VARCHAR AS state, o.input,
       ${hasEarlier ? 't.value IS NOT NULL' : 'false'} AS told, s.code IS NOT NULL AS small
     FROM ${schema}observation o
     JOIN ${schema}choice c ON c.measure = o.measure AND c.year = o.year AND c.level = o.level AND o.cog IN (c.published, c.constant)
     ${hasEarlier ? EARLIER : ''}
     LEFT JOIN ${schema}small s ON s.measure = o.measure::VARCHAR AND s.year = o.year AND s.level = o.level::VARCHAR
       AND s.code = o.code::VARCHAR AND s.cog = o.cog
     WHERE o.measure = $1 AND o.year = $2 ORDER BY ALL`,
    [measure, year],
  );
  const all = figures.map(({ input, small, ...figure }) => ({
    ...figure,
    ...knowledgeOf({ ...figure, small }, inputs[input]?.source, measure, isCount),
  }));
  return { all, leaves: choice.leaves };
}

/**
 * What a reader knows of a figure that is not shown, from what its dataset says. A count that a threshold hides is from 1 to below it. One that is
 * hidden to protect another is then zero or at least the threshold, as their states tell them apart; and not zero, which is hidden where there is
 * nothing else.
 */
function knowledgeOf(
  { value, state, small }: SourceFigure & { readonly small: boolean },
  source: InputSource | undefined,
  measure: string,
  isCount: boolean,
): Pick<SourceFigure, 'bounds' | 'error'> {
  const rounding = source?.rounding?.[measure];
  const secrecy = isCount ? source?.secrecy : undefined;
  const within = (lower: number, upper = Number.POSITIVE_INFINITY): Bounds => ({ lower, upper, rounding });
  const threshold = secrecy && (rounding ? round(secrecy.threshold, rounding) : secrecy.threshold);
  const error = rounding && roundingError(rounding);
  if (state === 'SECRET')
    return { bounds: secrecy && (secrecy.below || small) ? within(1, secrecy.threshold - 1) : within(0), error };
  const least = threshold ?? 1;
  if (value !== null && value >= least) return { bounds: within(least), error };
  const isEither = value === 0 || (value === null && state === 'SECRET_SECONDARY');
  return { bounds: { ...within(0), ...(isEither && threshold !== undefined && { least: threshold }) }, error };
}
