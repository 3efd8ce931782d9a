import { rm } from 'node:fs/promises';
import { withWriter } from './ratios.ts';
import { RATIO_YEARS } from './seven.ts';

/** Indicators that one statement writes. */
const AT_ONCE = 5;

/**
 * Writes the same cells again without the product, in the layout that is best for each question: by year with ranks stored, by territory, and
 * wide with one column per indicator.
 */
export async function writeRawLayouts(cube: string, file: string, indicators: number): Promise<void> {
  await rm(file, { force: true });
  await withWriter(async (writer) => {
    const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
    await writer.run(`ATTACH ${quoted(cube)} AS cube (READ_ONLY)`);
    await writer.run(`ATTACH ${quoted(file)} AS raw`);
    await writer.run(`CREATE TABLE raw.territory AS FROM cube.territory ORDER BY territory`);
    const [[first] = []] = (
      await writer.runAndReadAll(
        `SELECT min(number)::INTEGER FROM cube.catalogue WHERE description LIKE '{"id":"essai_%'`,
      )
    ).getRows();
    const batches = Array.from({ length: Math.ceil(indicators / AT_ONCE) }, (_, index) => index * AT_ONCE);
    for (const [index, start] of batches.entries()) {
      const cells = `
        SELECT (indicator - ${Number(first)})::SMALLINT AS indicator, year, territory, level, value, state
        FROM cube.cell JOIN cube.territory USING (territory)
        WHERE indicator >= ${Number(first) + start} AND indicator < ${Number(first) + Math.min(start + AT_ONCE, indicators)}`;
      const into = (table: string): string =>
        index === 0 ? `CREATE TABLE raw.${table} AS` : `INSERT INTO raw.${table}`;
      await writer.run(`${into('by_year')}
        SELECT * EXCLUDE (level), CASE WHEN level = 'commune' AND value IS NOT NULL THEN
            rank() OVER (PARTITION BY indicator, year, level ORDER BY value DESC NULLS LAST) END::INTEGER AS rank,
          CASE WHEN level = 'commune' AND value IS NOT NULL THEN
            100 * percent_rank() OVER (PARTITION BY indicator, year, level ORDER BY value) END::FLOAT AS percentile
        FROM (${cells}) ORDER BY indicator, year, territory`);
      await writer.run(
        `${into('by_territory')} SELECT * EXCLUDE (level) FROM (${cells}) ORDER BY indicator, territory, year`,
      );
    }
    // As a list first: a filter for each of hundreds of columns would go through all cells as often.
    const columns = Array.from({ length: indicators }, (_, index) => `l[${index + 1}] AS v${index}`);
    for (const [index, year] of RATIO_YEARS.entries()) {
      await writer.run(`${index === 0 ? 'CREATE TABLE raw.wide AS' : 'INSERT INTO raw.wide'}
        SELECT t.level, ${year}::SMALLINT AS year, y.territory, ${columns.join(', ')}
        FROM (SELECT territory, list(value ORDER BY indicator) AS l FROM raw.by_year WHERE year = ${year} GROUP BY territory) y
        JOIN raw.territory t USING (territory) ORDER BY level, year, y.territory`);
    }
    await writer.run('CHECKPOINT raw');
  });
}
