import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reading, SemanticQuery, TerritoryId } from '@boussole/schema';
import { type Cube, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openPublished,
} from './support/small-publication.ts';

describe('a cube', () => {
  let directory: string;
  let warehouse: Warehouse;
  const ask = <T>(question: (cube: Cube) => Promise<T> | T): Promise<T> => warehouse.read(undefined, question);
  const explain = (indicator: string, territory: TerritoryId, year: number, reading: Reading = 'CONSTANT') =>
    ask((cube) => cube.explain(indicator, territory, year, reading));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-cube-'));
    const geography = await deliver(directory, geographyTables(), { source: 'geographie' });
    const observation = [
      // 2022 in the perimeters of 2024, 2023 in those of 2025. The island 38006 has no figure in 2022.
      ...figures('population_municipale', 2022, 2024, everywhere(COMMUNES_2024.slice(0, 9), 100, { '01002': 50 })),
      ...figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, 110, { '01001': 160, '38003': 300 })),
      ...figures(
        'menages_fiscaux',
        2022,
        2024,
        everywhere(COMMUNES_2024, 40, { '01002': 'SECRET', '38002': 'SECRET' }),
      ),
      // One hides its figure, no other has any.
      ...figures('menages_fiscaux', 2020, 2024, { '01003': 'SECRET' }),
      // Nobody says how many people they were that year.
      ...figures('menages_fiscaux', 2021, 2024, { '01003': 'SECRET', '01004': 40 }),
      ...figures('menages_fiscaux', 2023, 2025, everywhere(COMMUNES_2025, 42)),
      ...figures('personnes_menages_fiscaux', 2022, 2024, everywhere(COMMUNES_2024, 90, { '38003': 80 })),
      ...figures(
        'revenu_median',
        2022,
        2024,
        everywhere(COMMUNES_2024, 20_000, { '38003': 'SECRET', '38001': 24_000 }),
      ),
      ...figures('deces', 2022, 2024, { '01001': 7, '01003': 5 }),
      ...figures('demandeurs_emploi', 2022, 2025, everywhere(COMMUNES_2025, 1000)),
      ...figures('demandeurs_emploi', 2024, 2025, everywhere(COMMUNES_2025, 900)),
      ...figures('demandeurs_emploi', 2025, 2025, everywhere(COMMUNES_2025, 1500)),
      // Two communes of ten: too little to say anything of a larger territory.
      ...figures('population_totale', 2022, 2024, { '01003': 120, '01004': 130 }),
      {
        measure: 'revenu_median',
        year: 2022,
        level: 'epci',
        code: '200000002',
        cog: 2024,
        value: 21_500,
        state: 'PUBLISHED',
        line: 3,
      },
      {
        measure: 'revenu_median',
        year: 2022,
        level: 'france',
        code: 'METRO',
        cog: 2024,
        value: 22_000,
        state: 'PUBLISHED',
        line: 5,
      },
      {
        measure: 'population_municipale',
        year: 2022,
        level: 'epci',
        code: '200000002',
        cog: 2024,
        value: 501,
        state: 'PUBLISHED',
        line: 4,
      },
    ] as const;
    warehouse = await openPublished(directory, geography, observation);
  }, 60_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('adds merged communes in constant geography and keeps them apart as published', async () => {
    expect(await explain('population_municipale', 'commune:01001', 2022)).toMatchObject({
      value: 150,
      state: 'COMPUTED',
      method: 'SUM',
    });
    expect(await explain('population_municipale', 'commune:01001', 2022, 'PUBLISHED')).toMatchObject({
      value: 100,
      state: 'PUBLISHED',
    });
    expect(await explain('population_municipale', 'commune:01002', 2022, 'PUBLISHED')).toMatchObject({
      value: 50,
      vintage: 2024,
    });
  });

  it('has no year of a ratio whose numerator nobody gives, even where the denominator is secret', async () => {
    const years = await ask((cube) => cube.years('personnes_par_menage_fiscal').map(({ year }) => year));
    expect(years).toEqual([2022]);
    await expect(explain('personnes_par_menage_fiscal', 'commune:01003', 2021)).rejects.toMatchObject({
      code: 'YEAR_UNAVAILABLE',
    });
  });

  it('says where the figures of a commune that merged went', async () => {
    for (const reading of ['CONSTANT', 'PUBLISHED'] as const) {
      const cell = await explain('population_municipale', 'commune:01002', 2023, reading);
      expect(cell).toMatchObject({ value: undefined, state: 'NOT_AVAILABLE', method: 'NONE' });
      expect(cell.explanation).toBe(
        'Commune 01002 n’existe plus depuis le 1er janvier 2025 : ses chiffres sont dans ceux de Commune 01001.',
      );
    }
  });

  it('says which of the communes that merged has no figure, rather than that none has', async () => {
    const cell = await explain('deces', 'commune:01001', 2022);
    expect(cell).toMatchObject({ value: undefined, state: 'NOT_AVAILABLE', absent: ['Commune 01002'] });
    expect(cell.explanation).toBe(
      'Parmi les communes réunies dans Commune 01001, Commune 01002 n’a pas de chiffre cette année-là : leur somme n’est pas montrée. Ce n’est pas un zéro.',
    );
    expect(await explain('deces', 'commune:01001', 2022, 'PUBLISHED')).toMatchObject({ value: 7, absent: [] });
    const none = await explain('deces', 'commune:01004', 2022);
    expect(none.explanation).toMatch(/^Aucune source chargée ne donne « Décès » pour Commune 01004/);
  });

  it('hides a merged commune of which a part is hidden', async () => {
    expect(await explain('menages_fiscaux', 'commune:01001', 2022)).toMatchObject({
      value: undefined,
      state: 'SECRET',
    });
  });

  it('says how many communes hide their figure and how many have none, and that it is hidden only where most hide it', async () => {
    const none = await explain('menages_fiscaux', 'departement:01', 2020);
    expect(none).toMatchObject({ value: undefined, state: 'NOT_AVAILABLE', without: { hidden: 1, missing: 2 } });
    expect(none.explanation).toMatch(
      /^Des 3 communes .*, 1 est masquée au titre du secret statistique et 2 n’ont pas de chiffre : il n’y a rien à additionner\. Ce n’est pas un zéro\./,
    );
  });

  it('prefers the figure that the source publishes for a level to its own sum', async () => {
    expect(await explain('population_municipale', 'epci:200000002', 2022)).toMatchObject({
      value: 501,
      state: 'PUBLISHED',
      method: 'SOURCE',
    });
    expect(await explain('population_municipale', 'epci:200000001', 2022)).toMatchObject({
      value: 350,
      state: 'COMPUTED',
    });
  });

  it('says how many communes and what share of the population a sum covers', async () => {
    const cell = await explain('population_municipale', 'departement:38', 2022);
    expect(cell).toMatchObject({ value: 500, state: 'COMPUTED', coverage: { communes: 5, communesTotal: 6 } });
    expect(cell.coverage?.population).toBeCloseTo(740 / 850, 6);
    expect(cell.explanation).toContain('5 communes sur 6');
    expect(cell.warnings.map(({ code }) => code)).toContain('PARTIAL_COVERAGE');
  });

  it('does not show a sum that covers less than half', async () => {
    expect(await explain('population_totale', 'france:FR', 2022)).toMatchObject({
      value: undefined,
      state: 'NOT_AVAILABLE',
    });
    expect((await explain('population_totale', 'france:FR', 2022)).explanation).toContain('ne suffisent pas');
  });

  it('never aggregates nor restates a median, and shows the one that is published', async () => {
    expect(await explain('revenu_median', 'departement:38', 2022)).toMatchObject({
      state: 'NOT_AGGREGABLE',
      method: 'NONE',
    });
    expect(await explain('revenu_median', 'epci:200000002', 2022)).toMatchObject({ value: 21_500, state: 'PUBLISHED' });
    expect(await explain('revenu_median', 'commune:01001', 2022)).toMatchObject({ state: 'NOT_AGGREGABLE' });
    expect(await explain('revenu_median', 'commune:01003', 2022)).toMatchObject({ value: 20_000, state: 'PUBLISHED' });
  });

  it('recomputes a ratio over the communes that have both its parts', async () => {
    const cell = await explain('personnes_par_menage_fiscal', 'departement:38', 2022);
    // 38002 hides its households: its people are left out of the numerator too.
    expect(cell.value).toBeCloseTo((4 * 90 + 80) / (5 * 40), 9);
    expect(cell).toMatchObject({ method: 'RATIO', coverage: { communes: 5, communesTotal: 6 } });
    expect(cell.parts.map(({ value }) => value)).toEqual([440, 200]);
  });

  it('names file and line of a published figure', async () => {
    const { inputs, explanation } = await explain('population_municipale', 'commune:01003', 2022);
    expect(inputs).toMatchObject([{ file: 'chiffres-1.csv', line: 4 }]);
    expect(explanation).toContain('ligne 4 de chiffres-1.csv');
  });

  it('ranks with ties on the better rank, and leaves what has no value out of the group', async () => {
    const { columns } = await ask((cube) =>
      cube.compare({
        territories: ['commune:38003', 'commune:01001', 'commune:38001'],
        indicators: ['population_municipale'],
        year: 2023,
        reading: 'CONSTANT',
      }),
    );
    expect((await columns[0]!.positions('france')).map((position) => position?.rank)).toEqual([1, 2, 3]);
    expect((await columns[0]!.positions('france'))[2]).toMatchObject({ percentile: 0, size: 9 });
    expect((await columns[0]!.positions('departement'))[0]).toMatchObject({ rank: 1, size: 6 });
    expect((await columns[0]!.positions('region'))[0]).toMatchObject({ rank: 1, size: 9 });
    expect((await columns[0]!.positions('epci'))[1]).toBeUndefined(); // three figures make no ranking
  });

  it('compares with the parents of the first territory when no benchmark is asked', async () => {
    const { benchmarks } = await ask((cube) =>
      cube.compare({ territories: ['commune:01003'], indicators: ['population_municipale'], reading: 'CONSTANT' }),
    );
    expect(benchmarks.map(({ id }) => id)).toEqual(['epci:200000001', 'departement:01', 'region:84', 'france:FR']);
  });

  it('adds metropolitan France to them where only it has a figure', async () => {
    const { benchmarks, columns } = await ask((cube) =>
      cube.compare({ territories: ['commune:01003'], indicators: ['revenu_median'], year: 2022, reading: 'CONSTANT' }),
    );
    expect(benchmarks.slice(-2).map(({ id }) => id)).toEqual(['france:FR', 'france:METRO']);
    expect([...columns[0]!.values.slice(-2)]).toEqual([Number.NaN, 22_000]);
    expect(columns[0]!.states.slice(-2)).toEqual(['NOT_AGGREGABLE', 'PUBLISHED']);
  });

  it('measures no change between surveys that overlap, and still says that the perimeter changed', async () => {
    const trend = (reading: Reading) =>
      ask((cube) => cube.trend({ indicator: 'population_municipale', territories: ['commune:01001'], reading }));
    const published = await trend('PUBLISHED');
    expect(published.series[0]!.change).toBeUndefined();
    expect(published.warnings.map(({ code }) => code)).toContain('PERIMETER_CHANGED');
    expect(published.warnings.map(({ code }) => code)).toContain('YEARS_NOT_COMPARABLE');
    expect((await trend('CONSTANT')).warnings.map(({ code }) => code)).not.toContain('PERIMETER_CHANGED');
    expect(published.series[0]!.events).toMatchObject([{ date: '2025-01-01', kind: 'MERGER' }]);
  });

  it('names who moved where nothing tells how much: hidden figures', async () => {
    const { series, warnings } = await ask((cube) =>
      cube.trend({ indicator: 'menages_fiscaux', territories: ['commune:01001'], reading: 'PUBLISHED' }),
    );
    expect(series[0]!.change).toMatchObject({
      absolute: 2,
      perimeter: undefined,
      perimeterParts: [{ code: '01002', joined: true, isCut: false, value: undefined }],
    });
    expect(series[0]!.change?.sentence).toMatch(
      /, dont une part inconnue due à 1 commune qui a rejoint \(Commune 01002\)\.$/,
    );
    expect(warnings.map(({ code }) => code)).toContain('PERIMETER_CHANGED');
  });

  it('warns that years whose surveys overlap are not compared', async () => {
    const { warnings } = await ask((cube) =>
      cube.trend({ indicator: 'population_municipale', territories: ['departement:01'], reading: 'CONSTANT' }),
    );
    expect(warnings.map(({ code }) => code)).toContain('YEARS_NOT_COMPARABLE');
  });

  it('tells where a series is broken, and measures no change across it', async () => {
    const { series, warnings } = await ask((cube) =>
      cube.trend({ indicator: 'demandeurs_emploi', territories: ['commune:01003'], reading: 'CONSTANT' }),
    );
    expect([...series[0]!.values]).toEqual([1000, 900, 1500]);
    expect(series[0]!.change).toMatchObject({ from: 2022, to: 2024, absolute: -100 });
    expect(warnings.filter(({ code }) => code === 'SERIES_BREAK')).toEqual([
      {
        code: 'SERIES_BREAK',
        comparableYears: [2022, 2024],
        indicators: [
          { fr: 'Demandeurs d’emploi inscrits, moyenne de l’année', en: 'Registered job seekers, yearly mean' },
        ],
        message:
          'Demandeurs d’emploi inscrits, moyenne de l’année : la série est rompue en 2025 (loi pour le plein emploi), les années d’avant ne se comparent pas à celles d’après. Comparez par exemple 2022 et 2024.',
        english: expect.stringContaining('2025'),
      },
    ]);
  });

  it('measures no change between two years that a break parts', async () => {
    const { series, warnings } = await ask((cube) =>
      cube.trend({ indicator: 'demandeurs_emploi', territories: ['commune:01003'], from: 2024, reading: 'CONSTANT' }),
    );
    expect(series[0]!.change).toBeUndefined();
    expect(warnings.find(({ code }) => code === 'SERIES_BREAK')?.message).toMatch(
      /Aucune paire d’années chargées ne se compare\.$/,
    );
  });

  const query = (change: Partial<SemanticQuery>): SemanticQuery => ({
    rows: { kind: 'level', level: 'commune' },
    columns: [{ indicator: 'revenu_median', year: 2022 }],
    reading: 'CONSTANT',
    filters: [],
    sort: [],
    offset: 0,
    limit: 100,
    ...change,
  });

  it('sorts, and puts what has no value last in both directions, in an order that tells nothing', async () => {
    for (const descending of [false, true]) {
      const { rows } = await ask((cube) =>
        cube.grid(query({ sort: [{ by: 'column', column: { indicator: 'revenu_median', year: 2022 }, descending }] })),
      );
      expect(rows.slice(-2).map(({ code }) => code)).toEqual(['01001', '38003']);
      expect(rows.at(descending ? 0 : -3)!.code).toBe('38001');
    }
  });

  it('filters on values, names and containers, and counts all that answer', async () => {
    const column = { indicator: 'population_municipale', year: 2023 };
    const above = await ask((cube) =>
      cube.grid(query({ filters: [{ column, operator: 'GT', value: 110 }], limit: 1 })),
    );
    expect([above.totalCount, above.rows.length]).toEqual([2, 1]);
    const within = await ask((cube) =>
      cube.grid(query({ rows: { kind: 'level', level: 'commune', within: 'epci:200000001' }, search: 'commune 01' })),
    );
    expect(within.rows.map(({ code }) => code)).toEqual(['01001', '01003']);
    const straddling = await ask((cube) =>
      cube.grid(query({ rows: { kind: 'level', level: 'epci', within: 'departement:38' } })),
    );
    expect(straddling.rows.map(({ code }) => code)).toEqual(['200000001', '200000002']);
  });

  it('lists as published the communes that existed then', async () => {
    const { rows } = await ask((cube) => cube.grid(query({ reading: 'PUBLISHED' })));
    expect(rows.map(({ code }) => code)).toEqual(COMMUNES_2024);
  });

  it('refuses unknown territories, indicators and years by code', async () => {
    await expect(explain('population_municipale', 'commune:99999', 2022)).rejects.toMatchObject({
      code: 'TERRITORY_UNKNOWN',
    });
    await expect(explain('inconnu', 'commune:01001', 2022)).rejects.toMatchObject({ code: 'INDICATOR_UNKNOWN' });
    await expect(explain('population_municipale', 'commune:01001', 1900)).rejects.toMatchObject({
      code: 'YEAR_UNAVAILABLE',
    });
    await expect(
      ask((cube) => cube.grid(query({ columns: Array(501).fill({ indicator: 'revenu_median', year: 2022 }) }))),
    ).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
  });
});
