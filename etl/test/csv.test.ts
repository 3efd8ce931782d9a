import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBoussoleError } from '@boussole/schema';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../src/table/csv.ts';
import { decode } from '../src/table/decode.ts';
import { readRows, type TableFormat } from '../src/table/rows.ts';

const FORMAT: TableFormat = { format: 'csv', encoding: 'utf-8', delimiter: ';', skipLines: 0, sheet: undefined };
const folder = mkdtempSync(join(tmpdir(), 'boussole-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string): (readonly string[])[] => [...readCsv('f.csv', text, ';')].map(({ fields }) => fields);
const rowsOf = (bytes: Buffer) => readRows(join(folder, 'f.csv'), bytes, FORMAT);

/** Cells that mix everything the format gives a meaning to. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '1', ';', '"', '\n', '\r', ' ', 'é', '\u202F') }),
  fc.string({ unit: 'grapheme' }),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }));

function write(rows: readonly (readonly string[])[], end: string, quoteAll: boolean): string {
  const field = (text: string, alone: boolean): string =>
    quoteAll || /[;"\r\n]/.test(text) || (alone && text === '') ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map((text) => field(text, row.length === 1)).join(';')).join(end);
}

describe('reading delimited text', () => {
  it('reads back any table exactly, whatever its cells, line ends and quotes', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.nat(3), (rows, end, quoteAll, blank) => {
        expect(read(write(rows, end, quoteAll) + end.repeat(blank))).toEqual(rows);
      }),
    );
  });

  it('reads a table with one damaged byte in the same shape, or refuses it', async () => {
    // Rows without a code are refused elsewhere: a blank last row may be lost without harm.
    const coded = table.map((rows) => rows.map(([code, ...cells]) => [`${code}c`, ...cells]));
    const wide = coded.filter(([first]) => first!.length > 1);
    await fc.assert(
      fc.asyncProperty(wide, fc.constantFrom('\n', '\r\n'), fc.nat(), fc.nat(255), async (rows, end, place, byte) => {
        const bytes = Buffer.from(write(rows, end, false) + end, 'utf8');
        bytes[place % bytes.length] = byte;
        try {
          const read = await rowsOf(bytes);
          expect([read.header, ...read.rows].map(({ fields }) => fields.length)).toEqual(rows.map((row) => row.length));
        } catch (error) {
          if (!isBoussoleError(error)) throw error;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('numbers rows by the line where they start, newlines in quotes included', () => {
    const rows = [...readCsv('f.csv', 'a;b\r\n"x\ny";1\r\nz;2\r\n\r\n', ';')];
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4]);
    expect(rows[1]!.raw).toBe('"x\ny";1');
  });

  it.each([
    ['a quote that never closes', 'a;b\n1;"2', 2, 2, 'jamais refermé'],
    ['a quote inside a bare field', 'a;b\n1;2"3', 2, 2, 'au milieu'],
    ['text after a closing quote', 'a;b\n"1"2;3', 2, 1, 'après le guillemet fermant'],
    ['a lone carriage return', 'a;b\r1;2', 1, 2, 'retour chariot isolé'],
    ['a lone carriage return at the end', 'a;b\n1;2\r', 2, 2, 'retour chariot isolé'],
  ])('refuses %s, naming its line and its column', (_, text, line, column, problem) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'QUOTE_INVALID', parameters: expect.objectContaining({ line, column }) }),
    );
    expect(() => read(text)).toThrow(problem);
  });

  it.each([
    ['one field too many, though empty', 'a;b\n1;2\n3;4;\n', 3, 3, 3],
    ['one field too few', 'a;b\n1;2\n3\n', 3, 2, 1],
    ['an empty line between rows', 'a;b\n\n1;2\n', 2, 2, 1],
  ])('refuses %s', async (_, text, line, column, found) => {
    const parameters = { file: 'f.csv', line, column, expected: 2, found };
    await expect(rowsOf(Buffer.from(text))).rejects.toMatchObject({ code: 'ROW_WIDTH', parameters });
  });

  it.each([
    ['nothing', ''],
    ['a byte order mark alone', '\uFEFF'],
    ['blank lines', '\r\n\r\n'],
    ['a header alone', 'a;b\n'],
  ])('calls a file of %s empty', async (_, text) => {
    await expect(rowsOf(Buffer.from(text))).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });

  it('reads 35,000 rows of 100 columns in a few seconds', async () => {
    const row = `${Array.from({ length: 100 }, (_, index) => `v${index}`).join(';')}\n`;
    const started = performance.now();
    const { rows } = await rowsOf(Buffer.from(row.repeat(35_001)));
    expect(rows).toHaveLength(35_000);
    expect(performance.now() - started).toBeLessThan(45_000);
  });
});

describe('decoding', () => {
  it('takes UTF-8 with or without its byte order mark', () => {
    expect(decode('f.csv', Buffer.from('\uFEFFé'), 'utf-8')).toBe('é');
    expect(decode('f.csv', Buffer.from('é'), 'utf-8')).toBe('é');
  });

  it('takes windows-1252 and latin1 when the descriptor says so', () => {
    expect(decode('f.csv', Buffer.from([0xe9, 0x80]), 'windows-1252')).toBe('é€');
    expect(decode('f.csv', Buffer.from([0xe9]), 'latin1')).toBe('é');
  });

  it.each([
    ['latin1 bytes in UTF-8', Buffer.from('code;nom\n01004;Amb\xe9rieu', 'latin1'), 'utf-8', 2, 10],
    ['a character cut at the end', Buffer.from('é').subarray(0, 1), 'utf-8', 1, 1],
    ['UTF-16', Buffer.from('\uFEFFa;b', 'utf16le'), 'utf-8', 1, 1],
    ['a byte that windows-1252 does not have', Buffer.from([0x61, 0x0a, 0x62, 0x81]), 'windows-1252', 2, 2],
    ['UTF-8 that says so in windows-1252', Buffer.from('\uFEFFa'), 'windows-1252', 1, 1],
  ] as const)('refuses %s, naming line and character', (_, bytes, encoding, line, column) => {
    const parameters = { file: 'f.csv', line, column, expected: encoding };
    expect(() => decode('f.csv', bytes, encoding)).toThrow(
      expect.objectContaining({ code: 'ENCODING_INVALID', parameters }),
    );
  });
});
