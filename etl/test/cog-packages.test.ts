import { join } from 'node:path';
import type { CogPackagesSource } from '@boussole/schema';
import type { MembershipRow, ObservationRow } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../src/index.ts';
import { readSources } from '../src/index.ts';
import { readCogPackages } from '../src/read/cog-packages.ts';

describe('the embedded packages', () => {
  const deliveries = new Map<string, Delivery>();
  beforeAll(async () => {
    const sources = await readSources(join(import.meta.dirname, 'nowhere'));
    const source = sources.find((candidate): candidate is CogPackagesSource => candidate.reader === 'cog-packages')!;
    for await (const delivery of readCogPackages(source)) deliveries.set(delivery.vintage, delivery);
  });
  const observations = (vintage: string): readonly ObservationRow[] => [
    ...(deliveries.get(vintage)?.tables.observation ?? []),
  ];
  const value = (vintage: string, measure: string, year: number, code: string): number | null | undefined =>
    observations(vintage).find((row) => row.measure === measure && row.year === year && row.code === code)?.value;

  it('give one delivery a year, named after the version that was installed', () => {
    expect([...deliveries.keys()]).toEqual(['2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']);
    expect(deliveries.get('2025')?.file.name).toBe('@etalab/decoupage-administratif@5.3.0');
    expect(deliveries.get('2025')?.file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('hold the population years that each file really carries', () => {
    const years = [...deliveries].map(([vintage]) => [
      vintage,
      ...distinct(observations(vintage), 'commune'),
      '|',
      ...distinct(observations(vintage), 'epci'),
    ]);
    // Mayotte is always counted in 2017.
    expect(years.map((row) => row.join(' '))).toEqual([
      '2019 2016 | 2016 2017',
      '2020 | 2017',
      '2021 2017 2018 2019 | 2017 2018',
      '2022 2017 2019 2020 | 2017 2019',
      '2023 2017 2020 | 2017 2020',
      '2024 2017 2021 2022 | 2017 2021',
      '2025 2017 2022 2023 | 2017 2022',
      '2026 |',
    ]);
  });

  it('give the legal populations that INSEE published', () => {
    expect(value('2019', 'population_municipale', 2016, '69123')).toBe(515_695);
    expect(value('2022', 'population_municipale', 2020, '69123')).toBe(522_228);
    expect(value('2024', 'population_municipale', 2022, '69123')).toBe(520_774);
    expect(value('2025', 'population_totale', 2022, '200046977')).toBeGreaterThan(1_400_000);
  });

  it('give communes that merged in 2023 the population of all their parts', () => {
    // Culoz-Béon: communes.json repeats the 2,987 inhabitants of Culoz alone, the EPCI members count the 439 of Béon.
    expect(value('2023', 'population_municipale', 2020, '01138')).toBe(3_426);
  });

  it('derive the population counted separately from the two others', () => {
    const total = value('2025', 'population_totale', 2022, '69123')!;
    expect(value('2025', 'population_comptee_a_part', 2022, '69123')).toBe(
      total - value('2025', 'population_municipale', 2022, '69123')!,
    );
  });

  it.each([
    ['2021', 2018],
    ['2022', 2019],
    ['2023', 2020],
    ['2024', 2021],
    ['2025', 2022],
  ])('sum the communes of each EPCI of %s to the population that the EPCI publishes', (vintage, year) => {
    for (const measure of ['population_municipale', 'population_totale']) {
      expect(differences(deliveries.get(vintage)!, measure, year)).toEqual([]);
    }
  });

  it('leave overseas collectivities out, and keep the parts of communes', () => {
    for (const { tables } of deliveries.values()) {
      // Communes of Mayotte had codes in 985 before they had codes in 976.
      const communes = (tables.commune ?? []).filter(({ type }) => type !== 'FORMER');
      const codes = [...communes, ...(tables.departement ?? [])].map(({ code }) => code);
      expect(codes.filter((code) => /^(975|977|978|98)/.test(code))).toEqual([]);
      expect(tables.departement).toHaveLength(101);
      expect(tables.region).toHaveLength(18);
    }
    const communes = deliveries.get('2025')?.tables.commune ?? [];
    expect(communes.filter(({ type }) => type === 'COM')).toHaveLength(34_875);
    expect(communes.find(({ code, type }) => code === '69381' && type === 'ARM')?.parent).toBe('69123');
    const postal = [...deliveries.values()].flatMap(({ tables }) => [...(tables.postal ?? [])]);
    expect(postal.filter((row) => row.postal === '69420').map(({ cog, code }) => [cog, code])).toContainEqual([
      2025,
      '69064',
    ]);
    expect(new Set(postal.map(({ code }) => code)).size).toBe(34_875);
    expect(communes.find(({ code }) => code === '02311')).toMatchObject({ type: 'FORMER', parent: '02589' });
  });

  it('carry the movements of communes once, in the package that has their history', () => {
    const carrying = [...deliveries.values()].filter(({ tables }) => (tables.movement?.length ?? 0) > 0);
    expect(carrying.map(({ vintage }) => vintage)).toEqual(['2020']);
  });
});

function distinct(rows: readonly ObservationRow[], level: 'commune' | 'epci'): readonly number[] {
  return [...new Set(rows.filter((row) => row.level === level).map(({ year }) => year))].sort();
}

/** EPCI whose population is not the sum of their communes. */
function differences({ tables }: Delivery, measure: string, year: number): readonly string[] {
  const values = new Map(
    (tables.observation ?? [])
      .filter((row) => row.measure === measure && row.year === year)
      .map((row) => [row.code, row.value]),
  );
  const sums = new Map<string, number>();
  for (const { epci, commune } of tables.membership ?? ([] as MembershipRow[])) {
    if (values.has(epci)) sums.set(epci, (sums.get(epci) ?? 0) + (values.get(commune) ?? Number.NaN));
  }
  return [...sums]
    .filter(([epci, sum]) => values.get(epci) !== sum)
    .map(([epci, sum]) => `${epci}: ${sum}, ${values.get(epci)}`);
}
