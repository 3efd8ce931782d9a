import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { toCsv } from '../src/export/csv.ts';
import type { FileWords, ShownField, ShownTable } from '../src/export/shown-table.ts';
import { toXlsx } from '../src/export/xlsx.ts';

const words: FileWords = {
  stateTitle: (title) => `${title} – état`,
  state: (state, coverage) =>
    [state.toLowerCase(), ...(coverage?.communes === undefined ? [] : [coverage.communes])].join(' '),
  rounded: (decimals) => (decimals < 0 ? `to ${10 ** -decimals}` : undefined),
  fewCases: 'few cases',
  figures: 'Données',
  about: 'Métadonnées',
};

function table(...rows: readonly (readonly ShownField[])[]): ShownTable {
  return {
    file: 'essai',
    facts: [['Source', '=cmd()']],
    columns: [{ title: 'Commune' }, { title: 'Part', decimals: 1, hasStates: true }],
    rows,
  };
}

it('writes what a French spreadsheet opens: byte order mark, facts, semicolons, decimal commas', () => {
  expect(toCsv(table(['Lyon', { value: 12.5, state: 'PUBLISHED' }]), 'excel', words)).toBe(
    "\uFEFFSource;'=cmd()\r\n\r\nCommune;Part;Part – état\r\nLyon;12,5;published\r\n",
  );
});

it('writes no tens and units that are not known, and says so beside', () => {
  const rows = toCsv(table(['a', { value: 12_345, state: 'COMPUTED', decimals: -2 }]), 'excel', words);
  expect(rows.split('\r\n')[3]).toBe('a;12300;computed, to 100');
});

it('writes one line of titles, commas and points in the plain style', () => {
  expect(toCsv(table(['Lyon, 3e', { value: 12.5, state: 'COMPUTED' }]), 'plain', words)).toBe(
    'Commune,Part,Part – état\n"Lyon, 3e",12.5,computed\n',
  );
});

it('leaves a hole empty with its state beside, and keeps zero a number', () => {
  const rows = toCsv(
    table(['a', { value: 0, state: 'PUBLISHED' }], ['b', { value: null, state: 'SECRET' }], ['c', undefined]),
    'excel',
    words,
  );
  expect(rows.split('\r\n').slice(3, 6)).toEqual(['a;0;published', 'b;;secret', 'c;;']);
});

it('quotes separators and neutralises texts that a spreadsheet would run, but not negative numbers', () => {
  const text = toCsv(table(['a;"b"', { value: -3, state: 'PUBLISHED' }], ['@x', undefined]), 'excel', words);
  expect(text.split('\r\n').slice(3, 5)).toEqual(['"a;""b""";-3;published', "'@x;;"]);
});

it('does not write the noise of floating point sums', () => {
  expect(toCsv(table(['a', { value: 0.1 + 0.2, state: 'COMPUTED' }]), 'plain', words)).toContain('a,0.3,computed');
});

it('writes what the screen shows: the decimals of the column, fewer for a figure made of rounded ones', () => {
  const rounded = { value: 14.2857142857, state: 'COMPUTED', decimals: 0 } as const;
  const exact = { value: 12.0454, state: 'COMPUTED' } as const;
  const lines = toCsv(table(['a', rounded], ['b', exact]), 'excel', words).split('\r\n');
  expect(lines.slice(3, 5)).toEqual(['a;14;computed', 'b;12;computed']);
});

it('says beside the state that a rate is of few cases, never beside a hole', () => {
  const few = { state: 'COMPUTED', fewCases: true } as const;
  const lines = toCsv(
    table(['a', { ...few, value: 12.5 }], ['b', { ...few, value: null }], ['c', { state: 'PUBLISHED', value: 2 }]),
    'excel',
    words,
  );
  expect(lines.split('\r\n').slice(3, 6)).toEqual(['a;12,5;computed, few cases', 'b;;computed', 'c;2;published']);
});

it('says beside the state that a sum rests on part of the communes, never beside a hole', () => {
  const partial = { state: 'COMPUTED', coverage: { communes: 0.8 } } as const;
  const lines = toCsv(table(['a', { ...partial, value: 12 }], ['b', { ...partial, value: null }]), 'plain', words);
  expect(lines.split('\n').slice(1, 3)).toEqual(['a,12,computed 0.8', 'b,,computed']);
});

it('puts the other tables of the page below in a spreadsheet, and leaves the plain file one table', () => {
  const part = { title: 'Mandats', file: 'essai-mandats', columns: [{ title: 'Mandat' }], rows: [['2014-2020']] };
  const whole = { ...table(['a', { value: 1, state: 'PUBLISHED' }]), more: [part] } as const;
  expect(toCsv(whole, 'excel', words).split('\r\n').slice(3)).toEqual([
    'a;1;published',
    '',
    'Mandats',
    'Mandat',
    '2014-2020',
    '',
  ]);
  expect(toCsv(whole, 'plain', words).split('\n')).toEqual(['Commune,Part,Part – état', 'a,1,published', '']);
  expect(toCsv({ ...part, facts: [] }, 'plain', words)).toBe('Mandat\n2014-2020\n');
});

it('writes texts of a workbook as they are, never as formulas, and keeps them texts when they are gone through', async () => {
  const part = { title: 'Mandats', file: 'essai-mandats', columns: [{ title: 'Année' }], rows: [[2023]] };
  const workbook = new exceljs.Workbook();
  const blob = await toXlsx({ ...table(['+10,4 %', { value: -3, state: 'PUBLISHED' }]), more: [part] }, words);
  await workbook.xlsx.load((await blob.arrayBuffer()) as never); // exceljs has types of an older Node.js
  const [figures, parts, about] = workbook.worksheets;
  const cell = figures?.getCell('A2');
  expect([cell?.type, cell?.value, cell?.numFmt]).toEqual([exceljs.ValueType.String, '+10,4 %', '@']);
  expect(figures?.getCell('B2').value).toBe(-3);
  expect([parts?.name, parts?.getCell('A2').value]).toEqual(['Mandats', 2023]);
  expect([about?.getCell('B1').type, about?.getCell('B1').value]).toEqual([exceljs.ValueType.String, '=cmd()']);
});
