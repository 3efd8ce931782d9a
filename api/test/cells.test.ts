import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOURG, RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ hasAges: true });
});
afterAll(() => world.close());

const GEOGRAPHIES = ['CONSTANT', 'PUBLISHED'] as const;
const LEVELS = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION', 'FRANCE'] as const;
const PLACES = [undefined, BOURG, RIVES, 'departement:01', 'departement:69', 'region:84', 'france:FR'] as const;
const COLUMNS = [
  '{ indicator: "population_municipale", year: 2021 }',
  '{ indicator: "population_municipale", year: 2023 }',
  '{ indicator: "revenu_median", year: 2021 }',
  '{ indicator: "population_rp", year: 2021, sex: F }',
];
const within = (place: string | undefined): string => (place ? `, within: "${place}"` : '');

/** Every question of a kind that the world can be asked, each choice with each other. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  grid: GEOGRAPHIES.flatMap((geography) =>
    LEVELS.flatMap((level) =>
      PLACES.flatMap((place) =>
        [1, 4].map(
          (count) =>
            `{ grid(rows: { level: ${level}${within(place)} }, columns: [${COLUMNS.slice(0, count).join(' ')}], geography: ${geography}, first: 50) { columns { values } total { values } } }`,
        ),
      ),
    ),
  ),
  'grid with groups': ['EPCI', 'DEPARTEMENT', 'REGION'].map(
    (by) =>
      `{ grid(rows: { level: COMMUNE }, columns: [${COLUMNS.join(' ')}], groups: { by: ${by} }, first: 50) { columns { values } total { values } } }`,
  ),
  mapLayer: GEOGRAPHIES.flatMap((geography) =>
    LEVELS.flatMap((level) =>
      PLACES.map(
        (place) =>
          `{ mapLayer(indicator: "population_municipale", year: 2021, level: ${level}${within(place)}, geography: ${geography}) { values } }`,
      ),
    ),
  ),
  compare: GEOGRAPHIES.flatMap((geography) =>
    ['', ', benchmarks: []', `, benchmarks: ["departement:01", "${BOURG}"]`].map(
      (benchmarks) =>
        `{ compare(territories: ["commune:01002", "commune:69001", "${RIVES}"]${benchmarks}, indicators: ["population_municipale", "revenu_median"], geography: ${geography}) { columns { values } } }`,
    ),
  ),
  trend: GEOGRAPHIES.flatMap((geography) =>
    ['', ', from: 2022', ', from: 1900, to: 2100'].map(
      (span) =>
        `{ trend(indicator: "population_municipale", territories: ["commune:01002", "${RIVES}"]${span}, geography: ${geography}) { series { values } } }`,
    ),
  ),
  coverage: GEOGRAPHIES.flatMap((geography) =>
    LEVELS.flatMap((level) =>
      PLACES.map(
        (place) =>
          `{ coverage(level: ${level}${within(place)}, geography: ${geography}) { rows { years { size: territories } } } }`,
      ),
    ),
  ),
  distribution: GEOGRAPHIES.flatMap((geography) =>
    PLACES.map(
      (place) =>
        `{ distribution(indicator: "population_municipale", year: 2021, territories: ["commune:01002"]${within(place)}, geography: ${geography}) { size marks { values } } }`,
    ),
  ),
};

async function countedCells(): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(text.match(/^boussole_cells_total (.+)$/m)?.[1]);
}

/** Cells that an answer gives, or was made from. */
function cellsOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.reduce((sum: number, item) => sum + cellsOf(item), 0);
  if (typeof answer !== 'object' || answer === null) return 0;
  return Object.entries(answer).reduce((sum, [name, value]) => {
    if (name === 'values' && Array.isArray(value)) return sum + value.length;
    if (name === 'size' && typeof value === 'number') return sum + value;
    return sum + cellsOf(value);
  }, 0);
}

describe('the number of cells of an answer, counted before it is made', () => {
  test.each(Object.entries(QUESTIONS))('is never below that of the answer: %s', async (_kind, questions) => {
    let most = 0;
    let counted = await countedCells();
    for (const question of questions) {
      const before = counted;
      const { data, errors } = await world.ask(question);
      counted = await countedCells();
      expect(errors, question).toBeUndefined();
      // Without a territory, coverage counts no cell: publications have it counted.
      if (question.includes('coverage(') && !question.includes('within')) continue;
      const cells = cellsOf(data);
      most = Math.max(most, cells);
      expect(counted - before, question).toBeGreaterThanOrEqual(cells);
    }
    expect(most).toBeGreaterThan(3);
  });
});

describe('an export of territories that are no more', () => {
  test.each(GEOGRAPHIES)('has all the rows of the table, in %s geography', async (geography) => {
    const columns = 'population_municipale@2021,population_municipale@2023';
    const response = await fetch(
      `${world.url}/export/grid.json?level=COMMUNE&columns=${columns}&geography=${geography}`,
    );
    const { rows } = (await response.json()) as { rows: { id: string[] } };
    const { data } = await world.ask(
      `{ grid(rows: { level: COMMUNE }, columns: [${COLUMNS.slice(0, 2).join(' ')}], geography: ${geography}) { totalCount rows { ids } } }`,
    );
    expect(rows.id).toEqual(data.grid.rows.ids);
    expect(rows.id).toHaveLength(data.grid.totalCount);
    expect(rows.id.includes('commune:01003')).toBe(geography === 'PUBLISHED');
  });
});
