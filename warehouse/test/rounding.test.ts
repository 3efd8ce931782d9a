import type { Reading, TerritoryId } from '@boussole/schema';
import { type Cube, type ExplainedCell, publish, roundTo } from '@boussole/warehouse';
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

async function tellRounded(cube: Cube): Promise<typeof told> {
  const reading = 'PUBLISHED';
  const grid = await cube.grid({
    rows: { kind: 'list', ids: ['commune:01001', 'commune:01003', 'commune:38001'] },
    columns: [{ indicator: 'naissances', year: 2024 }],
    filters: [],
    sort: [],
    offset: 0,
    limit: 3,
    reading: 'CONSTANT',
  });
  const total = await grid.total();
  const asked = { indicator: 'deces', year: 2024, level: 'commune', reading } as const;
  const { quantiles } = await cube.distribution({ ...asked, territories: [] });
  const layer = await cube.mapLayer(asked);
  const { series } = await cube.trend({ indicator: 'deces', territories: ['epci:200000002'], reading });
  const [column] = total.columns;
  return {
    total: { values: [...column!.values], decimals: [...(await column!.decimals())!] },
    quantiles: quantiles.map(({ decimals }) => decimals),
    bounds: await layer.breakDecimals(),
    change: series[0]!.change!,
  };
}

const cells: Record<string, ExplainedCell> = {};
let compared: readonly unknown[];
let told: { readonly change: { readonly sentence: string } } & Readonly<Record<string, unknown>>;

beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('population_municipale', 2024, 2024, everywhere(COMMUNES_2024, 1_000)),
      ...figures('naissances', 2024, 2024, everywhere(COMMUNES_2024, 10)),
      ...figures('deces', 2023, 2024, everywhere(COMMUNES_2024, 20, { '38002': 10 })),
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
    const [column] = await warehouse.read(undefined, async (cube) => {
      const { columns } = await cube.compare({
        territories: ['epci:200000002', 'commune:38002'],
        indicators: ['naissances'],
        year: 2024,
        benchmarks: [],
        reading: 'PUBLISHED',
      });
      return Promise.all(columns.map((one) => one.intervals()));
    });
    compared = column!;
    told = await warehouse.read(undefined, tellRounded);
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

  it('is shown to tens where units are not known, and as its source gives it where it does', () => {
    const decimals = (name: string) => cells[name]!.interval!.decimals;
    expect(['alone', 'own', 'merged', 'sum', 'nearest'].map(decimals)).toEqual([0, 0, 0, -1, -1]);
    expect(cells.sum!.explanation).toMatch(
      /La source arrondit ses chiffres : celui-ci ne se lit qu’à la dizaine près\.$/,
    );
    expect(cells.own!.explanation).not.toMatch(/arrondit/);
    expect(cells.ratesum!.explanation).toMatch(/^Rapport recalculé : environ 50 \/ 5\s000 × 1000/);
    expect(cells.ratesum!.parts.map(({ value, decimals: own }) => [value, own])).toEqual([
      [50, -1],
      [5_000, 0],
    ]);
  });

  it('says the same of a total, of quantiles, of bounds of classes and of changes', () => {
    expect(told).toEqual({
      total: { values: [40], decimals: [-1] }, // of four communes, two of which merged: three would keep units
      quantiles: [-1, -1, -1, -1, -1], // of figures that their source gives, but between two of them
      bounds: [0],
      change: expect.objectContaining({
        absolute: 10,
        shown: 10,
        decimals: -1,
        relativeDecimals: -1,
        yearlyDecimals: -1,
      }),
    });
    expect(told.change.sentence).toBe('environ +10 % de 2023 à 2024 (environ +10).');
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
  const down = { slack: { below: 0, above: 4 }, weight: 1, count: 1 };
  const nearest = { slack: { below: 5, above: 5 }, weight: 1, count: 1 };
  const times = (error: typeof down, count: number) => ({ ...error, count });

  it('follow what rounding may do to a single one', () => {
    expect(errorSpan([down])).toBe(4);
    expect(errorSpan([nearest])).toBe(10);
    expect(supportedDecimals(4 / 5, 1, 14)).toBe(0);
    expect(supportedDecimals(4 / 50, 1, 14)).toBe(1);
    expect(supportedDecimals(4 / 50_000, 1, 14)).toBe(1);
  });

  it('are tens or hundreds where the span holds a whole one of them', () => {
    const decimals = [4, 9.9, 10, 99, 100, 196, 1_000].map((span) => supportedDecimals(span, 0, 12_345));
    expect(decimals).toEqual([0, 0, -1, -1, -2, -2, -3]);
    expect(supportedDecimals(0, 0, 12_345)).toBe(0);
  });

  it('leave the first digit, and zero to the rest', () => {
    expect(supportedDecimals(137, 0, 35)).toBe(-1);
    expect(supportedDecimals(137, 0, 5)).toBe(0);
    expect(supportedDecimals(137, 0, -350)).toBe(-2);
    expect(supportedDecimals(137, 0, 0)).toBe(-2);
    expect(supportedDecimals(3, 1, 0.4)).toBe(0);
  });

  it('never move a figure further than its error, which is what rounding it does', () => {
    for (const span of [11, 60, 99, 101, 640, 999]) {
      const value = 12_345;
      const shown = roundTo(value, supportedDecimals(span, 0, value));
      expect(Math.abs(shown - value)).toBeLessThanOrEqual(span / 2);
    }
  });

  it('of a mean of twelve months are those of twelve errors shared out', () => {
    const month = { slack: { below: 5, above: 5 }, weight: 1 / 12, count: 12 };
    expect(supportedDecimals(errorSpan([month]), 0, 336)).toBe(0);
    expect(supportedDecimals(errorSpan([{ ...month, count: 120 }]), 0, 3_360)).toBe(-1);
  });

  it('follow chance in a sum: the error of many to the nearest grows as the root of their number, not as their number', () => {
    expect(errorSpan([times(nearest, 100)])).toBeCloseTo(2 * 1.96 * Math.sqrt((100 * 10 ** 2) / 12), 6);
    expect(errorSpan([times(nearest, 100)])).toBeLessThan(1_000 / 5);
  });

  it('count in full what rounds one way only: its mean grows as their number', () => {
    expect(errorSpan([times(down, 100)])).toBeCloseTo(200 + 1.96 * Math.sqrt((100 * 4 ** 2) / 12), 6);
  });

  it('let errors of a part and of its whole make up for each other', () => {
    expect(errorSpan([{ ...down, weight: 1 - 0.9 }])).toBeCloseTo(0.4);
    expect(errorSpan([down, { ...down, weight: -1 }])).toBeLessThanOrEqual(8);
  });

  it('hold what is drawn at random, 19 times in 20', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const count = 50;
    const span = errorSpan([times(down, count)]);
    const draws = Array.from({ length: 2_000 }, () =>
      Array.from({ length: count }, () => Math.floor(5 * random())).reduce((sum, error) => sum + error, 0),
    );
    expect(draws.filter((error) => error <= span).length / draws.length).toBeGreaterThan(0.93);
  });
});
