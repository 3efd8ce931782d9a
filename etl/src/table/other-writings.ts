import type { TableSource } from '@boussole/schema';

const DELIMITERS = [';', ',', '\t', '|'] as const satisfies readonly TableSource['delimiter'][];
/** Encodings that spreadsheets save CSV in. */
const SAVED = ['utf-8', 'windows-1252'] as const satisfies readonly TableSource['encoding'][];

/**
 * Other ways that a table may be written, its columns and its rules being those of its source: fields parted by another mark, a CSV saved as
 * a workbook, or a sheet saved as CSV.
 */
export function otherWritings(source: TableSource, format: TableSource['format']): readonly TableSource[] {
  if (format === 'csv' && source.format === 'csv') {
    return DELIMITERS.filter((mark) => mark !== source.delimiter).map((delimiter) => ({ ...source, delimiter }));
  }
  if (format === 'xlsx' && source.format === 'csv') return [asWorkbook(source)];
  if (format === 'csv' && source.format === 'xlsx' && source.vintage.from !== 'sheet') {
    return SAVED.flatMap((encoding) =>
      DELIMITERS.map((delimiter) => ({ ...source, format, encoding, delimiter, sheet: undefined })),
    );
  }
  return [];
}

/** Numbers of a workbook have a point. */
export function asWorkbook(source: TableSource): TableSource {
  const thousands = source.thousands.filter((mark) => mark !== '.');
  return {
    ...source,
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: ';',
    decimalMark: '.',
    thousands,
    sheet: undefined,
  };
}
