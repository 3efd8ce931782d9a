/** One question, as a client asks it and as one would write it by hand on the cube. */
export interface BenchQuestion {
  readonly name: string;
  readonly query: string;
  readonly sql: string;
}

const TWENTY = Array.from({ length: 20 }, (_, index) => `38${String(index + 1).padStart(3, '0')}`);
const ids = (codes: readonly string[]): string => codes.map((code) => `"commune:${code}"`).join(',');
const list = (codes: readonly string[]): string => codes.map((code) => `'commune:${code}'`).join(',');
/** Number of `population_municipale` in the cube. */
const POPULATION = `(SELECT number FROM catalogue WHERE kind = 'indicator' AND description LIKE '{"id":"population_municipale"%')`;

export const QUESTIONS: readonly BenchQuestion[] = [
  {
    name: 'compare 20 communes, ranks, benchmarks',
    query: `{ compare(territories: [${ids(['38185', ...TWENTY.filter((code) => code !== '38007' && code !== '38016')].slice(0, 18))}], indicators: ["population_municipale", "population_totale"]) {
      columns { year values states positions(within: FRANCE) { ranks percentiles } } benchmarks { name } } }`,
    sql: `SELECT t.id, c.year, c.value, (SELECT count(*) FROM cell o JOIN territory u USING (territory)
        WHERE o.indicator = c.indicator AND o.reading IN (1, 2) AND o.year = c.year AND u.level = 'commune' AND o.value > c.value) + 1 AS rank
      FROM cell c JOIN territory t USING (territory)
      WHERE c.indicator = ${POPULATION} AND c.reading IN (1, 2) AND c.year = 2023 AND t.id IN (${list(TWENTY)})`,
  },
  {
    name: 'trend of 5 communes',
    query: `{ trend(indicator: "population_municipale", territories: [${ids(['38185', '69123', '31555', '13055', '75056'])}]) { years series { values states } } }`,
    sql: `SELECT t.id, c.year, c.value, c.state FROM cell c JOIN territory t USING (territory)
      WHERE c.indicator = ${POPULATION} AND c.reading IN (1, 2) AND t.id IN (${list(['38185', '69123', '31555', '13055', '75056'])}) ORDER BY ALL`,
  },
  {
    name: 'grid page, 100 rows of a département sorted',
    query: `{ grid(rows: {level: COMMUNE, within: "departement:38"}, columns: [{indicator: "population_municipale", year: 2022}, {indicator: "population_municipale", year: 2023}],
      sort: [{column: {indicator: "population_municipale", year: 2023}, descending: true}], first: 100) { totalCount rows { names } columns { values states } } }`,
    sql: `SELECT t.name, a.value, b.value FROM territory t
      JOIN cell a ON a.territory = t.territory AND a.indicator = ${POPULATION} AND a.reading IN (1, 2) AND a.year = 2022
      JOIN cell b ON b.territory = t.territory AND b.indicator = ${POPULATION} AND b.reading IN (1, 2) AND b.year = 2023
      WHERE t.level = 'commune' AND t.code LIKE '38%' ORDER BY b.value DESC LIMIT 100`,
  },
  {
    name: 'grid page, 100 rows of France sorted',
    query: `{ grid(rows: {level: COMMUNE}, columns: [{indicator: "population_municipale", year: 2022}, {indicator: "population_municipale", year: 2023}],
      sort: [{column: {indicator: "population_municipale", year: 2023}, descending: true}], first: 100) { totalCount rows { names } columns { values states } } }`,
    sql: `SELECT t.name, a.value, b.value FROM territory t
      JOIN cell a ON a.territory = t.territory AND a.indicator = ${POPULATION} AND a.reading IN (1, 2) AND a.year = 2022
      JOIN cell b ON b.territory = t.territory AND b.indicator = ${POPULATION} AND b.reading IN (1, 2) AND b.year = 2023
      WHERE t.level = 'commune' ORDER BY b.value DESC LIMIT 100`,
  },
  {
    name: 'map layer, all communes',
    query: `{ mapLayer(indicator: "population_municipale", year: 2023, level: COMMUNE) { ids values states breaks } }`,
    sql: `SELECT t.id, c.value, c.state FROM cell c JOIN territory t USING (territory)
      WHERE c.indicator = ${POPULATION} AND c.reading IN (1, 2) AND c.year = 2023 AND t.level = 'commune' ORDER BY t.territory`,
  },
  {
    name: 'a figure explained',
    query: `{ cell(indicator: "population_municipale", territory: "epci:200046977", year: 2022) { value state explanation inputs { file } } }`,
    sql: `SELECT c.* FROM cell c JOIN territory t USING (territory)
      WHERE c.indicator = ${POPULATION} AND c.reading IN (1, 2) AND c.year = 2022 AND t.id = 'epci:200046977'`,
  },
  {
    name: 'search while typing',
    query: `{ territories(search: "st eti", first: 8) { edges { node { name } reason } } }`,
    sql: `SELECT name FROM territory WHERE strip_accents(lower(name)) LIKE '%saint-eti%' LIMIT 8`,
  },
];
