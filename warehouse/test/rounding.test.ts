import type { Reading, TerritoryId } from '@boussole/schema';
import { type ExplainedCell, publish } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorSpan, supportedDecimals } from '../src/reading/error-span.ts';
import {
  COMMUNES_2024,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const cells: Record<string, ExplainedCell> = {};
let compared: readonly unknown[];

beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('population_municipale', 2024, 2024, everywhere(COMMUNES_2024, 1_000)),
      ...figures('naissances', 2024, 2024, everywhere(COMMUNES_2024, 10)),
      ...figures('deces', 2024, 2024, everywhere(COMMUNES_2024, 20)),
      { ...figures('naissances', 2024, 2024, { '01001': 105 })[0]!, level: 'departement', code: '38' } as const,
    ];
    const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
    const input = await deliver(
      dataDirectory,
      { observation },
      { rounding: { naissances: { step: 5, mode: 'down' }, deces: { step: 10, mode: 'nearest' } } },
    );
    await publish({ dataDirectory, add: [geography, input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    const read = async (name: string, indicator: string, territory: TerritoryId, reading: Reading = 'PUBLISHED') => {
      cells[name] = await warehouse.read(undefined, (cube) => cube.explain(indicator, territory, 2024, reading));
    };
    await read('alone', 'naissances', 'commune:38002');
    await read('sum', 'naissances', 'epci:200000002');
    await read('own', 'naissances', 'departement:38');
    await read('merged', 'naissances', 'commune:01001', 'CONSTANT');
    await read('nearest', 'deces', 'epci:200000002');
    await read('balance', 'solde_naturel', 'commune:38002');
    await read('rate', 'taux_natalite', 'commune:38002');
    await read('ratesum', 'taux_natalite', 'epci:200000002');
    await read('exact', 'population_municipale', 'epci:200000002');
    const [column] = await warehouse.read(undefined, (cube) =>
      cube
        .compare({
          territories: ['epci:200000002', 'commune:38002'],
          indicators: ['naissances'],
          year: 2024,
          benchmarks: [],
          reading: 'PUBLISHED',
        })
        .then(({ columns }) => Promise.all(columns.map((one) => one.intervals()))),
    );
    compared = column!;
    await warehouse.close();
  }),
);

describe('a figure made of rounded ones', () => {
  it.each([
    ['alone', 10, 10, 14],
    ['sum', 50, 50, 70], // of five communes
    ['own', 105, 105, 109], // published by the source itself
    ['merged', 20, 20, 28], // of two communes
    ['nearest', 100, 75, 125],
    ['balance', -10, -15, -1], // births less deaths
  ])('%s: lies between what roundings leave', (name, value, low, high) => {
    expect(cells[name]!.value).toBe(value);
    expect(cells[name]!.interval).toMatchObject({ low, high });
  });

  it('has an interval as a quotient too, and no more decimals than it supports', () => {
    const { decimals } = cells.rate!.indicator;
    expect(decimals).toBeGreaterThan(0);
    expect(cells.rate!.interval).toEqual({ low: 10, high: 14, decimals: 0 });
    expect(cells.ratesum!.interval).toEqual({ low: 10, high: 14, decimals: 0 });
  });

  it('has none where nothing is rounded', () => {
    expect(cells.exact!.interval).toBeUndefined();
  });

  it('is told beside others with their intervals', () => {
    expect(compared).toMatchObject([
      { low: 50, high: 70 },
      { low: 10, high: 14 },
    ]);
  });
});

describe('the decimals of a figure', () => {
  const down = { slack: { below: 0, above: 4 }, weight: 1 };
  const nearest = { slack: { below: 5, above: 5 }, weight: 1 };

  it('follow what rounding may do to a single one', () => {
    expect(errorSpan([down], 1)).toBe(4);
    expect(errorSpan([nearest], 1)).toBe(10);
    expect(supportedDecimals(4 / 5, 1)).toBe(0);
    expect(supportedDecimals(4 / 50, 1)).toBe(1);
    expect(supportedDecimals(4 / 50_000, 1)).toBe(1);
  });

  it('follow chance in a sum: the error of many to the nearest grows as the root of their number, not as their number', () => {
    expect(errorSpan([nearest], 100)).toBeCloseTo(2 * 1.96 * Math.sqrt((100 * 10 ** 2) / 12), 6);
    expect(errorSpan([nearest], 100)).toBeLessThan(1_000 / 5);
  });

  it('count in full what rounds one way only: its mean grows as their number', () => {
    expect(errorSpan([down], 100)).toBeCloseTo(200 + 1.96 * Math.sqrt((100 * 4 ** 2) / 12), 6);
  });

  it('let errors of a part and of its whole make up for each other', () => {
    expect(errorSpan([{ ...down, weight: 1 - 0.9 }], 1)).toBeCloseTo(0.4);
    expect(errorSpan([down, { ...down, weight: -1 }], 1)).toBeLessThanOrEqual(8);
  });

  it('hold what is drawn at random, 19 times in 20', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const count = 50;
    const span = errorSpan([down], count);
    const draws = Array.from({ length: 2_000 }, () =>
      Array.from({ length: count }, () => Math.floor(5 * random())).reduce((sum, error) => sum + error, 0),
    );
    expect(draws.filter((error) => error <= span).length / draws.length).toBeGreaterThan(0.93);
  });
});
