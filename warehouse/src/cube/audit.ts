import { FRANCE, stateCode } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readRows } from '../store/read-rows.ts';
import type { Numbering } from './places.ts';
import { isRead, READING_CODES } from './states.ts';

/** One thing that forbids to publish: a statement that must return no row, and the French sentence about the rows it returned. */
interface Audit {
  readonly sql: string;
  readonly sentence: (examples: string, count: number) => string;
}

const HAS_VALUE = (['PUBLISHED', 'COMPUTED', 'ESTIMATED'] as const).map(stateCode).join(', ');

/** Codes of communes, by vintage, of the figures that a condition chooses: they are counted as bits, as there are thousands of figures for each. */
function codesOf(chosen: string): string {
  return `SELECT w.cog, p.code FROM (
      SELECT o.cog, bitstring_agg(enum_code(o.code)::INTEGER, 0, enum_code(enum_last(NULL::place_code)::place_code)::INTEGER) AS codes
      FROM observation o JOIN choice c ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND ${chosen}
      WHERE o.level = 'commune' GROUP BY o.cog) w
    JOIN (SELECT unnest(enum_range(NULL::place_code))::place_code AS code) p ON get_bit(w.codes, enum_code(p.code)::INTEGER) = 1`;
}

/** Each statement returns `example`, one row per offence. They read the work tables of the build and the finished `cube.cell`. */
const audits = (territories: number, france: number): readonly Audit[] => [
  {
    sql: `SELECT 'vide' AS example WHERE NOT EXISTS (FROM cube.cell WHERE value IS NOT NULL)`,
    sentence: () => 'le cube ne contient aucune valeur',
  },
  {
    sql: `SELECT o.code || ' (' || min(o.measure) || ' ' || min(o.year) || ')' AS example
      FROM observation o
      JOIN (FROM (${codesOf('o.cog IN (c.published, c.constant)')}) w
            ANTI JOIN place p ON p.cog = w.cog AND p.code = w.code) w ON o.cog = w.cog AND o.code = w.code AND o.level = 'commune'
      JOIN choice c ON c.measure = o.measure AND c.year = o.year AND c.level = o.level AND o.cog IN (c.published, c.constant)
      GROUP BY o.cog, o.code`,
    sentence: (examples, count) =>
      `${count} codes absents de leur millésime du COG portent des chiffres, par exemple : ${examples}`,
  },
  {
    sql: `SELECT o.code || ' (' || o.cog || ')' AS example
      FROM (${codesOf('o.cog = c.constant AND o.value IS NOT NULL')}) o
      LEFT JOIN passage g ON g.cog = o.cog AND g.code = o.code
      GROUP BY o.cog, o.code
      HAVING count(*) = count(g.weight) AND abs(sum(g.weight) - 1) > 1e-9 OR count(g.code) = 0`,
    sentence: (examples, count) => `${count} communes ne passent pas entières au millésime de référence : ${examples}`,
  },
  {
    // Territories are counted as bits, a hundred times less memory than a table of all cells.
    sql: `WITH counted AS (
        SELECT indicator, reading, year, count(*) AS cells, bitstring_agg(territory, 0, ${territories}) AS places
        FROM cube.cell GROUP BY ALL)
      SELECT i.indicator || '/' || i.year || '/' || i.territory AS example FROM cube.cell i
      SEMI JOIN (
        SELECT indicator, year FROM counted WHERE cells > bit_count(places)
        UNION ALL
        SELECT a.indicator, a.year FROM counted a JOIN counted b USING (indicator, year)
        WHERE a.reading < b.reading AND b.reading = ${READING_CODES.BOTH} AND bit_count(a.places & b.places) > 0
      ) USING (indicator, year)
      GROUP BY i.indicator, i.year, i.territory
      HAVING count(*) > count(DISTINCT i.reading) OR count(*) > 1 AND max(i.reading) = ${READING_CODES.BOTH}`,
    sentence: (examples, count) => `${count} cellules sont en double (indicateur/année/territoire) : ${examples}`,
  },
  {
    sql: `SELECT indicator || '/' || year || '/' || territory AS example FROM cube.cell
      WHERE (value IS NULL) = (state IN (${HAS_VALUE})) OR NOT isfinite(coalesce(value, 0))`,
    sentence: (examples, count) => `${count} cellules ont une valeur qui contredit leur état : ${examples}`,
  },
  {
    sql: `SELECT DISTINCT o.measure || ' ' || o.year || ' ' || o.code AS example FROM observation o
      JOIN indicator_measure m ON m.measure = o.measure AND m.additive WHERE o.value < 0`,
    sentence: (examples, count) => `${count} effectifs sont négatifs : ${examples}`,
  },
  {
    sql: `SELECT indicator || '/' || year AS example FROM rolled
      GROUP BY indicator, reading, year
      HAVING abs(coalesce(sum(num) FILTER (level = 'departement'), 0) - coalesce(sum(num) FILTER (territory = ${france}), 0))
        > 1e-9 * abs(sum(num) FILTER (territory = ${france}))`,
    sentence: (examples, count) =>
      `la somme des départements n’est pas celle de la France pour ${count} couples indicateur/année : ${examples}`,
  },
  {
    // Nothing is gained or lost by restating: the communes whose figure is whole add up to the same total. Bits tell which have one.
    sql: `WITH whole AS (
        SELECT measure, year, bitstring_agg(territory, 0, ${territories}) FILTER (state IN (${HAS_VALUE})) AS places, sum(value) AS total
        FROM commune_cell WHERE ${isRead('reading', READING_CODES.CONSTANT)}
          AND measure IN (SELECT measure FROM indicator_measure WHERE additive) GROUP BY ALL)
      SELECT w.measure || ' ' || w.year AS example
      FROM observation o
      JOIN choice c ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.constant AND c.level = 'commune'
      JOIN whole w ON w.measure = c.measure AND w.year = c.year
      JOIN passage g ON g.cog = o.cog AND g.code = o.code
      WHERE get_bit(w.places, g.target) = 1
      GROUP BY w.measure, w.year
      HAVING abs(any_value(w.total) - sum(o.value * g.weight)) > 1e-9 * abs(sum(o.value * g.weight))`,
    sentence: (examples, count) =>
      `le total national change en passant au millésime de référence pour ${count} séries : ${examples}`,
  },
];

/** Runs every audit on a cube that was just built, before it is switched to; returns what forbids to publish it, in French. */
export async function auditCube(
  connection: DuckDBConnection,
  { territories, indexOf }: Numbering,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { sql, sentence } of audits(territories.length, indexOf(FRANCE)!)) {
    const rows = await readRows<{ example: string; total: number }>(
      connection,
      `SELECT example, count(*) OVER ()::INTEGER AS total FROM (${sql}) ORDER BY example LIMIT 3`,
    );
    const [first] = rows;
    if (first) problems.push(sentence(rows.map(({ example }) => example).join(', '), first.total));
  }
  return problems;
}
