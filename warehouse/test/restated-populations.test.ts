import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { officialGeography, packagedGeography } from './support/real-geography.ts';
import { HAS_SHARED, readCsv } from './support/real-territories.ts';

/** Legal populations as INSEE published them, and as the next year's EPCI members give them again in the next geography. */
const PUBLISHED = [
  { population: 2019, geography: 2021, file: 'donnees_communes_pop2019_geo2021.csv', code: ['COM'] },
  { population: 2020, geography: 2022, file: 'donnees_communes_pop2020.csv', code: ['CODDEP', 'CODCOM'] },
  { population: 2021, geography: 2023, file: 'donnees_communes_pop2021_geo2023.csv', code: ['COM'] },
  { population: 2022, geography: 2024, file: 'donnees_communes_pop2022_geo2024.csv', code: ['COM'] },
] as const;

/** Communes that are members of no EPCI: the packages do not give their population again. */
const ISLANDS = ['22016', '29083', '29155', '85113'];

describe.skipIf(!HAS_SHARED)('populations restated in the next geography', () => {
  const geography = officialGeography ?? packagedGeography;

  it.each(PUBLISHED)('equal those published there, commune by commune: $population, from $geography', (published) => {
    const from = published.geography;
    const to = from + 1;
    const figures = readPopulations(published.file, published.code);
    const expected = readMembers(to);
    const { parts } = geography.passage(from, to);
    const restated = new Map<string, number>();
    const estimated = new Set<string>();
    for (const [code, figure] of figures) {
      for (const share of parts.get(code) ?? []) {
        restated.set(share.code, (restated.get(share.code) ?? 0) + figure * share.weight);
        if (share.estimated) estimated.add(share.code);
      }
    }

    const merged: string[] = [];
    const different: string[] = [];
    for (const [code, figure] of restated) {
      if (figure !== expected.get(code)) different.push(code);
      else if (geography.changed('commune', code, from, to)) merged.push(code);
    }
    expect(merged.length).toBeGreaterThan(8);
    const unexplained = different.filter((code) => !estimated.has(code) && !ISLANDS.includes(code));
    expect(unexplained).toEqual([]);
    for (const code of estimated) {
      const event = geography.events(`commune:${code}`).find(({ date }) => date === `${to}-01-01`);
      expect(event?.kind, code).toBe('SPLIT');
      expect(Math.abs((restated.get(code) ?? 0) - (expected.get(code) ?? 0)), code).toBeLessThan(4);
    }
    expect([...figures.keys()].filter((code) => !parts.has(code) && !isArrondissement(code))).toEqual(
      // The file of 2020 already has the code that Les Trois Lacs took back on 1 January 2023.
      published.population === 2020 ? ['27676'] : [],
    );
  });

  function isArrondissement(code: string): boolean {
    return geography.resolve(code, geography.reference).kind === 'arrondissement';
  }
});

function readPopulations(file: string, columns: readonly string[]): ReadonlyMap<string, number> {
  const rows = readCsv(`insee-populations/${file}`, ';', [...columns, 'PMUN']);
  return new Map(
    rows.map((fields) => {
      const [departement = '', commune = ''] = fields;
      const code = columns.length === 1 ? departement : departement.slice(0, 2) + commune.padStart(3, '0');
      return [code, Number(fields.at(-1))];
    }),
  );
}

function readMembers(vintage: number): ReadonlyMap<string, number> {
  const require = createRequire(import.meta.url);
  // The shape of the packages: EPCI with members, each with its population.
  const epcis = require(`cog-${vintage}/data/epci.json`) as readonly {
    readonly membres: readonly { readonly code: string; readonly populationMunicipale: number }[];
  }[];
  return new Map(epcis.flatMap(({ membres }) => membres.map((member) => [member.code, member.populationMunicipale])));
}
