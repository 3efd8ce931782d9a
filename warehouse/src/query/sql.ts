import { isRead, READING_CODES } from '../cube/states.ts';

const MADE_OF = 'year, territory, value, num, den, state, communes, given, figures, parts_level';
const RESTS_ON = 'year, territory, population, parts_level';

/**
 * All statements that read a cube; nothing above this file writes SQL. Values are always bound. Column names are those of `cell`,
 * `observation`, `choice`, `available`, `tile`, `standing`, `catalogue`, `input` and the geography tables, see `cube/build.ts`.
 */
export const SQL = {
  /** $1 indicator, $2 reading, $3 year, $4 territory: one cell with everything that is known of it. */
  cell: `SELECT value, state, reading, vintage, num, den, communes, communes_total, population, given, parts, parts_level FROM cell
    WHERE indicator = $1 AND ${isRead('reading', '$2')} AND year = $3 AND territory = $4`,

  /** $1 indicator, $2 reading, $3 list of territories, $4 and $5 first and last of them: their cells of every year, with what they are made of. */
  cellsOf: `SELECT ${MADE_OF} FROM cell
    WHERE indicator = $1 AND ${isRead('reading', '$2')} AND territory BETWEEN $4 AND $5 AND territory IN (SELECT unnest($3::INTEGER[]))`,

  /** $1 indicator, $2 reading, $3 list of territories, $4 and $5 first and last of them: what sums of every year rest on. */
  sumsOfSome: `SELECT ${RESTS_ON} FROM cell
    WHERE indicator = $1 AND ${isRead('reading', '$2')} AND territory BETWEEN $4 AND $5 AND territory IN (SELECT unnest($3::INTEGER[]))`,

  /** $1 numbers of questions, $2 indicator, $3 reading and $4 territory of each: `cellsOf` of several questions, as `asked`. */
  cellsOfSeveral: ofSeveral(MADE_OF),

  /** The same of `sumsOfSome`. */
  sumsOfSeveral: ofSeveral(RESTS_ON),

  /** $1 indicator, $2 reading, $3 year, $4 and $5 first and last territory: cells of a year with what they are made of. */
  cellsBetween: `SELECT ${MADE_OF} FROM cell
    WHERE indicator = $1 AND ${isRead('reading', '$2')} AND year = $3 AND territory BETWEEN $4 AND $5`,

  /**
   * $1 indicator, $2 reading, $3 and $4 two years, $5 list of territories, $6 and $7 first and last of them: sums over those with a figure, or none of
   * none, in both.
   */
  commonSums: `SELECT sum(a.value) AS startValue, sum(a.num) AS startNum, sum(a.den) AS startDen,
      sum(b.value) AS endValue, sum(b.num) AS endNum, sum(b.den) AS endDen, list(territory) AS territories
    FROM (${cellsOfYear('$3')}) a JOIN (${cellsOfYear('$4')}) b USING (territory)
    WHERE territory IN (SELECT unnest($5::INTEGER[]))`,

  /** $1 indicator, $2 reading, $3 year, $4 and $5 first and last territory: what quotients are made of. */
  quotients: `SELECT territory, num, den FROM cell
    WHERE indicator = $1 AND ${isRead('reading', '$2')} AND year = $3 AND territory BETWEEN $4 AND $5 AND den IS NOT NULL`,

  /** $1 measure, $2 list of codes: figures of communes as their sources give them, in every vintage. */
  figuresOfCommunes: `SELECT code::VARCHAR AS code, cog, year, value FROM observation
    WHERE measure = try_cast($1 AS measure_name) AND level = try_cast('commune' AS level_name) AND value IS NOT NULL
      AND code::VARCHAR IN (SELECT unnest($2::VARCHAR[]))`,

  /** $1 measure, $2 year, $3 level, $4 vintage, $5 list of codes: figures as their sources give them. */
  observations: `SELECT o.code::VARCHAR AS code, o.value, o.state::VARCHAR AS state, o.line, o.input, d.rule, d.parts, d.partsTotal
    FROM observation o
    LEFT JOIN derived d ON d.measure = $1 AND d.year = $2 AND d.level = $3 AND d.code = o.code::VARCHAR AND d.input = o.input
    WHERE o.measure = try_cast($1 AS measure_name) AND o.year = $2 AND o.level = try_cast($3 AS level_name) AND o.cog = $4
      AND list_contains($5, o.code::VARCHAR) ORDER BY o.code::VARCHAR`,

  /** Measures that have figures of communes that add up some of their parts only. */
  partialMeasures: `SELECT DISTINCT measure FROM derived WHERE level = 'commune' AND rule = 'PARTS' AND parts < partsTotal`,

  /** $1 measure: figures of communes that add up some of their parts only. */
  partialParts: `SELECT DISTINCT o.year, o.code::VARCHAR AS code, o.cog, d.parts, d.partsTotal
    FROM derived d
    JOIN observation o ON o.year = d.year AND o.code::VARCHAR = d.code AND o.input = d.input
    WHERE d.measure = $1 AND d.level = 'commune' AND d.rule = 'PARTS' AND d.parts < d.partsTotal
      AND o.measure = try_cast($1 AS measure_name) AND o.level = try_cast('commune' AS level_name) AND o.value IS NOT NULL`,

  /** $1 measure, $2 year, $3 vintage, $4 level: inputs behind the figures of a level. */
  inputsOf: `SELECT DISTINCT input FROM observation
    WHERE measure = try_cast($1 AS measure_name) AND year = $2 AND cog = $3 AND level = try_cast($4 AS level_name) ORDER BY input`,

  /** $1 measure: inputs behind its figures by year and level, in any vintage, and of how many months they are made, when they are. */
  inputsByLevel: `SELECT o.year, o.level, o.input, d.rule, d.parts FROM (
      SELECT DISTINCT year, level::VARCHAR AS level, input FROM observation WHERE measure = try_cast($1 AS measure_name)) o
    LEFT JOIN (
      SELECT year, level::VARCHAR AS level, input, any_value(rule) AS rule, min(parts) AS parts FROM derived
      WHERE measure = $1 AND rule IN ('MONTHS_MEAN', 'MONTHS_SUM') GROUP BY ALL) d USING (year, level, input)`,

  /** $1 indicator: its last value in each territory, in constant geography where there is one. */
  latest: `SELECT territory, arg_max(value, (constant, year)) AS value, max(constant * 10000 + year) % 10000 AS year
    FROM (SELECT *, least(reading, ${READING_CODES.CONSTANT})::INTEGER AS constant FROM cell) WHERE indicator = $1 AND value IS NOT NULL GROUP BY territory`,

  available: `SELECT indicator, reading, year, level, vintage, present FROM available`,
  choices: `SELECT measure, year, level, published, constant FROM choice`,
  /** Where each tile lies, in the order of the file. */
  tiles: `SELECT indicator, reading, year, block, start, bytes FROM tile ORDER BY start`,
  /** Where the places of communes lie, in the order of the same file. */
  standings: `SELECT indicator, reading, year, block, start, bytes, vintage, size, "onePart" FROM standing ORDER BY start`,
  catalogue: `SELECT kind, number, description FROM catalogue ORDER BY kind, number`,
  inputs: `SELECT input, description FROM input ORDER BY input`,
  /** What each input gives: figures of a measure, a level and a year in a vintage, and in which readings it is read in that vintage. */
  sources: `SELECT o.measure::VARCHAR AS measure, o.input, o.level::VARCHAR AS level, o.year, o.figures,
      coalesce(o.cog = c.published, false) AS published, coalesce(o.cog = c.constant, false) AS constant
    FROM (SELECT measure, input, level, year, cog, count(value)::INTEGER AS figures FROM observation GROUP BY ALL) o
    LEFT JOIN choice c ON c.measure = o.measure::VARCHAR AND c.level = o.level::VARCHAR AND c.year = o.year
    ORDER BY o.measure, o.input, o.level, o.year, o.cog`,
} as const;

/** Cells of several questions, in the order of the cube. */
function ofSeveral(columns: string): string {
  return `SELECT asked, ${columns} FROM cell
    JOIN (SELECT unnest($1::SMALLINT[]) AS asked, unnest($2::SMALLINT[]) AS indicator, unnest($3::TINYINT[]) AS read,
      unnest($4::INTEGER[]) AS territory) USING (indicator, territory)
    WHERE ${isRead('reading', 'read')} ORDER BY asked, cell.rowid`;
}

/** Cells with a figure, or of none of none, in a year of the indicator $1 in the reading $2, from the territory $6 to $7. */
function cellsOfYear(year: string): string {
  return `SELECT territory, value, num, den FROM cell WHERE indicator = $1 AND ${isRead('reading', '$2')} AND year = ${year}
      AND territory BETWEEN $6 AND $7 AND (value IS NOT NULL OR den = 0 AND num IS NOT NULL)`;
}

/** Between the values of a column that is read as one text, and for the values that are null. */
export const SEPARATOR = '\u001e';
export const NULL_TEXT = '\u001f';

/** A geography table, read whole when a publication is opened: each column as one text, several times faster than as many small ones. */
export function geographyTable(table: string, columns: readonly string[], ordered: boolean): string {
  const order = ordered ? columns.map((column) => `"${column}"`).join(', ') : 'rowid';
  const list = columns.map(
    (column) =>
      `string_agg(coalesce("${column}"::VARCHAR, chr(${NULL_TEXT.charCodeAt(0)})), chr(${SEPARATOR.charCodeAt(0)}) ORDER BY rank)`,
  );
  return `SELECT ${list.join(', ')} FROM (SELECT *, row_number() OVER (ORDER BY ${order}) AS rank FROM "${table}")`;
}
