import { isAdditive, type Measure, type Reading, type Vintage } from '@boussole/schema';
import { inBatches } from './batches.ts';
import { amongMeasures, code, READING_CODES, STATE_OF_SOURCE, valueWhere } from './states.ts';

export interface Restatement {
  readonly measures: readonly Measure[];
  readonly reference: Vintage;
  /** PUBLISHED first; without CONSTANT only where its cost is measured. */
  readonly readings: readonly Reading[];
}

export function choose({ reference }: Restatement): string {
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

/**
 * Writes the macro `seat_of` that numbers a commune in a vintage: one small whole number is joined several times faster than a vintage and a
 * code.
 */
export function numberSeats(firstVintage: Vintage, codes: number): string {
  return `CREATE MACRO seat_of(cog, code) AS (cog - ${firstVintage})::INTEGER * ${codes} + enum_code(code)::INTEGER`;
}

/**
 * Puts apart the communes that stand alone on the ground that they have in the reference vintage, nearly all of them: their figures pass
 * as they are. Only those of the others (`moved`, with their figures in `moved_observation`) are added up. Where both readings also take a
 * figure from the same vintage (`alike`), it is kept once for both.
 */
export function separate({ readings }: Pick<Restatement, 'readings'>): readonly string[] {
  return [
    `CREATE TABLE unchanged AS SELECT cog, code, seat_of(cog, code) AS seat, target FROM passage
      QUALIFY same AND weight = 1 AND NOT estimated AND count(*) OVER (PARTITION BY cog, target) = 1`,
    'CREATE TABLE moved AS SELECT * FROM passage ANTI JOIN unchanged USING (cog, target)',
    `CREATE TABLE moved_observation AS SELECT o.* FROM observation o
      SEMI JOIN (SELECT seat_of(cog, code) AS seat FROM moved) g ON g.seat = seat_of(o.cog, o.code) WHERE o.level = 'commune'`,
    `CREATE TABLE stays AS SELECT p.cog, p.code, seat_of(p.cog, p.code) AS seat, p.territory, u.target IS NOT NULL AS alike FROM place p
      LEFT JOIN unchanged u ON u.cog = p.cog AND u.code = p.code AND u.target = p.territory ${readings.length > 1 ? '' : 'AND false'}`,
  ];
}

/** Writes `commune_cell`: measures by commune, in the readings asked. `vintage` is that of the file where a cell is for both. */
export function restate({ measures, ...rest }: Restatement): readonly string[] {
  const statements = inBatches(measures).map((batch) => restateBatch({ measures: batch, ...rest }));
  return statements.map(
    (select, index) => `${index === 0 ? 'CREATE TABLE commune_cell AS' : 'INSERT INTO commune_cell'} ${select}`,
  );
}

function restateBatch(rules: Restatement): string {
  const constant = [passedOn(rules), addedUp(rules), carriedOver(rules)];
  const parts = { PUBLISHED: [asPublished(rules)], CONSTANT: constant };
  return `
    SELECT * REPLACE (${valueWhere('value', 'state')} AS value) FROM (
      ${rules.readings.flatMap((reading) => parts[reading]).join(' UNION ALL ')})
    WHERE state <> ${code('NOT_AVAILABLE')}`;
}

function asPublished({ measures }: Restatement): string {
  return `
      SELECT CASE WHEN p.alike AND c.constant = c.published THEN ${READING_CODES.BOTH} ELSE ${READING_CODES.PUBLISHED} END::TINYINT AS reading,
        o.measure, o.year, p.territory, o.value, ${STATE_OF_SOURCE} AS state, o.cog AS vintage
      FROM ${among(measures)} o
      JOIN choice c ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.published
      JOIN stays p ON p.seat = seat_of(o.cog, o.code)`;
}

/** Those that `asPublished` has not kept for both already: all of another vintage, and the few that are elsewhere in this one. */
function passedOn({ measures, reference }: Restatement): string {
  const select = `SELECT ${READING_CODES.CONSTANT}::TINYINT, o.measure, o.year, g.target, o.value, ${STATE_OF_SOURCE}, ${reference}::SMALLINT
      FROM ${among(measures)} o`;
  const chosen = (choices: string): string => `JOIN (FROM choice WHERE ${choices}) c
        ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.constant`;
  return `
      ${select} ${chosen('constant <> published')} JOIN unchanged g ON g.seat = seat_of(o.cog, o.code)
      UNION ALL
      ${select} JOIN (FROM unchanged SEMI JOIN (FROM stays WHERE NOT alike) USING (cog, code)) g ON g.seat = seat_of(o.cog, o.code)
      ${chosen('constant = published')}`;
}

/** Figures by commune of some measures. */
function among(measures: readonly Measure[]): string {
  return `(FROM observation WHERE level = 'commune' AND measure IN (${namesOf(measures)}))`;
}

/** Figures that are added up, of some measures: none of some places. */
function observed(measures: readonly Measure[]): string {
  return `LEFT JOIN (FROM moved_observation WHERE measure IN (${namesOf(measures)})) o
        ON o.measure = c.measure AND o.year = c.year AND o.cog = c.constant AND o.code = g.code`;
}

function addedUp({ measures, reference }: Restatement): string {
  const additive = measures.filter(({ nature }) => isAdditive(nature));
  return `
      SELECT ${READING_CODES.CONSTANT}::TINYINT, c.measure, c.year, g.target, sum(o.value * g.weight),
        CASE WHEN bool_or(o.state = 'SECRET') THEN ${code('SECRET')}
          WHEN bool_or(o.state = 'SECRET_SECONDARY') THEN ${code('SECRET_SECONDARY')}
          WHEN bool_and(coalesce(o.state = 'NOT_APPLICABLE', false)) THEN ${code('NOT_APPLICABLE')}
          WHEN count(o.value * g.weight) < count(*) THEN ${code('NOT_AVAILABLE')}
          WHEN bool_or(g.estimated) THEN ${code('ESTIMATED')}
          WHEN bool_and(g.same AND o.state = 'PUBLISHED') THEN ${code('PUBLISHED')}
          ELSE ${code('COMPUTED')} END,
        ${reference}::SMALLINT
      FROM choice c JOIN moved g ON g.cog = c.constant ${observed(additive)}
      WHERE c.level = 'commune' AND c.measure IN (${namesOf(additive)})
      GROUP BY c.measure, c.year, g.target`;
}

function carriedOver({ measures, reference }: Restatement): string {
  const others = measures.filter(({ nature }) => !isAdditive(nature));
  return `
      SELECT ${READING_CODES.CONSTANT}::TINYINT, c.measure, c.year, g.target, any_value(o.value) FILTER (g.same),
        CASE WHEN NOT bool_or(g.same) THEN ${code('NOT_AGGREGABLE')}
          ELSE coalesce(any_value(${STATE_OF_SOURCE}) FILTER (g.same), ${code('NOT_AVAILABLE')}) END,
        ${reference}::SMALLINT
      FROM choice c JOIN moved g ON g.cog = c.constant ${observed(others)}
      WHERE c.level = 'commune' AND c.measure IN (${namesOf(others)})
      GROUP BY c.measure, c.year, g.target`;
}

function namesOf(measures: readonly Measure[]): string {
  return amongMeasures(measures.map(({ id }) => id));
}
