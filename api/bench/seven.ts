import type { DuckDBValue } from '@duckdb/node-api';

export const RATIO_YEARS = Array.from({ length: 20 }, (_, index) => 2004 + index);
const LAST = RATIO_YEARS.at(-1)!;

export function ratioId(index: number): string {
  return `essai_${index}`;
}

/** One of the seven questions, as a client asks it and as one would write it by hand on the layout that is best for it. */
export interface SpeedQuestion {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sql: string;
  readonly values: readonly DuckDBValue[];
  /** At most this share of the time of raw DuckDB in the same run. */
  readonly ratio: number;
  readonly milliseconds: number;
  /** Questions a second that 16 clients get answered, where there is a goal. */
  readonly perSecond?: number;
}

/** Territories that questions are about, by number, as the cube has them. */
export interface Places {
  readonly numberOf: ReadonlyMap<string, number>;
  /** Communes of one département, in code order. */
  readonly communes: readonly string[];
  readonly departement: string;
  /** Numbers of the first and last communes and EPCI. */
  readonly range: { readonly communes: readonly [number, number]; readonly epci: readonly [number, number] };
}

/** The seven questions over so many ratios; `turn` asks for others of the same size. */
export function sevenQuestions(
  { numberOf, communes, departement, range }: Places,
  indicators: number,
  turn = 0,
): readonly SpeedQuestion[] {
  const numbers = (ids: readonly string[]): string => ids.map((id) => numberOf.get(id)!).join(', ');
  const ids = (count: number, from = 0): number[] =>
    Array.from({ length: Math.min(count, indicators) }, (_, index) => (index + from) % indicators);
  const twenty = Array.from({ length: 20 }, (_, index) => communes[(index * 7 + turn * 3) % communes.length]!);
  const five = Array.from({ length: 5 }, (_, index) => communes[(index * 11 + turn * 3) % communes.length]!);
  const one = turn % indicators;
  const columns = ids(20, turn).map((index) => ({ indicator: ratioId(index), year: LAST }));
  const page = `query Page($rows: GridRowsInput!, $columns: [GridColumnInput!]!, $sort: [GridSortInput!]!) {
    grid(rows: $rows, columns: $columns, sort: $sort, first: 100, geography: CONSTANT) {
      publication { id } warnings { code message } totalCount rows { ids names } columns { values states } } }`;
  const within = [numberOf.get(communes[0]!)!, numberOf.get(communes.at(-1)!)!];
  const decade = RATIO_YEARS.slice(-10);
  return [
    {
      name: 'q1',
      title: `compare 20 territories x ${ids(38).length} cells, ranks, benchmarks`,
      query: `query Compare($territories: [ID!]!, $indicators: [ID!]!, $year: Int!) {
        compare(territories: $territories, indicators: $indicators, year: $year, geography: CONSTANT) {
          publication { id } warnings { code message } territories { id name } benchmarks { id name }
          columns { year values states positions(within: FRANCE) { ranks percentiles } } } }`,
      variables: { territories: twenty, indicators: ids(38).map(ratioId), year: LAST - (turn % 5) },
      sql: `SELECT indicator, territory, value, state, rank, percentile FROM by_year
        WHERE indicator IN (${ids(38).join(', ')}) AND year = $1::SMALLINT
          AND territory IN (${numbers(twenty)}, ${range.epci[0]}, ${numberOf.get(departement)}, 0)`,
      values: [LAST - (turn % 5)],
      ratio: 0.2,
      milliseconds: 2,
      perSecond: 700,
    },
    {
      name: 'q2',
      title: 'trend, one indicator x 20 years x 5 territories',
      query: `query Trend($indicator: ID!, $territories: [ID!]!) {
        trend(indicator: $indicator, territories: $territories, geography: CONSTANT) {
          publication { id } warnings { code message } years series { territory { id name } values states } } }`,
      variables: { indicator: ratioId(one), territories: five },
      sql: `SELECT territory, year, value, state FROM by_territory WHERE indicator = $1::SMALLINT AND territory IN (${numbers(five)})`,
      values: [one],
      ratio: 0.25,
      milliseconds: 0.8,
      perSecond: 3_000,
    },
    {
      name: 'q3',
      title: `grid page, 100 rows of a département sorted, ${columns.length} columns`,
      query: page,
      variables: {
        rows: { level: 'COMMUNE', within: departement },
        columns,
        sort: [{ column: columns[0], descending: true }],
      },
      sql: `SELECT w.territory, t.name, ${ids(20, turn)
        .map((index) => `v${index}`)
        .join(', ')} FROM wide w JOIN territory t USING (territory)
        WHERE w.level = 'commune' AND year = ${LAST}::SMALLINT AND w.territory BETWEEN ${within.join(' AND ')}
        ORDER BY v${ids(20, turn)[0]} DESC NULLS LAST LIMIT 100`,
      values: [],
      ratio: 0.7,
      milliseconds: 1.5,
    },
    {
      name: 'q3f',
      title: 'the same over all of France',
      query: page,
      variables: { rows: { level: 'COMMUNE' }, columns, sort: [{ column: columns[0], descending: true }] },
      sql: `SELECT w.territory, t.name, ${ids(20, turn)
        .map((index) => `v${index}`)
        .join(', ')} FROM wide w JOIN territory t USING (territory)
        WHERE w.level = 'commune' AND year = ${LAST}::SMALLINT ORDER BY v${ids(20, turn)[0]} DESC NULLS LAST LIMIT 100`,
      values: [],
      ratio: 1.3,
      milliseconds: 6,
    },
    {
      name: 'q4',
      title: 'a ratio for all EPCI x 20 years',
      query: `query Epci($columns: [GridColumnInput!]!) {
        grid(rows: {level: EPCI}, columns: $columns, first: 2000, geography: CONSTANT) {
          publication { id } warnings { code message } totalCount rows { ids } columns { year values states } } }`,
      variables: { columns: RATIO_YEARS.map((year) => ({ indicator: ratioId(one), year })) },
      sql: `SELECT territory, year, value, state FROM by_territory
        WHERE indicator = $1::SMALLINT AND territory BETWEEN ${range.epci.join(' AND ')}`,
      values: [one],
      ratio: 2.3,
      milliseconds: 10,
    },
    {
      name: 'q5',
      title: 'map layer, all communes',
      query: `query Map($indicator: ID!, $year: Int!) {
        mapLayer(indicator: $indicator, year: $year, level: COMMUNE, geography: CONSTANT) {
          publication { id } warnings { code message } ids values states breaks } }`,
      variables: { indicator: ratioId(one), year: RATIO_YEARS.at(-1 - (turn % 7))! },
      sql: `SELECT territory, value, state FROM by_year
        WHERE indicator = $1::SMALLINT AND year = $2::SMALLINT AND territory BETWEEN ${range.communes.join(' AND ')}`,
      values: [one, RATIO_YEARS.at(-1 - (turn % 7))!],
      ratio: 4,
      milliseconds: 10,
      perSecond: 120,
    },
    {
      name: 'q6',
      title: `pivot of a département, ${communes.length} x ${ids(50).length} x ${decade.length}`,
      query: `query Pivot($rows: GridRowsInput!, $columns: [GridColumnInput!]!) {
        grid(rows: $rows, columns: $columns, first: 1000, geography: CONSTANT) {
          publication { id } warnings { code message } totalCount rows { ids } columns { year values states } } }`,
      variables: {
        rows: { level: 'COMMUNE', within: departement },
        columns: ids(50).flatMap((index) => decade.map((year) => ({ indicator: ratioId(index), year }))),
      },
      sql: `SELECT territory, year, ${ids(50)
        .map((index) => `v${index}`)
        .join(', ')} FROM wide
        WHERE level = 'commune' AND year >= ${decade[0]}::SMALLINT AND territory BETWEEN ${within.join(' AND ')}`,
      values: [],
      ratio: 3.5,
      milliseconds: 35,
    },
  ];
}
