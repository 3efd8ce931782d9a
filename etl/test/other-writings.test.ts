import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixtureText, openBench } from './support/table.ts';

const geography = smallGeography();
const FILOSOFI = fixtureText('cc_filosofi_2021_COM.csv');
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** The rows of a CSV as a spreadsheet holds them, figures being numbers. */
async function toWorkbook(text: string): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Feuil1');
  for (const line of text.trimEnd().split('\n')) {
    sheet.addRow(
      line.split(';').map((field) => (/^-?\d+(,\d+)?$/.test(field) ? Number(field.replace(',', '.')) : field)),
    );
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('the file of a source that a person has saved otherwise', () => {
  it.each([undefined, 'insee_filosofi_communes'])('is the same as a workbook (--source %s)', async (source) => {
    const path = bench.write('cc_filosofi_2021.xlsx', await toWorkbook(FILOSOFI));
    const right = await bench.read(bench.write('cc.csv', FILOSOFI));
    const delivery = await bench.read(path, source === undefined ? {} : { source });
    expect(delivery.source.id).toBe('insee_filosofi_communes');
    expect(delivery.quarantined).toEqual([]);
    for (const measure of ['revenu_median', 'menages_fiscaux', 'taux_pauvrete']) {
      expect(figures(delivery, measure)).toEqual(figures(right, measure));
    }
    expect(delivery.notes).toEqual([
      'Lu comme un classeur, et non comme un CSV : ses colonnes sont celles de sa source.',
    ]);
  });
});
