import type { TerritoryId } from '@boussole/schema';
import { type Comparison, type DerivedRow, type ExplainedCell, publish } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const cells: Record<string, ExplainedCell> = {};
let compared: Comparison;
const derived = (code: string, rule: DerivedRow['rule'], parts: number, partsTotal: number): DerivedRow => ({
  measure: 'demandeurs_emploi',
  year: 2024,
  level: 'commune',
  code,
  rule,
  parts,
  partsTotal,
});

beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('population_municipale', 2024, 2025, everywhere(COMMUNES_2025, 1_000)),
      ...figures('naissances', 2024, 2025, everywhere(COMMUNES_2025, 12)),
      ...figures('deces', 2024, 2025, everywhere(COMMUNES_2025, 5)),
      ...figures('demandeurs_emploi', 2024, 2025, everywhere(COMMUNES_2025, 60)).map((row) =>
        ['01001', '01003', '38001'].includes(row.code) ? { ...row, state: 'COMPUTED' as const, line: 0 } : row,
      ),
    ];
    const tables = {
      ...geographyTables(),
      observation,
      derived: [
        derived('01001', 'PARTS', 4, 5),
        derived('01003', 'MONTHS_MEAN', 12, 12),
        derived('38001', 'ABSENT', 0, 0),
      ],
    };
    const input = await deliver(dataDirectory, tables);
    await publish({ dataDirectory, add: [input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    const explain = (territory: TerritoryId, indicator = 'demandeurs_emploi') =>
      warehouse.read(undefined, (cube) => cube.explain(indicator, territory, 2024, 'CONSTANT'));
    cells.balance = await explain('commune:38002', 'solde_naturel');
    for (const code of ['01001', '01003', '38001', '38002']) cells[code] = await explain(`commune:${code}`);
    cells.epci = await explain('epci:200000001');
    const question = { year: 2024, benchmarks: [], reading: 'CONSTANT' } as const;
    compared = await warehouse.read(undefined, (cube) =>
      cube.compare({
        ...question,
        territories: ['commune:01001', 'departement:01', 'departement:38', 'france:FR'],
        indicators: ['demandeurs_emploi'],
      }),
    );
    await warehouse.close();
  }),
);

it('says which sums hold communes of which the source hides parts, at every level', () => {
  expect(compared.warnings.map(({ code, message }) => [code, message])).toContainEqual([
    'PARTIAL_COVERAGE',
    expect.stringContaining(
      'Commune 01001 2024 (4 des 5 parties), Ain 2024 (1 commune incomplète), France 2024 (1 commune incomplète).',
    ),
  ]);
});

describe('a figure made of what its source gives', () => {
  it.each([
    ['01001', 'Somme de 4 des 5 parties de Commune 01001 dans essai-1.csv : les autres y sont masquées'],
    ['01003', 'Moyenne des 12 mois de l’année que essai-1.csv donne pour Commune 01003'],
    ['38001', 'Zéro : essai-1.csv énumère tout ce qui existe et ne nomme pas Commune 38001'],
  ])('of %s is computed, and says how', (code, sentence) => {
    expect(cells[code]).toMatchObject({ value: 60, state: 'COMPUTED', method: 'DERIVED' });
    expect(cells[code]?.explanation).toContain(sentence);
  });

  it('stands beside those that are published', () => {
    expect(cells['38002']).toMatchObject({ value: 60, state: 'PUBLISHED', method: 'SOURCE' });
  });

  it('may be of several measures of one commune, which are named', () => {
    expect(cells.balance).toMatchObject({ value: 7, state: 'COMPUTED', method: 'SUM' });
    expect(cells.balance?.explanation).toMatch(/^Naissances domiciliées − Décès domiciliés, dans le périmètre/);
  });

  it('adds up like them', () => {
    expect(cells.epci).toMatchObject({ value: 180, state: 'COMPUTED', method: 'SUM' });
  });
});
