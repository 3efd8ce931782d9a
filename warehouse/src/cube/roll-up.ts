import {
  CELL_STATES,
  type CellState,
  COVERAGE_FLOOR,
  type Indicator,
  isAdditive,
  type Measure,
  measuresOf,
  stateCode,
} from '@boussole/schema';
import { literal } from '../store/text.ts';

/**
 * The statements that turn gathered observations into cells, in the order in which they run. They read the tables of `gatherInputs` and
 * of `places.ts`, and end in `cell`.
 *
 * 1. `choice`: in which vintage each (measure, year, level) is read. PUBLISHED takes the most complete, then the earliest; CONSTANT the most
 *    complete, then the nearest to the reference vintage: official restatements are better than ours.
 * 2. `commune_cell`: measures by commune, in both readings. A merged commune with a hidden part is hidden, with a missing part missing.
 * 3. `base`: numerator and denominator of each indicator by commune.
 * 4. `rolled`: their sums by EPCI, département, région and France over the communes that have both, with coverage.
 * 5. `upper_cell`: figures that the source publishes at those levels; they win over our sums.
 * 6. `cell`: all of it, with one state per cell. What is absent is NOT_AVAILABLE, and so is a sum that covers too little to be shown.
 */
export interface RollUpInput {
  readonly measures: readonly Measure[];
  /** Indicators in the order of their numbers. */
  readonly indicators: readonly Indicator[];
  readonly reference: number;
}

/** Code of a reading in a cube: append, never reorder. */
export const READING_CODES = { PUBLISHED: 0, CONSTANT: 1 } as const;

const code = (state: CellState): string => `${stateCode(state)}::TINYINT`;
const STATE_OF_SOURCE = `(list_position([${CELL_STATES.map(literal).join(', ')}], o.state) - 1)::TINYINT`;
const WITHOUT_VALUE = [stateCode('NOT_AVAILABLE')];

export function choose({ reference }: RollUpInput): string {
  return `
    CREATE TABLE choice AS
    SELECT measure, year, level,
      first(cog ORDER BY missing, cog) AS published,
      first(cog ORDER BY missing, abs(cog - ${reference}), cog) AS constant
    FROM (
      SELECT o.measure, o.year, o.level, o.cog, any_value(e.n) - count(*) FILTER (o.state <> 'NOT_AVAILABLE') AS missing
      FROM observation o
      JOIN (SELECT cog, 'commune' AS level, count(*) AS n FROM place GROUP BY cog
            UNION ALL SELECT cog, level, count(*) AS n FROM upper GROUP BY cog, level) e USING (cog, level)
      GROUP BY o.measure, o.year, o.level, o.cog)
    GROUP BY measure, year, level`;
}

/** Measures or indicators of one statement: all of them at once would not fit in memory. */
const BATCH = 12;

export function restate({ measures, reference }: RollUpInput): readonly string[] {
  const statements = inBatches(measures).map((batch) => restateBatch(batch, reference));
  return statements.map(
    (select, index) => `${index === 0 ? 'CREATE TABLE commune_cell AS' : 'INSERT INTO commune_cell'} ${select}`,
  );
}

/** At least one batch, that may be empty. */
function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / BATCH));
  return Array.from({ length: count }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH));
}

function restateBatch(measures: RollUpInput['measures'], reference: RollUpInput['reference']): string {
  const listOf = (kept: RollUpInput['measures']): string =>
    [literal(''), ...kept.map(({ id }) => literal(id))].join(', ');
  const list = (additive: boolean): string => listOf(measures.filter(({ nature }) => isAdditive(nature) === additive));
  const observed = `LEFT JOIN observation o
      ON o.measure = c.measure AND o.year = c.year AND o.level = 'commune' AND o.cog = c.constant AND o.code = g.code`;
  return `
    SELECT * REPLACE (${valueWhere('value', 'state')} AS value) FROM (
      SELECT ${READING_CODES.PUBLISHED}::TINYINT AS reading, o.measure, o.year, p.territory, o.value,
        ${STATE_OF_SOURCE} AS state, o.cog AS vintage
      FROM choice c
      JOIN observation o ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.published
      JOIN place p ON p.cog = o.cog AND p.code = o.code
      WHERE c.level = 'commune' AND c.measure IN (${listOf(measures)})
      UNION ALL
      SELECT ${READING_CODES.CONSTANT}::TINYINT, c.measure, c.year, g.target, sum(o.value * g.weight),
        CASE WHEN bool_or(o.state = 'SECRET') THEN ${code('SECRET')}
          WHEN bool_or(o.state = 'SECRET_SECONDARY') THEN ${code('SECRET_SECONDARY')}
          WHEN bool_and(coalesce(o.state = 'NOT_APPLICABLE', false)) THEN ${code('NOT_APPLICABLE')}
          WHEN count(o.value * g.weight) < count(*) THEN ${code('NOT_AVAILABLE')}
          WHEN bool_or(g.estimated) THEN ${code('ESTIMATED')}
          WHEN bool_and(g.same AND o.state = 'PUBLISHED') THEN ${code('PUBLISHED')}
          ELSE ${code('COMPUTED')} END,
        ${reference}::SMALLINT
      FROM choice c JOIN passage g ON g.cog = c.constant ${observed}
      WHERE c.level = 'commune' AND c.measure IN (${list(true)})
      GROUP BY c.measure, c.year, g.target
      UNION ALL
      SELECT ${READING_CODES.CONSTANT}::TINYINT, c.measure, c.year, g.target, any_value(o.value) FILTER (g.same),
        CASE WHEN NOT bool_or(g.same) THEN ${code('NOT_AGGREGABLE')}
          ELSE coalesce(any_value(${STATE_OF_SOURCE}) FILTER (g.same), ${code('NOT_AVAILABLE')}) END,
        ${reference}::SMALLINT
      FROM choice c JOIN passage g ON g.cog = c.constant ${observed}
      WHERE c.level = 'commune' AND c.measure IN (${list(false)})
      GROUP BY c.measure, c.year, g.target)
    WHERE state NOT IN (${WITHOUT_VALUE.join(', ')})`;
}

export const CREATE_BASE = `
  CREATE TABLE base (indicator SMALLINT, reading TINYINT, year SMALLINT, territory INTEGER, num DOUBLE, den DOUBLE, state TINYINT,
    vintage SMALLINT)`;

/** Numerator and denominator of one indicator by commune; both are null where the state has no value. */
export function base(indicator: Indicator, number: number): string {
  const { formula } = indicator;
  if ('measure' in formula) {
    return `INSERT INTO base SELECT ${number}, reading, year, territory, ${valueWhere('value', 'state')}, NULL, state, vintage
      FROM commune_cell WHERE measure = ${literal(formula.measure)}`;
  }
  const plus = 'sum' in formula ? formula.sum : formula.numerator;
  const minus = 'sum' in formula ? formula.minus : [];
  const denominator = 'denominator' in formula ? formula.denominator : [];
  const sumOf = (ids: readonly string[], sign = 1): string =>
    ids.map((id) => `${sign} * any_value(value) FILTER (measure = ${literal(id)})`).join(' + ');
  const measures = measuresOf(formula);
  return `INSERT INTO base
    SELECT ${number}, reading, year, territory, ${valueWhere('num', 'state')}, ${valueWhere('den', 'state')}, state, vintage FROM (
      SELECT reading, year, territory,
        ${sumOf(plus)} ${minus.length > 0 ? `+ ${sumOf(minus, -1)}` : ''} AS num,
        ${denominator.length > 0 ? sumOf(denominator) : 'NULL'} AS den,
        CASE WHEN bool_or(state = ${code('SECRET')}) THEN ${code('SECRET')}
          WHEN bool_or(state = ${code('SECRET_SECONDARY')}) THEN ${code('SECRET_SECONDARY')}
          WHEN bool_or(state = ${code('NOT_APPLICABLE')}) THEN ${code('NOT_APPLICABLE')}
          WHEN count(value) < ${measures.length} OR min(vintage) <> max(vintage) THEN ${code('NOT_AVAILABLE')}
          ${denominator.length > 0 ? `WHEN ${sumOf(denominator)} = 0 THEN ${code('NOT_APPLICABLE')}` : ''}
          WHEN bool_or(state = ${code('ESTIMATED')}) THEN ${code('ESTIMATED')}
          ELSE ${code('COMPUTED')} END AS state,
        any_value(vintage) AS vintage
      FROM commune_cell WHERE measure IN (${measures.map(literal).join(', ')})
      GROUP BY reading, year, territory)
    WHERE state NOT IN (${WITHOUT_VALUE.join(', ')})`;
}

function valueWhere(value: string, state: string): string {
  const withValue = (['PUBLISHED', 'COMPUTED', 'ESTIMATED'] as const).map(stateCode);
  return `CASE WHEN ${state} IN (${withValue.join(', ')}) THEN ${value} END`;
}

export function rollUp({ indicators, measures }: RollUpInput): readonly string[] {
  const natures = new Map(measures.map(({ id, nature }) => [id, nature]));
  const additive = indicators.flatMap(({ formula }, number) =>
    measuresOf(formula).every((id) => isAdditive(natures.get(id)!)) ? [number] : [],
  );
  const among = (numbers: readonly number[]): string => [-1, ...numbers].join(', ');
  return [
    `
    CREATE TABLE slab AS SELECT DISTINCT b.indicator, b.reading, b.year, b.vintage AS cog,
      CASE WHEN b.reading = ${READING_CODES.CONSTANT} THEN c.constant END AS restated
    FROM (SELECT DISTINCT indicator, reading, year, vintage FROM base) b
    JOIN indicator_measure m USING (indicator)
    JOIN choice c ON c.measure = m.measure AND c.year = b.year AND c.level = 'commune'`,
    ...inBatches(additive).map(
      (batch, index) => `
    ${index === 0 ? 'CREATE TABLE rolled AS' : 'INSERT INTO rolled'}
    SELECT s.indicator, s.reading, s.year, s.cog AS vintage, p.parent AS territory, any_value(p.level) AS level,
      sum(b.num) AS num, sum(b.den) AS den, count(b.num) AS communes, count(*) AS total,
      coalesce(sum(w.population) FILTER (b.num IS NOT NULL), 0) / nullif(sum(w.population), 0) AS population,
      bool_or(b.state = ${code('ESTIMATED')}) AND any_value(x.parent) IS NOT NULL AS estimated,
      count(*) FILTER (b.state IN (${code('SECRET')}, ${code('SECRET_SECONDARY')})) AS secrets
    FROM (SELECT indicator, reading, year, cog, min(restated) AS restated FROM slab GROUP BY ALL) s
    JOIN parent p ON p.cog = s.cog
    LEFT JOIN base b ON b.indicator = s.indicator AND b.reading = s.reading AND b.year = s.year AND b.territory = p.territory
    LEFT JOIN weight w ON w.cog = s.cog AND w.territory = p.territory
    LEFT JOIN (SELECT DISTINCT cog, parent FROM crossing) x ON x.cog = s.restated AND x.parent = p.parent
    WHERE s.indicator IN (${among(batch)})
    GROUP BY s.indicator, s.reading, s.year, s.cog, p.parent`,
    ),
    `
    CREATE TABLE not_aggregable AS
    SELECT DISTINCT s.indicator, s.reading, s.year, s.cog AS vintage, p.parent AS territory, p.level
    FROM slab s JOIN parent p ON p.cog = s.cog WHERE s.indicator NOT IN (${among(additive)})`,
  ];
}

/** Population of each commune of a vintage, from the nearest vintage that knows it: the weight of coverage. */
export function weigh(populationMeasure: string): string {
  return `
    CREATE TABLE weight AS
    SELECT p.cog, p.territory, first(o.value ORDER BY abs(o.cog - p.cog), o.year DESC) AS population
    FROM place p
    JOIN observation o ON o.code = p.code AND o.level = 'commune' AND o.measure = ${literal(populationMeasure)} AND o.value IS NOT NULL
    GROUP BY p.cog, p.territory`;
}

export function publishedAbove({ reference }: RollUpInput): string {
  return `
    CREATE TABLE upper_cell AS
    SELECT DISTINCT ON (indicator, reading, year, territory) * FROM (
      SELECT m.indicator, ${READING_CODES.PUBLISHED}::TINYINT AS reading, o.year, u.territory, o.level, o.value,
        ${STATE_OF_SOURCE} AS state, o.cog AS vintage
      FROM choice c
      JOIN observation o ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.published
      JOIN upper u ON u.cog = o.cog AND u.level = o.level AND u.code = o.code
      JOIN indicator_measure m ON m.measure = o.measure AND m.alone
      WHERE c.level <> 'commune'
      UNION ALL
      SELECT m.indicator, ${READING_CODES.CONSTANT}::TINYINT, o.year, u.reference, o.level, o.value, ${STATE_OF_SOURCE},
        ${reference}::SMALLINT
      FROM choice c
      JOIN observation o ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.constant
      JOIN upper u ON u.cog = o.cog AND u.level = o.level AND u.code = o.code AND u.reference IS NOT NULL
      JOIN indicator_measure m ON m.measure = o.measure AND m.alone
      WHERE c.level <> 'commune'
      UNION ALL
      SELECT m.indicator, ${READING_CODES.CONSTANT}::TINYINT, c.year, r.territory, r.level, NULL, ${code('NOT_AGGREGABLE')},
        ${reference}::SMALLINT
      FROM choice c
      JOIN indicator_measure m ON m.measure = c.measure AND m.alone AND NOT m.additive
      JOIN upper r ON r.cog = ${reference} AND r.level = c.level
      WHERE c.level <> 'commune'
        AND NOT EXISTS (FROM upper u WHERE u.cog = c.constant AND u.level = c.level AND u.reference = r.territory))
    WHERE state <> ${code('NOT_AVAILABLE')}
    ORDER BY indicator, reading, year, territory, state`;
}

export function assemble(cube: string): string {
  return `
    CREATE TABLE ${cube}.cell AS
    WITH published_level AS (SELECT DISTINCT indicator, reading, year, level, vintage FROM upper_cell),
    computed AS (
      SELECT r.indicator, r.reading, r.year, r.territory, r.num, r.den, r.vintage, r.communes, r.total, r.population,
        CASE WHEN r.communes = 0 AND r.secrets > 0 THEN ${code('SECRET')}
          WHEN coalesce(r.population, r.communes / r.total) < ${COVERAGE_FLOOR} THEN ${code('NOT_AVAILABLE')} WHEN r.den = 0 THEN ${code('NOT_APPLICABLE')}
          WHEN r.estimated THEN ${code('ESTIMATED')} ELSE ${code('COMPUTED')} END AS state
      FROM rolled r
      WHERE (r.communes > 0 OR r.secrets > 0)
        AND NOT EXISTS (FROM published_level l WHERE l.indicator = r.indicator AND l.reading = r.reading AND l.year = r.year
          AND l.level = r.level AND l.vintage <> r.vintage)
      UNION ALL
      SELECT n.indicator, n.reading, n.year, n.territory, NULL, NULL, n.vintage, NULL, NULL, NULL, ${code('NOT_AGGREGABLE')}
      FROM not_aggregable n
      WHERE NOT EXISTS (FROM published_level l WHERE l.indicator = n.indicator AND l.reading = n.reading AND l.year = n.year
          AND l.level = n.level AND l.vintage <> n.vintage)
    ),
    every AS (
      SELECT b.indicator, b.reading, b.year, b.territory, b.num, b.den, b.vintage, NULL::BIGINT AS communes, NULL::BIGINT AS total,
        NULL::DOUBLE AS population, b.state FROM base b
      UNION ALL
      SELECT c.* FROM computed c ANTI JOIN upper_cell u USING (indicator, reading, year, territory)
      UNION ALL
      SELECT u.indicator, u.reading, u.year, u.territory, u.value, NULL, u.vintage, NULL, NULL, NULL, u.state FROM upper_cell u
    )
    SELECT indicator::SMALLINT AS indicator, reading, year::SMALLINT AS year, territory,
      ${valueWhere('CASE WHEN den IS NULL THEN num ELSE num / den * i.scale END', 'state')} AS value,
      CASE WHEN den IS NOT NULL THEN num END AS num, den,
      state, vintage::SMALLINT AS vintage, communes::INTEGER AS communes, total::INTEGER AS communes_total, population::FLOAT AS population
    FROM every JOIN indicator_scale i USING (indicator)
    ORDER BY indicator, reading, territory // 2048, year, territory`;
}
