import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ hasAges: true });
});
afterAll(() => world.close());

async function read(query: string) {
  const { data, errors } = await world.ask(query);
  expect(errors).toBeUndefined();
  return data;
}

async function refusal(query: string) {
  const { data, errors } = await world.ask(query);
  expect(data ?? null).toBeNull();
  return errors?.map(({ message, extensions: { code } }) => ({ code, message }));
}

const ROWS = 'rows: { territories: ["commune:01005", "commune:69001"] }';

describe('dimensions', () => {
  test('are told in the catalogue, with their members and what makes everybody', async () => {
    const { indicator } = await read(`{
      indicator(id: "population_rp") {
        dimensions { name label en: label(language: EN) members { id label } breakdowns }
        slices { sex age { id from to label(language: EN) } indicator { id sliceOf { indicator sex age { id } } slices { sex } } }
        sliceOf { indicator }
      }
    }`);
    expect(indicator.dimensions).toEqual([
      {
        name: 'SEX',
        label: 'Sexe',
        en: 'Sex',
        members: [
          { id: 'F', label: 'Femmes' },
          { id: 'M', label: 'Hommes' },
        ],
        breakdowns: [['F', 'M']],
      },
      { name: 'AGE', label: 'Âge', en: 'Age', members: [{ id: '0-14', label: '0 à 14 ans' }], breakdowns: [] },
    ]);
    expect(indicator.slices.map(({ indicator: { id } }: { indicator: { id: string } }) => id)).toEqual([
      'population_0_14',
      'femmes',
      'femmes_0_14',
      'hommes',
      'hommes_0_14',
    ]);
    expect(indicator.slices[2]).toEqual({
      sex: 'F',
      age: { id: '0-14', from: 0, to: 14, label: 'Aged 0 to 14' },
      indicator: {
        id: 'femmes_0_14',
        sliceOf: { indicator: 'population_rp', sex: 'F', age: { id: '0-14' } },
        slices: [],
      },
    });
    expect(indicator.sliceOf).toBeNull();
  });

  test('make columns of a grid, its filters and its order', async () => {
    const { grid } = await read(`{
      grid(${ROWS}, columns: [
        { indicator: "population_rp", year: 2021 }
        { indicator: "population_rp", year: 2021, sex: F }
        { indicator: "population_rp", year: 2021, age: "0-14" }
        { indicator: "population_rp", year: 2021, sex: M, age: "0-14" }
      ], filters: [{ column: { indicator: "population_rp", year: 2021, sex: F }, operator: GTE, value: 720 }],
      sort: [{ column: { indicator: "population_rp", year: 2021, sex: M, age: "0-14" }, descending: true }]) {
        rows { ids } columns { sex age year indicator { id } values } total { values }
      }
    }`);
    expect(grid.rows.ids).toEqual(['commune:69001', 'commune:01005']);
    expect(grid.columns).toEqual([
      { sex: null, age: null, year: 2021, indicator: { id: 'population_rp' }, values: [20_000, 1_200] },
      { sex: 'F', age: null, year: 2021, indicator: { id: 'femmes' }, values: [12_000, 720] },
      { sex: null, age: '0-14', year: 2021, indicator: { id: 'population_0_14' }, values: [4_400, 264] },
      { sex: 'M', age: '0-14', year: 2021, indicator: { id: 'hommes_0_14' }, values: [2_000, 120] },
    ]);
    expect(grid.total.values).toEqual([21_200, 12_720, 4_664, 2_120]);
  });

  test('are explained cell by cell', async () => {
    const { cell } = await read(
      '{ cell(indicator: "population_rp", territory: "commune:01005", year: 2021, sex: F, age: "0-14") { value indicator { id } explanation } }',
    );
    expect(cell).toMatchObject({ value: 144, indicator: { id: 'femmes_0_14' } });
    expect(cell.explanation).toContain('L’Haÿe');
  });

  test('leave cursors to their own question', async () => {
    const page = (sex: string, after = '') =>
      `{ grid(${ROWS}, columns: [{ indicator: "population_rp", year: 2021, sex: ${sex} }], first: 1 ${after}) { pageInfo { endCursor } } }`;
    const { grid } = await read(page('F'));
    const after = `, after: "${grid.pageInfo.endCursor}"`;
    await read(page('F', after));
    expect(await refusal(page('M', after))).toEqual([expect.objectContaining({ code: 'CURSOR_INVALID' })]);
  });

  test.each([
    ['{ indicator: "population_rp", year: 2021, age: "15-29" }', 'SLICE_UNKNOWN', '0-14, F, F 0-14, M, M 0-14'],
    ['{ indicator: "femmes", year: 2021, age: "0-14" }', 'SLICE_UNKNOWN', 'aucune'],
    ['{ indicator: "revenu_median", year: 2021, sex: F }', 'SLICE_UNKNOWN', 'aucune'],
    ['{ indicator: "nulle_part", year: 2021, sex: F }', 'INDICATOR_UNKNOWN', 'nulle_part'],
    ['{ indicator: "population_rp", year: 2021, age: "vieux" }', 'ARGUMENT_INVALID', 'par exemple 0-14'],
    ['{ indicator: "population_rp", year: 2020, sex: F }', 'YEAR_UNAVAILABLE', '2021'],
  ])('refuse %s with %s', async (column, code, text) => {
    const [error, ...others] = (await refusal(`{ grid(${ROWS}, columns: [${column}]) { totalCount } }`)) ?? [];
    expect(others).toEqual([]);
    expect(error).toMatchObject({ code });
    expect(error?.message).toContain(text);
  });

  test('are written in the address of an export', async () => {
    const columns = 'population_rp@2021,population_rp.F@2021,population_rp.M.0-14@2021';
    const response = await fetch(`${world.url}/export/grid.json?territories=commune:01005&columns=${columns}`);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('Femmes');
    expect(text).toContain('hommes_0_14');
    const wrong = await fetch(
      `${world.url}/export/grid.json?territories=commune:01005&columns=population_rp.F.0-14.M@2021`,
    );
    expect(wrong.status).toBe(400);
  });
});
