import { COVERAGE_FLOOR, isAdditive, measuresOf } from '@boussole/schema';
import type { RollUpInput } from './roll-up.ts';
import { code, PART_LEVELS, READING_CODES } from './states.ts';

/**
 * The statements that add to `upper_cell` the régions and France that no source gives, where their départements or régions are given: of what is
 * published below, the sum that covers them wholly, and otherwise the one that covers more of their population than their communes with a figure.
 * EPCI are never parts of a sum, as they do not nest. What is hidden is no part either, and what is published, or hidden, for a territory itself stays.
 */
export function addPublishedUp({ indicators, measures }: RollUpInput): readonly string[] {
  const natures = new Map(measures.map(({ id, nature }) => [id, nature]));
  const additive = indicators.flatMap(({ formula }, number) =>
    measuresOf(formula).every((id) => isAdditive(natures.get(id)!)) ? [number] : [],
  );
  return [NESTED, ...(['region', 'france'] as const).flatMap((level) => [addedUp(additive, level), insert(level)])];
}

/** Départements and régions that lie wholly in another territory of the same vintage; those of a bloc of communes have the same parents. */
const NESTED = `
    CREATE TABLE nested AS
    SELECT p.cog, w.parent AS whole, w.level AS whole_level, p.parent AS part, p.level, sum(b.communes)::BIGINT AS communes, sum(b.population) AS population
    FROM (SELECT cog, bloc, any_value(territory) AS territory, count(*) AS communes, sum(population) AS population FROM bloc GROUP BY cog, bloc) b
    JOIN parent p ON p.cog = b.cog AND p.territory = b.territory AND p.level IN ('departement', 'region')
    JOIN parent w ON w.cog = b.cog AND w.territory = b.territory AND (w.level = 'france' OR w.level = 'region' AND p.level = 'departement')
    JOIN target t ON t.reading = ${READING_CODES.PUBLISHED} AND t.cog = p.cog AND t.parent = p.parent
    GROUP BY ALL HAVING sum(b.communes) = any_value(t.total)`;

/**
 * The best sum of each territory of a level: a whole one, of the fewest figures; otherwise the one that covers most. A région that was made of all its
 * départements is a part of France as one that is published.
 */
function addedUp(additive: readonly number[], level: 'region' | 'france'): string {
  return `
    CREATE TABLE ${level}_added_up AS
    SELECT DISTINCT ON (indicator, reading, year, territory) * FROM (
      SELECT u.indicator, u.reading, u.year, n.whole AS territory, n.whole_level AS level, u.vintage, n.level AS parts_level, count(*) AS parts, sum(coalesce(u.figures, 1))::BIGINT AS figures,
        sum(u.num) AS num, sum(u.den) AS den, bit_and(u.given) AS given, bool_or(u.state = ${code('ESTIMATED')}) AS estimated,
        sum(n.communes)::BIGINT AS communes, any_value(t.total) AS total, sum(n.communes) = any_value(t.total) AS is_whole,
        coalesce(sum(n.population) / nullif(any_value(t.population), 0), sum(n.communes) / any_value(t.total)) AS share,
        sum(n.population) / nullif(any_value(t.population), 0) AS population
      FROM upper_cell u
      JOIN nested n ON n.cog = u.vintage AND n.part = u.territory AND n.whole_level = '${level}'
      JOIN target t ON t.reading = u.reading AND t.cog = u.vintage AND t.parent = n.whole
      WHERE u.num IS NOT NULL AND coalesce(u.communes = u.total, true) AND u.indicator IN (${[-1, ...additive].join(', ')})
      GROUP BY u.indicator, u.reading, u.year, n.whole, n.whole_level, u.vintage, n.level)
    ORDER BY indicator, reading, year, territory, is_whole DESC, CASE WHEN is_whole THEN figures END, share DESC, figures, parts DESC`;
}

/**
 * A level keeps one vintage: a sum in the perimeters of another than the sums of communes is taken only where every territory of the level has a
 * whole one.
 */
function insert(level: 'region' | 'france'): string {
  return `
    INSERT INTO upper_cell
    SELECT a.indicator, a.reading, a.year, a.territory, a.level, a.num, a.den,
      CASE WHEN a.share < ${COVERAGE_FLOOR} OR a.den = 0 AND NOT a.is_whole THEN ${code('NOT_AVAILABLE')} WHEN a.den = 0 THEN ${code('NOT_APPLICABLE')}
        WHEN a.estimated THEN ${code('ESTIMATED')} ELSE ${code('COMPUTED')} END,
      a.vintage, a.communes, a.total, a.population, a.given, a.parts, a.figures,
      CASE a.parts_level ${Object.entries(PART_LEVELS)
        .map(([level, number]) => `WHEN '${level}' THEN ${number}`)
        .join(' ')} END
    FROM (
      SELECT *, count(*) FILTER (is_whole) OVER (PARTITION BY indicator, reading, year, level, vintage) AS wholes FROM ${level}_added_up s
      ANTI JOIN upper_cell USING (indicator, reading, year, territory)
      ANTI JOIN (SELECT DISTINCT indicator, reading, year, level, vintage AS other FROM upper_cell) v
        ON v.indicator = s.indicator AND v.reading = s.reading AND v.year = s.year AND v.level = s.level AND v.other <> s.vintage) a
    LEFT JOIN shown_sum r ON r.indicator = a.indicator AND r.reading = a.reading AND r.year = a.year AND r.territory = a.territory
    LEFT JOIN (SELECT indicator, reading, year, level, max(vintage) AS latest, min(vintage) AS earliest FROM rolled GROUP BY ALL) v
      ON v.indicator = a.indicator AND v.reading = a.reading AND v.year = a.year AND v.level = a.level
    WHERE (a.is_whole OR a.share > coalesce(r.population, r.communes / r.total, 0))
      AND (v.latest IS NULL OR v.latest = a.vintage AND v.earliest = a.vintage
        OR a.wholes = (SELECT count(*) FROM target t WHERE t.reading = a.reading AND t.cog = a.vintage AND t.level = a.level))`;
}
