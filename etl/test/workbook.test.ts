import { describe, expect, it } from 'vitest';
import { readWorkbook, WorkbookProblem } from '../src/table/workbook.ts';
import { sheetXml, workbook } from './support/workbook.ts';

const STYLES = `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
  <numFmt numFmtId="165" formatCode="[Red]0.0 &quot;ménages&quot;"/></numFmts>
  <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>`;

function read(rows: string, parts: Readonly<Record<string, string>> = {}, sheet?: string) {
  const bytes = workbook({ 'xl/worksheets/sheet1.xml': sheetXml(rows), ...parts });
  return [...readWorkbook(bytes, sheet)].map(({ line, fields }) => [line, ...fields]);
}

describe('a sheet of a workbook', () => {
  it('gives texts, numbers and truths as they are written, at their place', () => {
    const shared = `<sst><si><t>Ain</t></si><si><r><t>Bourg</t></r><r><t>-en-Bresse</t></r><rPh sb="0" eb="1"><t>burg</t></rPh></si></sst>`;
    const rows = `<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row>
      <row r="5"><c r="A5" t="inlineStr"><is><t>01 &amp; 02</t></is></c><c r="B5"><v>12.50</v></c><c r="C5"><v>1E-2</v></c><c r="AA5" t="b"><v>1</v></c></row>`;
    expect(read(rows, { 'xl/sharedStrings.xml': shared })).toEqual([
      [2, '', 'Ain', '', 'Bourg-en-Bresse'],
      [5, '01 & 02', '12.5', '0.01', ...Array(23).fill(''), 'true'],
    ]);
  });

  it('is refused with more texts than any table of communes, whether it says how many or not', () => {
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const texts = (announced: string, count: number): string =>
      `<sst${announced}>${'<si><t>a</t></si>'.repeat(count)}</sst>`;
    for (const shared of [texts(' uniqueCount="500001"', 1), texts('', 500_001), texts(' uniqueCount="2"', 500_001)])
      expect(() => read(rows, { 'xl/sharedStrings.xml': shared })).toThrow(/plus de 500\s000 textes différents/);
    expect(read(rows, { 'xl/sharedStrings.xml': texts('', 100_000) })).toEqual([[1, 'a']]);
  });

  it('numbers rows and cells that do not say where they are', () => {
    expect(read('<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c/></row><row><c><v>3</v></c></row>')).toEqual([
      [1, '1', '2'],
      [4],
      [5, '3'],
    ]);
  });

  it('gives days as days, and numbers that are only shown with a unit as numbers', () => {
    const rows = `<row r="1"><c r="A1" s="1"><v>45292</v></c><c r="B1" s="3"><v>45292.5</v></c><c r="C1" s="2"><v>45292</v></c><c r="D1"><v>45292</v></c></row>`;
    expect(read(rows, { 'xl/styles.xml': STYLES })).toEqual([
      [1, '2024-01-01', '2024-01-01T12:00:00', '45292', '45292'],
    ]);
  });

  it('counts days from 1904 where the workbook says so', () => {
    const description = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`;
    const rows = '<row r="1"><c r="A1" s="1"><v>43830</v></c></row>';
    expect(read(rows, { 'xl/styles.xml': STYLES, 'xl/workbook.xml': description })).toEqual([[1, '2024-01-01']]);
  });

  it('is the one that is named, with or without prefixes in the file', () => {
    const description = `<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="a" r:id="rId1"/><x:sheet name="Données &amp; totaux" r:id="rId2"/></x:sheets></x:workbook>`;
    const parts = {
      'xl/workbook.xml': description,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/autre.xml"/></Relationships>',
      'xl/worksheets/autre.xml':
        '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect(read('', parts, 'Données & totaux')).toEqual([[1, '7']]);
    expect(() => read('', parts, 'b')).toThrow('la feuille « b » n’existe pas');
  });

  it.each([
    [
      'a formula',
      '<c r="B1"><f>A1*2</f><v>4</v></c>',
      'ligne 1, colonne 2 : cellule qui n’est ni un nombre ni un texte (formule)',
    ],
    [
      'an error',
      '<c r="B1" t="e"><v>#N/A</v></c>',
      'ligne 1, colonne 2 : cellule qui n’est ni un nombre ni un texte (erreur #N/A)',
    ],
    ['a number that is none', '<c r="B1"><v>12,5</v></c>', '« 12,5 » n’est pas un nombre'],
    [
      'a text that is not in the file',
      '<c r="B1" t="s"><v>3</v></c>',
      'le texte de cette cellule n’est pas dans le fichier',
    ],
    ['a cell twice', '<c r="A1"><v>2</v></c>', 'une cellule est écrite deux fois'],
    ['a row twice', '</row><row r="1">', 'la ligne 1 est écrite deux fois'],
  ])('is refused with %s', (_, cell, problem) => {
    const reading = () => read(`<row r="1"><c r="A1"><v>1</v></c>${cell}</row>`);
    expect(reading).toThrow(WorkbookProblem);
    expect(reading).toThrow(problem);
  });

  it('is refused when its XML is cut', () => {
    const cut = { 'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>').slice(0, -30) };
    expect(() => [...readWorkbook(workbook(cut), undefined)]).toThrow();
  });
});
