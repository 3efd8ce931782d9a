import { COVERAGE_FLOOR, type Indicator, isAdditive, measuresOf, type Vintage } from '@boussole/schema';
import { literal } from '../store/text.ts';
import { inBatches } from './batches.ts';
import { quotientIn } from './quotient.ts';
import type { Restatement } from './restate.ts';
import { amongMeasures, code, isRead, READING_CODES, termWhere, valueWhere } from './states.ts';

/**
 * The statements that turn gathered observations into cells, in the order in which they run. They read the tables of `gatherInputs` and
 * of `places.ts`, and end in `cell`.
 *
 * 1. `choice`: in which vintage each (measure, year, level) is read. PUBLISHED takes the most complete, then the earliest; CONSTANT the most
 *    complete, then the nearest to the reference vintage: official restatements are better than ours.
 * 2. `commune_cell`: measures by commune, in both readings. A merged commune with a hidden part is hidden, with a missing part missing.
 * 3. `base`: numerator and denominator by commune of each indicator that is not a plain measure.
 * 4. `rolled`: their sums by EPCI, département, région and France over the communes that have both, with coverage; `shown_sum`: those that
 *    are shown, over the communes of another vintage where these tell more of the same ground.
 * 5. `upper_cell`: figures that the source publishes at those levels, and what is made of them (`published-above.ts`), sums of published
 *    figures included (`added-up.ts`); they win over our sums of communes.
 * 6. `cell`: all of it, with one state per cell. What is absent is NOT_AVAILABLE, and so is a sum that covers too little to be shown; it is SECRET
 *    where no commune has a figure and enough of them to show it hide theirs.
 */
export interface RollUpInput extends Restatement {
  /** Indicators in the order of their numbers. */
  readonly indicators: readonly Indicator[];
}

export const CREATE_BASE = `
  CREATE TABLE base (indicator SMALLINT, reading TINYINT, year SMALLINT, territory INTEGER, num DOUBLE, den DOUBLE, state TINYINT,
    vintage SMALLINT)`;

/** Numerator and denominator of indicators, by number, by commune: those of plain measures are in `commune_cell` already. */
function bases(numbers: readonly number[], indicators: readonly Indicator[]): string {
  const plain = numbers.flatMap((number) => {
    const { formula } = indicators[number]!;
    return 'measure' in formula ? [{ number, measure: formula.measure }] : [];
  });
  return [
    `SELECT * FROM base WHERE indicator IN (${among(numbers)})`,
    ...plain.map(
      ({ number, measure }) => `
        SELECT ${number}::SMALLINT, reading, year, territory, value, NULL::DOUBLE, state, vintage
        FROM commune_cell WHERE measure = ${amongMeasures([measure])}`,
    ),
  ].join(' UNION ALL ');
}

/** What fills `base` with an indicator; nothing where it is a plain measure. Num and den are null where they are not known, see `termWhere`. */
export function base(indicator: Indicator, number: number, reference: Vintage): readonly string[] {
  const { formula } = indicator;
  if ('measure' in formula) return [];
  const plus = 'sum' in formula ? formula.sum : formula.numerator;
  const minus = 'sum' in formula ? formula.minus : [];
  const denominator = 'denominator' in formula ? formula.denominator : [];
  const sumOf = (ids: readonly string[], sign = 1): string =>
    ids.map((id) => `${sign} * any_value(value) FILTER (measure = ${amongMeasures([id])})`).join(' + ');
  const measures = measuresOf(formula);
  return [
    `INSERT INTO base
    SELECT ${number}, reading, year, territory, ${termWhere('num', 'state', 'den')}, ${termWhere('den', 'state', 'den')}, state, vintage FROM (
      SELECT reading, year, territory,
        ${sumOf(plus)} ${minus.length > 0 ? `+ ${sumOf(minus, -1)}` : ''} AS num,
        ${denominator.length > 0 ? sumOf(denominator) : 'NULL'} AS den,
        CASE WHEN count(*) < ${measures.length} OR min(vintage) <> max(vintage) THEN ${code('NOT_AVAILABLE')}
          WHEN bool_or(state = ${code('SECRET')}) THEN ${code('SECRET')}
          WHEN bool_or(state = ${code('SECRET_SECONDARY')}) THEN ${code('SECRET_SECONDARY')}
          WHEN bool_or(state = ${code('NOT_APPLICABLE')}) THEN ${code('NOT_APPLICABLE')}
          WHEN count(value) < ${measures.length} THEN ${code('NOT_AVAILABLE')}
          ${denominator.length > 0 ? `WHEN ${sumOf(denominator)} = 0 THEN ${code('NOT_APPLICABLE')}` : ''}
          WHEN bool_or(state = ${code('ESTIMATED')}) THEN ${code('ESTIMATED')}
          ELSE ${code('COMPUTED')} END AS state,
        any_value(vintage) AS vintage
      FROM (${alikeOrApart(measures, reference)})
      GROUP BY reading, year, territory)
    WHERE state <> ${code('NOT_AVAILABLE')}`,
  ];
}

/** Measures of which an indicator is made: for both readings at once where all of them are, for each reading elsewhere. */
function alikeOrApart(measures: readonly string[], reference: Vintage): string {
  const { PUBLISHED, CONSTANT, BOTH } = READING_CODES;
  const wanted = `measure IN (${amongMeasures(measures)})`;
  if (measures.length === 1) return `SELECT * FROM commune_cell WHERE ${wanted}`;
  return `
    WITH k AS (FROM commune_cell WHERE ${wanted}),
    apart AS (SELECT year, territory FROM k GROUP BY year, territory HAVING min(reading) <> ${BOTH} OR min(vintage) <> max(vintage))
    FROM k ANTI JOIN apart USING (year, territory)
    UNION ALL
    SELECT r.reading, k.* EXCLUDE (reading) REPLACE (CASE r.reading WHEN ${CONSTANT} THEN ${reference}::SMALLINT ELSE k.vintage END AS vintage)
    FROM k SEMI JOIN apart USING (year, territory)
    JOIN (SELECT unnest([${PUBLISHED}, ${CONSTANT}])::TINYINT AS reading) r ON ${isRead('k.reading', 'r.reading')}`;
}

/**
 * Takes from `base` what is made of figures of a commune that add up different parts (IRIS) of it: of some hidden here and others there. Those that hide
 * as many hide the same ones, as a part that hides a whole hides what is in it.
 */
export const DROP_UNEVEN = `
    DELETE FROM base USING (
      SELECT u.indicator, u.year, p.territory FROM uneven u JOIN place p ON p.cog = u.cog AND p.code = u.code
      UNION
      SELECT u.indicator, u.year, g.target FROM uneven u JOIN passage g ON g.cog = u.cog AND g.code = u.code) t
    WHERE base.indicator = t.indicator AND base.year = t.year AND base.territory = t.territory
      AND base.state NOT IN (${code('SECRET')}, ${code('SECRET_SECONDARY')})`;

export const UNEVEN = `
    CREATE TABLE uneven AS
    SELECT m.indicator, o.year, o.cog, o.code FROM derived d
    JOIN observation o ON o.measure = try_cast(d.measure AS measure_name) AND o.year = d.year AND o.level = 'commune' AND o.code = try_cast(d.code AS place_code) AND o.input = d.input
    JOIN indicator_measure m ON m.measure = o.measure AND NOT m.alone
    WHERE d.level = 'commune' AND d.rule = 'PARTS' AND o.value IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT d.parts) > 1`;

export function rollUp({ indicators, measures, reference }: RollUpInput): readonly string[] {
  const natures = new Map(measures.map(({ id, nature }) => [id, nature]));
  const additive = indicators.flatMap(({ formula }, number) =>
    measuresOf(formula).every((id) => isAdditive(natures.get(id)!)) ? [number] : [],
  );
  return [
    `
    CREATE TABLE slab AS
    SELECT b.indicator, b.reading, b.year, b.vintage AS cog,
      min(CASE WHEN b.reading = ${READING_CODES.CONSTANT} THEN c.constant END) AS restated
    FROM (${slabs(reference)}) b
    JOIN indicator_measure m USING (indicator)
    JOIN choice c ON c.measure = m.measure AND c.year = b.year AND c.level = 'commune'
    GROUP BY b.indicator, b.reading, b.year, b.vintage`,
    ...clusters(reference),
    ...inBatches(additive).map(
      (batch, index) => `${index === 0 ? 'CREATE TABLE rolled AS' : 'INSERT INTO rolled'} ${addUp(batch, indicators)}`,
    ),
    sameGround(reference),
    SUMS,
    `
    CREATE TABLE not_aggregable AS
    SELECT DISTINCT s.indicator, s.reading, s.year, s.cog AS vintage, p.parent AS territory, p.level
    FROM parent p JOIN slab s ON s.cog = p.cog WHERE s.indicator NOT IN (${among(additive)})`,
  ];
}

/**
 * Sums of the constant reading over the communes of the vintage in which their figures are given, where the territory has the same ground in it and they
 * are others: a merged commune has no figure when one of its parts hides its own, which takes away those of the other parts.
 */
function sameGround(reference: Vintage): string {
  const { PUBLISHED, CONSTANT } = READING_CODES;
  return `
    CREATE TABLE same_ground AS
    SELECT k.indicator, k.reading, k.year, k.vintage, k.territory, k.level, p.* EXCLUDE (indicator, reading, year, vintage, territory, level), p.vintage AS counted
    FROM rolled k
    JOIN upper u ON u.reference = k.territory AND u.level = k.level AND u.cog <> ${reference}
    JOIN rolled p ON p.reading = ${PUBLISHED} AND p.indicator = k.indicator AND p.year = k.year AND p.territory = u.territory AND p.vintage = u.cog
    WHERE k.reading = ${CONSTANT}
      AND (${['num', 'den'].map((term) => `abs(coalesce(p.${term}, 0) - coalesce(k.${term}, 0)) > 1e-9 * abs(p.${term})`).join(' OR ')})
      AND NOT EXISTS (FROM indicator_measure m JOIN choice c ON c.measure = m.measure AND c.year = k.year AND c.level = 'commune'
        WHERE m.indicator = k.indicator AND c.constant <> p.vintage)`;
}

/** The sums that are shown: `counted` is the vintage of the communes that they count, where it is not that of their perimeter. */
const SUMS = `
    CREATE VIEW shown_sum AS
    SELECT *, NULL::SMALLINT AS counted FROM rolled ANTI JOIN same_ground USING (indicator, reading, year, vintage, territory)
    UNION ALL BY NAME FROM same_ground`;

/** Indicator, reading, year and vintage of the perimeters of what there is; what is kept for both readings is there in each. */
function slabs(reference: Vintage): string {
  const { PUBLISHED, CONSTANT } = READING_CODES;
  return `
    SELECT DISTINCT b.indicator, r.reading, b.year, CASE r.reading WHEN ${CONSTANT} THEN ${reference}::SMALLINT ELSE b.vintage END AS vintage
    FROM (SELECT DISTINCT indicator, reading, year, vintage FROM base UNION ALL
          SELECT m.indicator, k.* EXCLUDE (measure) FROM (SELECT DISTINCT measure, reading, year, vintage FROM commune_cell) k
          JOIN indicator_measure m ON m.measure = k.measure AND m.alone) b
    JOIN (SELECT unnest([${PUBLISHED}, ${CONSTANT}])::TINYINT AS reading) r ON ${isRead('b.reading', 'r.reading')}`;
}

/**
 * Communes of a vintage that have all their parents in common make a bloc: an EPCI, or its part in a département. Cells that are in the same
 * bloc in each reading that reads them make a cluster: figures are added up by cluster, once for both readings, then the clusters of each
 * parent (`target`: in a reading and a vintage).
 */
const clusters = (reference: Vintage): readonly string[] => {
  const { PUBLISHED, CONSTANT, BOTH } = READING_CODES;
  return [
    `
    CREATE TABLE bloc AS
    SELECT h.cog, h.territory, dense_rank() OVER (ORDER BY h.cog, h.parents)::INTEGER AS bloc, w.population
    FROM (SELECT cog, territory, list(parent ORDER BY parent) AS parents FROM parent GROUP BY cog, territory) h
    LEFT JOIN weight w USING (cog, territory)`,
    `
    CREATE TABLE target AS
    SELECT row_number() OVER ()::INTEGER AS target, r.reading, p.cog, p.parent, p.level, p.total, p.population
    FROM (SELECT p.cog, p.parent, any_value(p.level) AS level, count(*) AS total, sum(b.population) AS population
          FROM parent p JOIN bloc b USING (cog, territory) GROUP BY p.cog, p.parent) p
    JOIN (SELECT unnest([${PUBLISHED}, ${CONSTANT}])::TINYINT AS reading) r ON r.reading = ${PUBLISHED} OR p.cog = ${reference}`,
    `
    CREATE TABLE cluster AS
    SELECT reading, vintage, territory, dense_rank() OVER (ORDER BY reading, published, constant)::INTEGER AS cluster, published, constant,
      published_population, constant_population
    FROM (
      SELECT r.reading, p.cog AS vintage, p.territory,
        CASE WHEN r.reading <> ${CONSTANT} THEN v.bloc END AS published, v.population AS published_population,
        CASE WHEN r.reading <> ${PUBLISHED} THEN k.bloc END AS constant, k.population AS constant_population
      FROM place p
      LEFT JOIN bloc v ON v.cog = p.cog AND v.territory = p.territory
      LEFT JOIN bloc k ON k.cog = ${reference} AND k.territory = p.territory
      JOIN (SELECT unnest([${PUBLISHED}, ${CONSTANT}, ${BOTH}])::TINYINT AS reading) r ON r.reading <> ${CONSTANT} OR p.cog = ${reference})
    WHERE published IS NOT NULL OR constant IS NOT NULL`,
    `
    CREATE TABLE cluster_target AS
    SELECT DISTINCT c.cluster, t.target FROM (
      SELECT DISTINCT cluster, ${PUBLISHED}::TINYINT AS reading, published AS bloc FROM cluster WHERE published IS NOT NULL UNION ALL
      SELECT DISTINCT cluster, ${CONSTANT}::TINYINT, constant FROM cluster WHERE constant IS NOT NULL) c
    JOIN (SELECT DISTINCT b.cog, b.bloc, p.parent FROM bloc b JOIN parent p USING (cog, territory)) p ON p.bloc = c.bloc
    JOIN target t ON t.reading = c.reading AND t.cog = p.cog AND t.parent = p.parent`,
  ];
};

function addUp(numbers: readonly number[], indicators: readonly Indicator[]): string {
  return `
    SELECT s.indicator, s.reading, s.year, s.cog AS vintage, t.parent AS territory, t.level,
      r.num, r.den, r.communes, t.total,
      coalesce(CASE s.reading WHEN ${READING_CODES.PUBLISHED} THEN r.published_population ELSE r.constant_population END, 0)
        / nullif(t.population, 0) AS population,
      r.estimated AND x.parent IS NOT NULL AS estimated, r.secrets
    FROM (
      SELECT b.indicator, b.year, c.target, sum(b.num) AS num, sum(b.den) AS den, sum(b.communes)::BIGINT AS communes,
        sum(b.published_population) AS published_population, sum(b.constant_population) AS constant_population,
        bool_or(b.estimated) AS estimated, sum(b.secrets)::BIGINT AS secrets
      FROM (
        SELECT b.indicator, b.year, k.cluster, sum(b.num) AS num, sum(b.den) AS den, count(b.num) AS communes,
          sum(k.published_population) FILTER (b.num IS NOT NULL) AS published_population,
          sum(k.constant_population) FILTER (b.num IS NOT NULL) AS constant_population,
          bool_or(b.state = ${code('ESTIMATED')}) AS estimated,
          count(*) FILTER (b.state IN (${code('SECRET')}, ${code('SECRET_SECONDARY')})) AS secrets
        FROM (${bases(numbers, indicators)}) b
        JOIN cluster k ON k.reading = b.reading AND k.vintage = b.vintage AND k.territory = b.territory
        GROUP BY b.indicator, b.year, k.cluster) b
      JOIN cluster_target c USING (cluster)
      GROUP BY b.indicator, b.year, c.target) r
    JOIN target t USING (target)
    JOIN slab s ON s.indicator = r.indicator AND s.reading = t.reading AND s.year = r.year AND s.cog = t.cog
    LEFT JOIN (SELECT DISTINCT cog, parent FROM crossing) x ON x.cog = s.restated AND x.parent = t.parent`;
}

function among(numbers: readonly number[]): string {
  return [-1, ...numbers].join(', ');
}

/** Population of each commune of a vintage, from the nearest vintage that knows it: the weight of coverage. */
export function weigh(populationMeasure: string): string {
  return `
    CREATE TABLE weight AS
    SELECT p.cog, p.territory, first(o.value ORDER BY abs(o.cog - p.cog), o.year DESC) AS population
    FROM place p
    JOIN observation o ON o.code = p.code AND o.level = 'commune' AND o.measure = try_cast(${literal(populationMeasure)} AS measure_name) AND o.value IS NOT NULL
    GROUP BY p.cog, p.territory`;
}

export function assemble(cube: string, { indicators }: RollUpInput): readonly string[] {
  return inBatches([...indicators.keys()]).map(
    (batch, index) =>
      `${index === 0 ? `CREATE TABLE ${cube}.cell AS` : `INSERT INTO ${cube}.cell`} ${cellsOf(batch, indicators)}`,
  );
}

function cellsOf(numbers: readonly number[], indicators: readonly Indicator[]): string {
  return `
    WITH published_level AS (SELECT DISTINCT indicator, reading, year, level, vintage FROM upper_cell),
    computed AS (
      SELECT r.indicator, r.reading, r.year, r.territory, r.num, r.den, coalesce(r.counted, r.vintage) AS vintage, r.communes, r.total, r.population, NULL::TINYINT AS given, NULL::BIGINT AS parts, NULL::BIGINT AS figures, NULL::TINYINT AS parts_level,
        CASE WHEN (r.communes = 0 OR r.den = 0) AND r.secrets > 0 AND r.secrets >= ${COVERAGE_FLOOR} * (r.total - r.communes) THEN ${code('SECRET')}
          WHEN coalesce(r.population, r.communes / r.total) < ${COVERAGE_FLOOR} OR r.den = 0 AND r.communes < r.total THEN ${code('NOT_AVAILABLE')}
          WHEN r.den = 0 THEN ${code('NOT_APPLICABLE')}
          WHEN r.estimated THEN ${code('ESTIMATED')} ELSE ${code('COMPUTED')} END AS state
      FROM shown_sum r
      WHERE (r.communes > 0 OR r.secrets > 0)
        AND NOT EXISTS (FROM published_level l WHERE l.indicator = r.indicator AND l.reading = r.reading AND l.year = r.year
          AND l.level = r.level AND l.vintage <> r.vintage)
      UNION ALL
      SELECT n.indicator, n.reading, n.year, n.territory, NULL, NULL, n.vintage, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ${code('NOT_AGGREGABLE')}
      FROM not_aggregable n
      WHERE NOT EXISTS (FROM published_level l WHERE l.indicator = n.indicator AND l.reading = n.reading AND l.year = n.year
          AND l.level = n.level AND l.vintage <> n.vintage)
    ),
    every AS (
      SELECT b.indicator, b.reading, b.year, b.territory, b.num, b.den, b.vintage, NULL::BIGINT AS communes, NULL::BIGINT AS total,
        NULL::DOUBLE AS population, NULL::TINYINT AS given, NULL::BIGINT AS parts, NULL::BIGINT AS figures, NULL::TINYINT AS parts_level, b.state FROM (${bases(numbers, indicators)}) b
      UNION ALL
      SELECT c.* FROM computed c ANTI JOIN upper_cell u USING (indicator, reading, year, territory)
      UNION ALL
      SELECT u.indicator, u.reading, u.year, u.territory, u.num, u.den, u.vintage, u.communes, u.total, u.population,
        u.given, u.parts, u.figures, u.parts_level, u.state
      FROM upper_cell u
    )
    SELECT indicator::SMALLINT AS indicator, reading, year::SMALLINT AS year, territory,
      ${valueWhere(`CASE WHEN den IS NULL THEN num ELSE ${quotientIn('num', 'den', 'i.scale')} END`, 'state')} AS value,
      CASE WHEN den IS NOT NULL THEN num END AS num, den,
      state, vintage::SMALLINT AS vintage, communes::INTEGER AS communes, total::INTEGER AS communes_total, population::FLOAT AS population,
      given, parts::INTEGER AS parts, figures::INTEGER AS figures, parts_level
    FROM every JOIN indicator_scale i USING (indicator)
    WHERE indicator IN (${among(numbers)})
    ORDER BY indicator, reading, territory // 2048, year, territory`;
}
