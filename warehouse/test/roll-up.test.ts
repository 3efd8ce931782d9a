import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Reading, stateCode, toTerritoryId } from '@boussole/schema';
import {
  codesAbove,
  currentPublicationId,
  dataPaths,
  type Geography,
  loadGeography,
  publish,
} from '@boussole/warehouse';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openWarehouse,
} from './support/small-publication.ts';

const REFERENCE = 2025;
const LEVELS = ['epci', 'departement', 'region', 'france'] as const;
const COMPUTED = stateCode('COMPUTED');
const READINGS = { PUBLISHED: 0, CONSTANT: 1, BOTH: 2 } as const;

interface CellRow {
  readonly indicator: number;
  readonly reading: number;
  readonly year: number;
  readonly id: string;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly state: number;
  readonly vintage: number;
  readonly communes: number | null;
  readonly communes_total: number | null;
}

/** 38001 leaves its EPCI for the other in 2025, the year in which 01002 joins 01001. */
function tables() {
  const { membership = [], ...others } = geographyTables();
  const moved = [...membership].map((row) =>
    row.cog === 2025 && row.commune === '38001' ? { ...row, epci: '200000002' } : row,
  );
  return { ...others, membership: moved };
}

describe('what is rolled up', () => {
  let directory: string;
  let geography: Geography;
  let cells: readonly CellRow[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-roll-up-'));
    const places = await deliver(directory, tables(), { source: 'geographie' });
    const observation = [
      ...figures('population_municipale', 2022, 2024, everywhere(COMMUNES_2024, 100, { '01002': 51, '38001': 7 })),
      ...figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, 110, { '01001': 163 })),
      ...figures(
        'menages_fiscaux',
        2022,
        2024,
        everywhere(COMMUNES_2024, 40, { '01002': 'SECRET', '38004': 'SECRET' }),
      ),
      ...figures('naissances', 2022, 2024, everywhere(COMMUNES_2024, 3, { '38001': 5 })),
      // The source restates the year itself: the constant reading takes its own figures.
      ...figures('naissances', 2022, 2025, everywhere(COMMUNES_2025, 4, { '38001': 6 })),
      // Of a mean household one part is given in the communes of 2024, the other in those of 2025; both have secrets.
      ...figures(
        'menages_fiscaux',
        2021,
        2024,
        everywhere(COMMUNES_2024, 40, { '38001': 'SECRET', '38004': 'SECRET' }),
      ),
      ...figures('personnes_menages_fiscaux', 2021, 2025, everywhere(COMMUNES_2025, 90, { '38001': 'SECRET' })),
      // Nobody lives in 01003 in 2020, in its whole EPCI in 2019; in 2018 the households of its other commune are hidden, in 2017 nobody gives them.
      ...household(2020, { '01003': 0 }),
      ...household(2019, { '01001': 0, '01003': 0 }),
      ...household(2018, { '01001': 0, '01003': 'SECRET' }),
      ...household(2017, { '01001': 0, '01003': 'NOT_AVAILABLE' }),
      ...figures('demandeurs_emploi', 2022, 2024, everywhere(COMMUNES_2024, 10, { '38001': 2, '38006': 90 })),
    ];
    const source = await deliver(directory, { observation }, { source: 'chiffres' });
    // Another source of less priority gives some of the same figures: none of its own is summed.
    const other = figures('population_municipale', 2022, 2024, everywhere(COMMUNES_2024, 9_999));
    const less = await deliver(directory, { observation: other }, { source: 'autre', priority: 10 });
    const inputs = [places, source, less];
    await publish({ dataDirectory: directory, add: inputs, now: new Date('2026-01-01T00:00:00Z') });
    geography = await loadGeography(directory, inputs);
    cells = await readCells(directory);
  }, 120_000);

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('has no published reading of a ratio whose parts are in communes of different vintages, be they secret', () => {
    const of2021 = cells.filter(({ year }) => year === 2021);
    const published = new Set(
      of2021.flatMap(({ indicator, reading }) => (reading === READINGS.CONSTANT ? [] : indicator)),
    );
    const constant = of2021.filter(({ indicator }) => !published.has(indicator));
    expect(published.size).toBe(1);
    expect(new Set(constant.map(({ state }) => state))).toContain(stateCode('SECRET'));
    expect(new Set(constant.map(({ id }) => id)).size).toBe(constant.length);
  });

  it('is the sum of the communes of each territory, in each reading', () => {
    const computed = cells.filter(({ id, state }) => !id.startsWith('commune:') && state === COMPUTED);
    expect(computed.length).toBeGreaterThan(40);
    expect(new Set(computed.map(({ reading }) => reading))).toEqual(new Set([READINGS.PUBLISHED, READINGS.CONSTANT]));
    for (const cell of computed) {
      const { indicator, year, id, vintage } = cell;
      // Where a merger hides a known part, those of before it are added up on the same ground.
      const isBefore = cell.reading === READINGS.CONSTANT && vintage !== REFERENCE;
      const reading = isBefore ? READINGS.PUBLISHED : cell.reading;
      const held = communesOf(geography, id, vintage);
      const parts = cells.filter(
        (part) =>
          part.indicator === indicator &&
          part.year === year &&
          (part.reading === reading || part.reading === READINGS.BOTH) &&
          held.has(part.id) &&
          (part.value !== null || part.den === 0),
      );
      const sum = (of: (part: CellRow) => number | null): number =>
        parts.reduce((total, part) => total + (of(part) ?? 0), 0);
      const told = { id, reading, year, indicator, communes: cell.communes, total: cell.communes_total };
      expect(told).toEqual({ id, reading, year, indicator, communes: parts.length, total: held.size });
      if (cell.den === null)
        expect(cell.value).toBeCloseTo(
          sum(({ value }) => value),
          9,
        );
      else expect([cell.num, cell.den]).toEqual([sum(({ num }) => num), sum(({ den }) => den)]);
    }
  });

  it.each([
    [2020, 'commune:01003', 'NOT_APPLICABLE', 0, 0, null],
    [2020, 'epci:200000001', 'COMPUTED', 90, 40, 2],
    [2020, 'departement:01', 'COMPUTED', 180, 80, 3],
    [2019, 'epci:200000001', 'NOT_APPLICABLE', 0, 0, 2],
    [2019, 'departement:01', 'COMPUTED', 90, 40, 3],
    [2018, 'epci:200000001', 'SECRET', 0, 0, 1],
    [2017, 'epci:200000001', 'NOT_AVAILABLE', 0, 0, 1],
  ] as const)('misses nothing of none of none: in %i, %s is %s (%i / %i)', (year, id, state, num, den, communes) => {
    const quotients = cells.filter((cell) => cell.year === year && cell.id === id && cell.den !== null);
    expect(quotients.length).toBeGreaterThan(0);
    for (const cell of quotients) expect(cell).toMatchObject({ state: stateCode(state), num, den, communes });
  });

  it('keeps, in constant geography, what a merger with a hidden commune would take away from the same ground', () => {
    const of = (id: string) =>
      cells.filter((cell) => cell.id === id && cell.year === 2022 && cell.den === null && cell.communes !== null);
    const before = of('departement:01').filter(
      ({ vintage, reading }) => vintage === 2024 && reading === READINGS.CONSTANT,
    );
    expect(before.map(({ value, communes }) => [value, communes])).toEqual([[120, 3]]);
    // The ground of this EPCI moved.
    expect(of('epci:200000002').some(({ vintage, reading }) => vintage === 2024 && reading === READINGS.CONSTANT)).toBe(
      false,
    );
  });

  it('is that of the communes of today, in constant geography, for a part of an EPCI that a commune joined since', async () => {
    const warehouse = await openWarehouse(directory);
    try {
      const told = (reading: Reading) =>
        warehouse.read(undefined, (cube) =>
          cube.explain('population_municipale', 'partie:200000002-38', 2022, reading),
        );
      expect(await told('PUBLISHED')).toMatchObject({ value: 400, coverage: { communes: 4, communesTotal: 4 } });
      expect(await told('CONSTANT')).toMatchObject({ value: 407, coverage: { communes: 5, communesTotal: 5 } });
    } finally {
      await warehouse.close();
    }
  });

  it('differs between readings where the perimeter changed', () => {
    const told = (reading: number): readonly string[] =>
      cells
        .filter((cell) => cell.id === 'epci:200000002' && cell.reading === reading && cell.year === 2022)
        .map(({ value, communes }) => `${value} ${communes}`);
    expect(told(READINGS.PUBLISHED)).toContain('500 5');
    expect(told(READINGS.CONSTANT)).toContain('507 6');
  });
});

/** Tax households and those who live in them, everywhere alike but for some. */
function household(year: number, except: Readonly<Record<string, number | 'SECRET' | 'NOT_AVAILABLE'>>) {
  const of = (measure: string, value: number) =>
    figures(measure, year, 2025, { ...everywhere(COMMUNES_2025, value), ...except });
  return [...of('menages_fiscaux', 40), ...of('personnes_menages_fiscaux', 90)];
}

function communesOf(geography: Geography, id: string, vintage: number): ReadonlySet<string> {
  const held = [...geography.membership(vintage)].filter(([commune, membership]) =>
    LEVELS.some((level) => codesAbove(level, commune, membership).some((code) => toTerritoryId(level, code) === id)),
  );
  return new Set(held.map(([commune]) => toTerritoryId('commune', commune)));
}

async function readCells(directory: string): Promise<readonly CellRow[]> {
  const file = join(dataPaths(directory).publications, (await currentPublicationId(directory))!, 'cube.duckdb');
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(
      'SELECT c.* REPLACE (indicator::INTEGER AS indicator), t.id FROM cell c JOIN territory t USING (territory)',
    );
    return result.getRowObjectsJS() as unknown as CellRow[]; // the columns of the cube
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
