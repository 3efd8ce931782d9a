import { once } from 'node:events';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type ExcelJS from 'exceljs';
import type { Language } from '../types/enums.ts';
import { looksLikeFormula } from './csv.ts';
import type { ExportTable } from './export-table.ts';
import { toFacts } from './facts.ts';
import {
  maybeShown,
  ROW_NAMES,
  shownDecimals,
  stateName,
  type TableColumn,
  toColumnTitle,
  toRowsByTurn,
  toRowTexts,
} from './table.ts';
import { WORDS, type Words } from './words.ts';

const exceljs = createRequire(import.meta.url)('exceljs') as typeof ExcelJS; // CommonJS module

/** What its types leave out of a writer of workbooks. */
interface OpenWriter extends ExcelJS.stream.xlsx.WorkbookWriter {
  readonly zip: { append(source: unknown, entry: object): unknown };
  addThemes(): Promise<void>;
}
const Writer = exceljs.stream.xlsx.WorkbookWriter as unknown as new (options: object) => OpenWriter; // as its source has it

/** A workbook that is the same bytes whenever it is made: the entries of its archive are of the day that it tells, not of the moment. */
class DatedWorkbook extends Writer {
  /** What its constructor calls before anything is written. */
  override addThemes(): Promise<void> {
    const { zip, created: date } = this;
    const append = zip.append.bind(zip);
    zip.append = (source, entry) => append(source, { ...entry, date });
    return super.addThemes();
  }
}

const CELLS_BY_TURN = 5_000;
const STATE_WIDTH = 16;
const TITLE = { font: { bold: true }, alignment: { wrapText: true, vertical: 'top' as const } };

/** Writes a table as an XLSX workbook, some rows at a time: a sheet « Données » of real numbers, a sheet « Métadonnées » that says what they are. */
export function toXlsx(table: ExportTable): AsyncIterable<Uint8Array> {
  const bytes = new PassThrough();
  writeWorkbook(table, bytes).catch((error: Error) => bytes.destroy(error));
  return bytes;
}

async function writeWorkbook(table: ExportTable, bytes: PassThrough): Promise<void> {
  const created = new Date(table.about.exportedAt);
  const workbook = new DatedWorkbook({ stream: bytes, useStyles: true, useSharedStrings: true, created });
  workbook.creator = 'Boussole';
  await writeFigures(workbook, table, bytes);
  writeFacts(workbook, table);
  await workbook.commit();
}

async function writeFigures(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  table: ExportTable,
  bytes: PassThrough,
): Promise<void> {
  const { columns, rows, kinds, cube, language } = table;
  const words = WORDS[language];
  const heads = [...ROW_NAMES.map((id) => words.rows[id]), ...(kinds ? [words.kind] : [])];
  const titles = [...heads, ...columns.flatMap((column) => toTitles(column, language))];
  const sheet = workbook.addWorksheet(words.figuresSheet, {
    views: [{ state: 'frozen', xSplit: 3, ySplit: 1 }],
  });
  sheet.columns = [
    ...heads.map((head) => ({ width: head === words.rows.code ? 10 : 26 })),
    ...columns.flatMap(toWidths),
  ];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: titles.length } };
  const head = addTexts(sheet, titles);
  head.eachCell((cell) => {
    cell.style = { ...cell.style, ...TITLE };
  });
  head.commit();
  const step = toRowsByTurn(table, CELLS_BY_TURN);
  for (const [index, row] of rows.entries()) {
    const cells = columns.flatMap((column) => toCells(column, index, words));
    const line = addTexts(sheet, [...toRowTexts(cube, row), ...(kinds ? [words.kindNames[kinds[index]!]] : [])], cells);
    showSupported(line, columns, index, heads.length);
    line.commit();
    if (index % step === step - 1) await takeTurn(bytes);
  }
  sheet.commit();
}

/**
 * A row of texts, then of figures. A cell of texts is never a formula, whatever it starts with; the format of texts keeps it one when a person goes
 * through it and presses Enter, without the mark that a CSV needs.
 */
function addTexts(
  sheet: ExcelJS.Worksheet,
  texts: readonly string[],
  figures: readonly (number | string | null)[] = [],
): ExcelJS.Row {
  const line = sheet.addRow([...texts, ...figures]);
  for (const [index, text] of texts.entries()) if (looksLikeFormula(text)) line.getCell(index + 1).numFmt = '@';
  return line;
}

/** Lets other questions be answered, and waits for a reader that is slower than this. */
async function takeTurn(bytes: PassThrough): Promise<void> {
  await setImmediate();
  if (bytes.destroyed) throw new Error('the reader of a workbook left');
  if (bytes.writableNeedDrain) await Promise.race([once(bytes, 'drain'), once(bytes, 'close')]);
}

function writeFacts(workbook: ExcelJS.stream.xlsx.WorkbookWriter, table: ExportTable): void {
  const sheet = workbook.addWorksheet(WORDS[table.language].aboutSheet);
  sheet.columns = [{ width: 20 }, { width: 60 }, { width: 40 }, { width: 40 }, { width: 40 }];
  for (const fact of toFacts(table.about, table.language)) {
    const line = addTexts(sheet, fact);
    line.getCell(1).font = { bold: true };
    line.commit();
  }
  sheet.commit();
}

function toTitles(column: TableColumn, language: Language): string[] {
  const title = toColumnTitle(column, language);
  return column.kind === 'figure' ? [title, WORDS[language].stateOf(title)] : [title];
}

function toWidths(column: TableColumn): Partial<ExcelJS.Column>[] {
  const decimals = column.kind === 'figure' ? column.indicator.decimals : column.decimals;
  const style = { numFmt: toFormat(decimals) };
  const values = { width: 14, style };
  return column.kind === 'figure' ? [values, { width: STATE_WIDTH }] : [values];
}

/** `≈` before a number of which units or tens are not known: it stays a number. */
function toFormat(decimals: number): string {
  if (decimals < 0) return '"≈ "#,##0';
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/** A figure made of rounded ones is shown with the decimals that it supports. */
function showSupported(line: ExcelJS.Row, columns: readonly TableColumn[], row: number, heads: number): void {
  let place = heads;
  for (const column of columns) {
    place++;
    if (column.kind === 'plain') continue;
    if (column.decimals) line.getCell(place).numFmt = toFormat(shownDecimals(column, row));
    place++;
  }
}

function toCells(column: TableColumn, row: number, words: Words): (number | string | null)[] {
  const value = maybeShown(column, row) ?? null;
  return column.kind === 'figure' ? [value, stateName(column, row, words)] : [value];
}
