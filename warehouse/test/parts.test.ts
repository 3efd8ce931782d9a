import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { READINGS, type Reading, readLimits, type TerritoryId } from '@boussole/schema';
import { type Cube, currentPublicationId, dataPaths, publish, TILES_FILE, Warehouse } from '@boussole/warehouse';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { TileFile } from '../src/cube/tile-file.ts';
import { SQL } from '../src/query/sql.ts';
import { readRows } from '../src/store/read-rows.ts';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
} from './support/small-publication.ts';
import { told } from './support/told.ts';

const YEARS = [2020, 2021, 2022, 2023];
/** So many communes that a table reads its page only. */
const MANY = Array.from({ length: 1_100 }, (_, index) =>
  String(index < 900 ? 38_100 + index : 1_100 + index - 900).padStart(5, '0'),
);
const ALL = [...COMMUNES_2025, ...MANY];

describe('a question about indicators that are not in memory', () => {
  it('is answered as when they are', async () => {
    await inDataDirectory(async (dataDirectory) => {
      const geography = await deliver(dataDirectory, geographyTables(MANY), { source: 'geographie' });
      const observation = YEARS.flatMap((year) => [
        ...figures(
          'population_municipale',
          year,
          2025,
          everywhere(ALL, year, { '01001': 160, '38003': 300, '38500': 7_000, '01250': 7_000 }),
        ),
        ...figures(
          'population_totale',
          year,
          2025,
          everywhere(ALL, 2 * year, { '38004': 'SECRET', '38500': 10 * year }),
        ),
      ]);
      // In one reading, the year is that of communes of the vintage before.
      const doctors = YEARS.flatMap((year) => {
        const [codes, cog] = year === 2021 ? [COMMUNES_2024, 2024] : [ALL, 2025];
        const values = codes.map((code, at) => [code, at % 31 === 7 ? 'SECRET' : (at * at + year) % 13] as const);
        return figures('generalistes', year, cog, Object.fromEntries(values));
      });
      observation.push(...doctors);
      const delivered = await deliver(dataDirectory, { observation });
      await publish({ dataDirectory, add: [geography, delivered], now: new Date('2026-01-01T00:00:00Z') });
      const [{ limits }] = [readLimits({})];
      const cold = { dataDirectory, limits: { ...limits, hotBytes: 1 } };
      const warehouses = await Promise.all([Warehouse.open({ dataDirectory, limits }), Warehouse.open(cold)]);
      try {
        for (const reading of READINGS) {
          expect(await warehouses[1]!.read(undefined, (cube) => cells(cube, reading))).toEqual(
            await warehouses[1]!.read(undefined, (cube) => cellsOneByOne(cube, reading)),
          );
          for (const [name, question] of Object.entries(questions(reading))) {
            // The second time, what is kept in memory is ready where something may be.
            const [first, hot, apart] = [
              await told(await warehouses[0]!.read(undefined, question)),
              await told(await warehouses[0]!.read(undefined, question)),
              await told(await warehouses[1]!.read(undefined, question)),
            ];
            expect([name, apart]).toEqual([name, hot]);
            expect([name, first]).toEqual([name, hot]);
          }
        }
      } finally {
        await Promise.all(warehouses.map((warehouse) => warehouse.close()));
      }
      const folder = join(dataPaths(dataDirectory).publications, (await currentPublicationId(dataDirectory))!);
      const tiles = join(folder, TILES_FILE);
      expect(await tilesReadIn(10_000, folder)).toBeGreaterThan(0);
      await expect(tilesReadIn(0, folder)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await truncate(tiles, (await stat(tiles)).size - 8);
      await expect(Warehouse.open({ dataDirectory, limits })).rejects.toMatchObject({ code: 'PUBLICATION_DAMAGED' });
    });
  });
});

/** How many tiles of an indicator are read in so many milliseconds. */
async function tilesReadIn(questionMilliseconds: number, folder: string): Promise<number> {
  const instance = await DuckDBInstance.create(join(folder, 'cube.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const [first] = await readRows<{ indicator: number }>(connection, SQL.tiles);
    const file = await TileFile.open(join(folder, TILES_FILE), connection, { questionMilliseconds });
    let tiles = 0;
    try {
      const wanted = { indicator: first!.indicator, reading: 1, years: YEARS, range: [0, 2_000] } as const;
      await file.read([wanted], () => void tiles++);
    } finally {
      file.close();
    }
    return tiles;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const SOME = [
  ...['commune:01001', 'commune:38003', 'commune:38004', 'commune:38500', 'commune:38501', 'commune:01250'],
  ...['epci:200000001', 'departement:38', 'departement:01', 'region:84', 'france:FR'],
] as const satisfies readonly TerritoryId[];
const INDICATORS = ['population_totale', 'population_municipale'];

/** Values and states as they are read for answers about many of them. */
async function cells(cube: Cube, reading: Reading): Promise<readonly unknown[]> {
  const columns = INDICATORS.flatMap((indicator) => YEARS.map((year) => ({ indicator, year })));
  const rows = { kind: 'list', ids: SOME } as const;
  const answer = await cube.grid({ reading, rows, columns, filters: [], sort: [], offset: 0, limit: SOME.length });
  return answer.columns.map(({ values, states }) => ({ values: [...values], states: [...states] }));
}

/** The same as the publication explains each of them. */
async function cellsOneByOne(cube: Cube, reading: Reading): Promise<readonly unknown[]> {
  const columns = INDICATORS.flatMap((indicator) => YEARS.map((year) => ({ indicator, year })));
  return Promise.all(
    columns.map(async (column) => {
      const told = await Promise.all(
        SOME.map((territory) => cube.explain(column.indicator, territory, column.year, reading)),
      );
      return { values: told.map(({ value }) => value ?? Number.NaN), states: told.map(({ state }) => state) };
    }),
  );
}

function questions(reading: Reading): Readonly<Record<string, (cube: Cube) => Promise<unknown>>> {
  const column = (year: number, indicator = 'population_totale') => ({ indicator, year });
  const grid = { reading, filters: [], offset: 0, limit: 4 };
  return {
    trend: async (cube) => {
      const territories = ['commune:38003', 'commune:38004', 'commune:01001'] as const;
      const { series, warnings } = await cube.trend({ indicator: 'population_totale', territories, reading });
      return {
        warnings,
        series: series.map(({ values, states, coverage, change }) => ({ values, states, coverage, change })),
      };
    },
    'a page of a département, sorted': async (cube) => {
      const answer = await cube.grid({
        ...grid,
        rows: { kind: 'level', level: 'commune', within: 'departement:38' },
        columns: [column(2021), column(2022, 'population_municipale')],
        sort: [{ by: 'column', column: column(2023), descending: true }],
        filters: [{ column: column(2020), operator: 'HAS_VALUE' }],
      });
      const { rows, columns, warnings, totalCount, answering } = answer;
      return { rows, columns, warnings, totalCount, answering, total: await answer.total() };
    },
    ...Object.fromEntries(
      [
        {
          sort: [{ by: 'column', column: column(2023, 'population_municipale'), descending: true }],
          offset: 1,
        } as const,
        { sort: [{ by: 'column', column: column(2021), descending: false }], offset: 1_100 } as const,
        { sort: [], offset: 600 } as const,
        { sort: [], offset: 2_000 } as const,
        {
          sort: [{ by: 'name', descending: true }],
          offset: 0,
          filters: [{ column: column(2020, 'population_municipale'), operator: 'GT', value: 2_500 }],
        } as const,
        { sort: [], offset: 0, search: '385' } as const,
      ].map((page, index) => [
        `page ${index} of all communes`,
        async (cube: Cube) => {
          const answer = await cube.grid({
            ...grid,
            ...page,
            rows: { kind: 'level', level: 'commune' },
            columns: [column(2021), column(2022, 'population_municipale'), column(2022)],
          });
          const { rows, columns, warnings, totalCount, answering } = answer;
          return { rows, columns, warnings, totalCount, answering, total: await answer.total() };
        },
      ]),
    ),
    'all EPCI': async (cube) => {
      const rows = { kind: 'level', level: 'epci' } as const;
      const { columns, warnings } = await cube.grid({
        ...grid,
        rows,
        columns: YEARS.map((year) => column(year)),
        sort: [],
      });
      return { columns, warnings };
    },
    'a comparison': async (cube) => {
      const indicators = ['population_totale', 'population_municipale'];
      const answer = await cube.compare({
        territories: ['commune:38003', 'epci:200000001'],
        indicators,
        year: 2022,
        reading,
      });
      const columns = answer.columns.map((one) => ({
        values: one.values,
        states: one.states,
        positions: one.positions('france'),
      }));
      return { columns, warnings: answer.warnings, benchmarks: answer.benchmarks };
    },
    ...Object.fromEntries(
      (['france', 'region', 'departement', 'epci'] as const).flatMap((within) =>
        [
          { year: 2022, territories: [...SOME.slice(0, 6), 'commune:01004', 'commune:01256'] as TerritoryId[] },
          { year: 2021, territories: ['commune:01001', 'commune:38003'] as const },
          { year: 2020, territories: ['commune:38003', 'epci:200000001', 'departement:38'] as const },
          { territories: ['commune:38005', 'commune:38520'] as const, comparable: true },
          { year: 1990, territories: ['commune:38003'] as const },
        ].map((asked, index) => [
          `places in ${within}, ${index}`,
          async (cube: Cube) => {
            const indicators = ['densite_generalistes', 'generalistes'];
            const answer = await cube.compare({ ...asked, indicators, reading });
            const columns = await Promise.all(
              answer.columns.map(async (column) => ({
                told: [column.indicator.id, column.year, column.values, column.states],
                places: await column.positions(within),
                problems: await column.positionProblems(within),
              })),
            );
            return { columns, warnings: answer.warnings, benchmarks: answer.benchmarks };
          },
        ]),
      ),
    ),
    'a map': async (cube) => cube.mapLayer({ indicator: 'population_totale', year: 2021, level: 'commune', reading }),
    'a year that is not there': async (cube) => {
      try {
        return await cube.mapLayer({ indicator: 'population_totale', year: 1990, level: 'commune', reading });
      } catch (error) {
        return (error as Error).message; // an error of the catalogue
      }
    },
  };
}
