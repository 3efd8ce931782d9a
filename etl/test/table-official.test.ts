import { createRequire } from 'node:module';
import type ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixture, fixtureText, openBench, refusal } from './support/table.ts';

const exceljs = createRequire(import.meta.url)('exceljs') as typeof ExcelJS; // CommonJS module
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(smallGeography);
});

describe('a list of communes', () => {
  it('gives communes, déléguées and arrondissements of the year of its name, overseas collectivities left out', async () => {
    const { source, vintage, tables } = await bench.read(fixture('v_commune_2024.csv'));
    expect([source.id, vintage]).toEqual(['insee_cog_communes', '2024']);
    expect(tables.commune?.map(({ code, type, parent }) => [code, type, parent])).toEqual([
      ['01004', 'COM', null],
      ['01015', 'COM', null],
      ['01015', 'COMD', '01015'],
      ['69123', 'COM', null],
      ['69381', 'ARM', '69123'],
    ]);
    expect(tables.commune?.at(0)).toEqual({
      cog: 2024,
      code: '01004',
      name: 'Ambérieu-en-Bugey',
      type: 'COM',
      departement: '01',
      region: '84',
      parent: null,
    });
  });

  it('takes its year from the person when its name does not tell, and does not guess it', async () => {
    const path = bench.write('communes 12345.csv', fixtureText('v_commune_2024.csv'));
    expect((await bench.read(path, { vintage: '2024' })).vintage).toBe('2024');
    expect(await refusal(bench.read(path))).toMatchObject({ code: 'VINTAGE_UNKNOWN' });
  });

  it.each([
    ['a code that is none', 'COM,01004', 'COM,1004', 'VALUE_INVALID', 'ligne 2, colonne « COM » : « 1004 »'],
    ['an unknown type', 'COMD,', 'XXX,', 'VALUE_INVALID', 'ligne 4, colonne « TYPECOM »'],
    ['a commune twice', 'COM,01015', 'COM,01004', 'ROW_DUPLICATE', 'ligne 3'],
    ['a field too many', ',0101,\n', ',0101,,\n', 'ROW_WIDTH', 'ligne 2'],
  ])('is refused with %s', async (_, from, to, code, message) => {
    const path = bench.write('v_commune_2024.csv', fixtureText('v_commune_2024.csv').replace(from, to));
    expect(await refusal(bench.read(path))).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('a file of movements', () => {
  it('gives every movement, whatever its kind and date', async () => {
    const { source, vintage, tables } = await bench.read(fixture('mvtcommune_2024.csv'));
    expect([source.id, vintage]).toEqual(['insee_cog_movements', '2024']);
    expect(tables.movement?.map(({ mod, date, codeBefore, codeAfter }) => [mod, date, codeBefore, codeAfter])).toEqual([
      [32, '2024-01-01', '01039', '01138'],
      [32, '2023-01-01', '01138', '01138'],
      [10, '1961-11-23', '01004', '01004'],
    ]);
  });

  it('is refused with a date that is none', async () => {
    const text = fixtureText('mvtcommune_2024.csv').replace('1961-11-23', '23/11/1961');
    expect(await refusal(bench.read(bench.write('mvtcommune_2024.csv', text)))).toMatchObject({
      code: 'VALUE_INVALID',
    });
  });
});

describe('a workbook of EPCI', () => {
  const HEADER =
    'dept siren raison_sociale nature_juridique total_pop_tot total_pop_mun insee nom_membre ptot_2025 pmun_2025';
  const ROWS = [
    ['01', '240100750', 'CA du Bassin', 'CA', '15070', '14750', '01004', 'Ambérieu-en-Bugey', '14610', '14300'],
    ['01', '240100750', 'CA du Bassin', 'CA', '15070', '14750', '01015', 'Arboys en Bugey', '460', '450'],
  ] as const;
  const workbook = async (rows: readonly (readonly ExcelJS.CellValue[])[]) => {
    const book = new exceljs.Workbook();
    book.addWorksheet('epcicom').addRows([HEADER.split(' '), ...rows].map((row) => [...row]));
    return bench.write('epci.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  };

  it('gives perimeters of the year of its columns, and the populations of three years before', async () => {
    const delivery = await bench.read(await workbook(ROWS));
    expect([delivery.source.id, delivery.vintage, delivery.read]).toEqual(['dgcl_epci', '2025', 2]);
    expect(delivery.tables.epci).toEqual([{ cog: 2025, code: '240100750', name: 'CA du Bassin', nature: 'CA' }]);
    expect(delivery.tables.membership?.map(({ commune }) => commune)).toEqual(['01004', '01015']);
    expect(figures(delivery, 'population_municipale')).toEqual({ '240100750': 14_750, '01004': 14_300, '01015': 450 });
    expect(new Set(delivery.tables.observation?.map(({ year }) => year))).toEqual(new Set([2022]));
  });

  it.each([
    ['a commune in two EPCI', [ROWS[0], ROWS[0]], 'ROW_DUPLICATE', 'ligne 3'],
    ['a population that is none', [[...ROWS[0].slice(0, 9), 's']], 'VALUE_INVALID', 'colonne « pmun_{yyyy} »'],
    ['a formula', [[...ROWS[0].slice(0, 9), { formula: '1+1', result: 2 }]], 'WORKBOOK_INVALID', 'ligne 2, colonne 10'],
    ['no row', [], 'FILE_EMPTY', 'vide'],
  ])('is refused with %s', async (_, rows, code, message) => {
    const reading = bench.read(await workbook(rows), { source: 'dgcl_epci' });
    expect(await refusal(reading)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it.each([
    ['is no archive', Buffer.from('PK\u0003\u0004 cut short')],
    ['announces more than it may hold', zipAnnouncing(300 * 2 ** 20)],
    ['holds no sheet', zipAnnouncing(0)],
  ])('is refused when it %s', async (_, bytes) => {
    expect(await refusal(bench.read(bench.write('epci.xlsx', bytes)))).toMatchObject({ code: 'WORKBOOK_INVALID' });
  });
});

/** An archive of one entry, `a`, without content, whose directory announces a size once inflated. */
function zipAnnouncing(size: number): Buffer {
  const local = Buffer.alloc(31);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const entry = Buffer.alloc(47);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(1, 28);
  entry.write('a', 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
