import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS, type Reading, readLimits, type TerritoryId, toTerritoryId } from '@boussole/schema';
import { type Cube, currentInputs, type Geography, loadGeography, Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyEmbeddedData } from './embedded.ts';

const POPULATION = 'population_municipale';

describe('the populations of the embedded packages, rolled up', () => {
  let directory: string;
  let warehouse: Warehouse;
  let geography: Geography;
  const ask = <T>(question: (cube: Cube) => Promise<T> | T): Promise<T> => warehouse.read(undefined, question);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-reconciliation-'));
    await copyEmbeddedData(directory);
    warehouse = await Warehouse.open({ dataDirectory: directory, limits: readLimits({}).limits });
    geography = await loadGeography(directory, await currentInputs(directory));
  }, 240_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('come from one input per package', async () => {
    const inputs = await currentInputs(directory);
    expect(inputs.map(({ vintage, file }) => [vintage, file.name])).toEqual(
      Array.from({ length: 8 }, (_, index) => [
        String(2019 + index),
        expect.stringMatching(/^@etalab\/decoupage-administratif@/),
      ]),
    );
  });

  /** Values of all territories of a level in a year, in constant geography. */
  async function read(level: 'commune' | 'epci', year: number) {
    const { rows, columns } = await ask((cube) =>
      cube.grid({
        rows: { kind: 'level', level },
        columns: [{ indicator: POPULATION, year }],
        reading: 'CONSTANT',
        filters: [],
        sort: [],
        offset: 0,
        limit: LIMITS.cells.value,
      }),
    );
    return new Map(
      rows.map(({ code }, index) => [code, { value: columns[0]!.values[index]!, state: columns[0]!.states[index]! }]),
    );
  }

  async function years(): Promise<readonly number[]> {
    return ask(async (cube) => cube.years(POPULATION).map(({ year }) => year));
  }

  it('give every EPCI the sum of its communes, wherever the packages publish the EPCI too', async () => {
    const differences: string[] = [];
    let published = 0;
    for (const year of await years()) {
      const communes = await read('commune', year);
      const sums = new Map<string, number>();
      for (const [code, { epci }] of geography.membership(geography.reference)) {
        if (epci !== undefined) sums.set(epci, (sums.get(epci) ?? 0) + communes.get(code)!.value);
      }
      for (const [code, { value, state }] of await read('epci', year)) {
        if (state !== 'PUBLISHED') continue;
        const sum = sums.get(code)!;
        if (Number.isNaN(sum)) {
          // The communes of 2017 are in no package: only Mayotte's, whose census of 2017 later editions repeat.
          if (year !== 2017) differences.push(`${year} ${code}: a commune is missing`);
          continue;
        }
        published++;
        // Only the sums of communes that were cut carry the rounding of their shares.
        if (Math.abs(sum - value) > 1e-6) differences.push(`${year} ${code}: ${sum} for ${value}`);
      }
    }
    expect(differences).toEqual([]);
    expect(published).toBeGreaterThan(6 * 1_100);
  });

  it('leave nothing of France out but Mayotte, outside 2017', async () => {
    for (const year of await years()) {
      if (year === 2017) continue;
      const communes = await read('commune', year);
      const missing = [...communes].filter(([, { value }]) => Number.isNaN(value)).map(([code]) => code);
      const islands = year === 2018 || year === 2021 ? ['22016', '29083', '29155', '85113'] : [];
      const others = missing.filter((code) => !code.startsWith('976'));
      expect(others, `${year}: communes without EPCI are not in the lists of EPCI members`).toEqual(islands);
    }
  });

  it('give the figures that INSEE and the DGCL publish', async () => {
    const cell = async (territory: TerritoryId, year: number) =>
      (await ask((cube) => cube.explain(POPULATION, territory, year, 'CONSTANT'))).value;
    expect(await cell('commune:69123', 2022)).toBe(520_774);
    expect(await cell('epci:200046977', 2022)).toBe(1_433_613);
    expect(await cell('departement:69', 2022)).toBe(1_907_982);
    expect(await cell('france:FR', 2022)).toBe(67_760_573);
    expect(await cell('france:FR', 2023)).toBe(68_094_280);
    expect(await cell('commune:22016', 2022)).toBe(427);
    expect(await cell('commune:69149', 2019), 'Oullins and Pierre-Bénite together').toBe(26_553 + 10_397);
    expect(await cell('france:FR', 2017), 'Mayotte alone is not France').toBeUndefined();
  });

  it('make metropolitan France of the départements that are not overseas', async () => {
    const { rows, columns } = await ask((cube) =>
      cube.compare({
        territories: [...geography.departements(2025).keys()].map((code) => toTerritoryId('departement', code)),
        indicators: [POPULATION],
        year: 2022,
        benchmarks: ['france:METRO'],
        reading: 'CONSTANT',
      }),
    ).then(({ territories, columns }) => ({ rows: territories, columns }));
    const { values } = columns[0]!;
    const mainland = rows.flatMap(({ code }, index) => (code.startsWith('97') ? [] : [values[index]!]));
    expect(mainland).toHaveLength(96);
    expect(values.at(-1)).toBe(mainland.reduce((sum, value) => sum + value, 0));
  });

  const trendOf = (territories: readonly TerritoryId[], reading: Reading) =>
    ask((cube) => cube.trend({ indicator: POPULATION, territories, reading }));

  it('change as published by what moved, part by part, and by what happened on constant ground', async () => {
    const ids = (['epci', 'departement', 'commune'] as const).flatMap((level) => {
      const codes = { epci: geography.epcis, departement: geography.departements, commune: geography.communes };
      return [...(codes[level](2025)?.keys() ?? [])]
        .filter((code) => level === 'departement' || geography.changed(level, code, 2019, 2025))
        .map((code) => toTerritoryId(level, code));
    });
    const size = LIMITS.compareTerritories.value;
    let moved = 0;
    const unknown: string[] = [];
    for (let start = 0; start < ids.length; start += size) {
      const batch = ids.slice(start, start + size);
      const [published, constant] = [await trendOf(batch, 'PUBLISHED'), await trendOf(batch, 'CONSTANT')];
      for (const [index, { territory, change }] of published.series.entries()) {
        const ground = constant.series[index]?.change;
        if (!change || (ground && (change.from !== ground.from || change.to !== ground.to))) continue;
        if (change.perimeter === undefined) {
          unknown.push(territory.name);
          // On the ground of today, what they had is shared out by population: it tells no change of theirs.
          expect(ground, territory.id).toBeUndefined();
          continue;
        }
        if (!ground) continue;
        if (change.perimeterParts.length > 0) moved++;
        expect(change.perimeterParts.reduce((sum, { value }) => sum + value!, 0)).toBe(change.perimeter);
        expect(change.absolute - change.perimeter, territory.id).toBeCloseTo(ground.absolute, 6);
      }
    }
    expect(moved).toBeGreaterThan(120);
    // Cut since 2016: nothing tells which of their figures were those of the communes that were given back.
    expect(unknown).toEqual(['Troarn', 'Neussargues-Moissac', 'Beaumont-les-Nonains', 'Essarts-en-Bocage']);
  });

  it('name what a published change is due to', async () => {
    const sentences = async (id: TerritoryId) =>
      (await trendOf([id], 'PUBLISHED')).series[0]?.change?.sentence.replace(/\s/g, ' ');
    expect(await sentences('commune:69149')).toBe(
      '+44,0 % de 2016 à 2023 (+11 656), dont +39,6 points dus à 1 commune qui a rejoint (Pierre-Bénite).',
    );
    expect(await sentences('epci:200035715')).toBe(
      '+2,5 % de 2016 à 2023 (+2 807), dont +0,8 point dû à 2 communes qui ont rejoint (Pomas et Trassanel).',
    );
    expect(await sentences('commune:85084')).toBe(
      "−22,2 % de 2016 à 2023 (−1 953), dont une part inconnue due à 2 communes qui sont parties (L'Oie et Sainte-Florence).",
    );
    expect(await sentences('epci:200090561'), 'communes of 2017 are in no package').toBe(
      '−5,3 % de 2017 à 2023 (−2 114), dont une part inconnue due à 1 commune qui est partie (Nançay).',
    );
  });
});
