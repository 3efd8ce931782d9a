import { type Style, toCsv } from './csv.ts';
import type { ExportTable } from './export-table.ts';
import { toJson } from './json.ts';
import { toJsonStat } from './json-stat.ts';
import type { InBoth } from './table-kind.ts';

/** A format of files: its media type, the sentence that describes it, and how it is written, some bytes at a time. */
export interface Format {
  readonly type: string;
  readonly sentence: InBoth;
  /** Whether the file tells the day on which it was made. */
  tellsDay(style: Style): boolean;
  write(table: ExportTable, style: Style): Promise<Bytes> | Bytes;
}
export type Bytes = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const always = () => true;

/** Formats by the end of their address. What writes workbooks and Parquet is loaded with the first of them. */
export const FORMATS = {
  csv: {
    type: 'text/csv; charset=utf-8',
    sentence: {
      fr: 'CSV, pour un tableur français ou pour un programme (paramètre style).',
      en: 'CSV, for a French spreadsheet or for a program (parameter style).',
    },
    tellsDay: (style) => style === 'excel',
    write: toCsv,
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    sentence: {
      fr: 'Classeur XLSX : une feuille de nombres, une feuille de métadonnées.',
      en: 'XLSX workbook: a sheet of numbers, a sheet of metadata.',
    },
    tellsDay: always,
    write: async (table) => (await import('./xlsx.ts')).toXlsx(table),
  },
  parquet: {
    type: 'application/vnd.apache.parquet',
    sentence: {
      fr: 'Parquet : métadonnées en JSON sous la clé « boussole ».',
      en: 'Parquet: metadata in JSON under the key “boussole”.',
    },
    tellsDay: always,
    write: async (table) => (await import('./parquet.ts')).toParquet(table),
  },
  json: {
    type: 'application/json; charset=utf-8',
    sentence: {
      fr: 'JSON en colonnes : about, rows, columns.',
      en: 'JSON in columns: about, rows, columns.',
    },
    tellsDay: always,
    write: toJson,
  },
  'jsonstat.json': {
    type: 'application/json; charset=utf-8',
    sentence: {
      fr: 'JSON-stat 2.0, l’état de chaque cellule dans status.',
      en: 'JSON-stat 2.0, the state of each cell in status.',
    },
    tellsDay: always,
    write: toJsonStat,
  },
  zip: {
    type: 'application/zip',
    sentence: {
      fr: 'Paquet de données Frictionless : datapackage.json, qui décrit chaque colonne, et un CSV simple.',
      en: 'Frictionless data package: datapackage.json, which describes each column, and a plain CSV.',
    },
    tellsDay: always,
    write: async (table) => (await import('./data-package.ts')).toDataPackage(table),
  },
  'about.json': {
    type: 'application/json; charset=utf-8',
    sentence: {
      fr: 'Les métadonnées seules, pour accompagner un CSV sans en-tête.',
      en: 'The metadata alone, to go with a CSV without a heading.',
    },
    tellsDay: always,
    write: ({ about }) => [JSON.stringify(about)],
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
