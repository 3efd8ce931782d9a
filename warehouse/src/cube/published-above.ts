import { type Indicator, measuresOf } from '@boussole/schema';
import { addPublishedUp } from './added-up.ts';
import type { RollUpInput } from './roll-up.ts';
import { amongMeasures, code, GIVEN_TERMS, isRead, READING_CODES, STATE_OF_SOURCE, termWhere } from './states.ts';

/**
 * The statements that make `upper_cell`, what is known of upper territories otherwise than by adding up the communes that have everything.
 *
 * 1. `upper_measure`: figures that a source publishes for these territories, by measure.
 * 2. `whole`: those that have a value, and next to them the sums of all the communes of the same territory in the same perimeters.
 * 3. `upper_cell`: plain measures as they are published, ratios of whole figures, one of which at least is published, and sums of those that
 *    all are: of two published figures the ratio is that of the territory, whatever communes hide. `communes` counts those of the sums in it,
 *    null where there is none; `given` tells which terms of a ratio are published there.
 * 4. Sums of what is known so of départements and régions, for those above them (`added-up.ts`).
 */
export function publishedAbove(input: RollUpInput): readonly string[] {
  const made = input.indicators.flatMap((indicator, number) =>
    'measure' in indicator.formula ? [] : [madeOfWholes(indicator, number)],
  );
  return [
    upperMeasures(input),
    WHOLES,
    `
    CREATE TABLE upper_cell AS
    SELECT m.indicator, u.reading, u.year, u.territory, u.level, u.value AS num, NULL::DOUBLE AS den, u.state, u.vintage,
      NULL::BIGINT AS communes, NULL::BIGINT AS total, NULL::DOUBLE AS population, NULL::TINYINT AS given, NULL::BIGINT AS parts, NULL::BIGINT AS figures, NULL::TINYINT AS parts_level
    FROM upper_measure u JOIN indicator_measure m ON m.measure = u.measure AND m.alone`,
    ...made,
    ...addPublishedUp(input),
  ];
}

function upperMeasures({ reference, readings }: RollUpInput): string {
  const parts = {
    PUBLISHED: [
      `
      SELECT o.measure, ${READING_CODES.PUBLISHED}::TINYINT AS reading, o.year, u.territory, o.level, o.value,
        ${STATE_OF_SOURCE} AS state, o.cog AS vintage
      FROM choice c
      JOIN observation o ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.published
      JOIN upper u ON u.cog = o.cog AND u.level = o.level AND u.code = o.code
      WHERE c.level <> 'commune'`,
    ],
    CONSTANT: [
      `
      SELECT o.measure, ${READING_CODES.CONSTANT}::TINYINT, o.year, u.reference, o.level, o.value, ${STATE_OF_SOURCE},
        ${reference}::SMALLINT
      FROM choice c
      JOIN observation o ON o.measure = c.measure AND o.year = c.year AND o.level = c.level AND o.cog = c.constant
      JOIN upper u ON u.cog = o.cog AND u.level = o.level AND u.code = o.code AND u.reference IS NOT NULL
      WHERE c.level <> 'commune'`,
      `
      SELECT c.measure, ${READING_CODES.CONSTANT}::TINYINT, c.year, r.territory, r.level, NULL, ${code('NOT_AGGREGABLE')},
        ${reference}::SMALLINT
      FROM choice c
      JOIN upper r ON r.cog = ${reference} AND r.level = c.level
      WHERE c.level <> 'commune' AND c.measure IN (SELECT measure FROM indicator_measure WHERE NOT additive)
        AND NOT EXISTS (FROM upper u WHERE u.cog = c.constant AND u.level = c.level AND u.reference = r.territory)`,
    ],
  };
  return `
    CREATE TABLE upper_measure AS
    SELECT DISTINCT ON (measure, reading, year, territory) * FROM (
      ${readings.flatMap((reading) => parts[reading]).join(' UNION ALL ')})
    WHERE state <> ${code('NOT_AVAILABLE')}
    ORDER BY measure, reading, year, territory, state`;
}

/** Only sums that are asked for are made: those of a measure that is divided, or divides, another that is published there. */
const WHOLES = `
    CREATE TABLE whole AS
    WITH published AS (
      SELECT measure, reading, year, territory, level, vintage, value, state = ${code('ESTIMATED')} AS estimated FROM upper_measure
      WHERE state IN (${[code('PUBLISHED'), code('COMPUTED'), code('ESTIMATED')].join(', ')})),
    asked AS (
      FROM (
        SELECT DISTINCT m.measure, p.reading, p.year, p.territory, p.vintage FROM published p
        JOIN indicator_measure o ON o.measure = p.measure AND NOT o.alone
        JOIN indicator_measure m ON m.indicator = o.indicator AND m.measure <> o.measure AND m.additive)
      ANTI JOIN upper_measure USING (measure, reading, year, territory))
    SELECT *, NULL::BIGINT AS communes FROM published
    UNION ALL
    SELECT a.measure, a.reading, a.year, a.territory, any_value(t.level), a.vintage, sum(k.value),
      bool_or(k.state = ${code('ESTIMATED')} AND x.parent IS NOT NULL), any_value(t.total)
    FROM asked a
    JOIN target t ON t.reading = a.reading AND t.cog = a.vintage AND t.parent = a.territory
    JOIN parent p ON p.cog = a.vintage AND p.parent = a.territory
    JOIN commune_cell k ON k.measure = a.measure AND k.year = a.year AND k.territory = p.territory AND ${isRead('k.reading', 'a.reading')}
      AND (k.vintage = a.vintage OR a.reading = ${READING_CODES.CONSTANT})
    JOIN choice c ON c.measure = a.measure AND c.year = a.year AND c.level = 'commune'
    LEFT JOIN (SELECT DISTINCT cog, parent FROM crossing) x
      ON x.cog = CASE WHEN a.reading = ${READING_CODES.CONSTANT} THEN c.constant END AND x.parent = a.territory
    GROUP BY a.measure, a.reading, a.year, a.territory, a.vintage
    HAVING count(k.value) = any_value(t.total)`;

function madeOfWholes({ formula }: Indicator, number: number): string {
  const measures = measuresOf(formula);
  const wholeOf = (id: string): string => `any_value(value) FILTER (measure = ${amongMeasures([id])})`;
  const sumOf = (ids: readonly string[]): string => ids.map(wholeOf).join(' + ') || 'NULL::DOUBLE';
  const [plus, minus, denominator] =
    'numerator' in formula
      ? [formula.numerator, [], formula.denominator]
      : 'sum' in formula
        ? [formula.sum, formula.minus, []]
        : [[formula.measure], [], []];
  const num = [sumOf(plus), ...minus.map(wholeOf)].join(' - ');
  const isGiven = (ids: readonly string[]): string => `count(communes) FILTER (measure IN (${amongMeasures(ids)})) = 0`;
  const given =
    denominator.length === 0
      ? 'NULL::TINYINT'
      : `(CASE WHEN ${isGiven(plus)} THEN ${GIVEN_TERMS.numerator} ELSE 0 END + CASE WHEN ${isGiven(denominator)} THEN ${GIVEN_TERMS.denominator} ELSE 0 END)::TINYINT`;
  return `
    INSERT INTO upper_cell
    SELECT indicator, reading, year, territory, level, ${termWhere('num', 'state', 'den')}, ${termWhere('den', 'state', 'den')}, state, vintage,
      communes, communes, CASE WHEN communes > 0 THEN 1 END, given, NULL, NULL, NULL FROM (
      SELECT ${number}::SMALLINT AS indicator, reading, year, territory, any_value(level) AS level, ${num} AS num, ${sumOf(denominator)} AS den,
        CASE WHEN ${sumOf(denominator)} = 0 THEN ${code('NOT_APPLICABLE')} WHEN bool_or(estimated) THEN ${code('ESTIMATED')}
          ELSE ${code('COMPUTED')} END AS state,
        vintage, max(communes) AS communes, ${given} AS given
      FROM whole WHERE measure IN (${amongMeasures(measures)})
      GROUP BY reading, year, territory, vintage
      HAVING count(*) = ${measures.length} AND count(communes) ${denominator.length > 0 ? `< ${measures.length}` : '= 0'})`;
}
