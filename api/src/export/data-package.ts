import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Language } from '../types/enums.ts';
import { toCsv } from './csv.ts';
import type { ExportTable } from './export-table.ts';
import { BESIDE_FIGURES, FILE_PARTS } from './parts.ts';
import { ROW_KINDS, ROW_NAMES, type TableColumn, toColumnId, toColumnTitle } from './table.ts';
import { WORDS } from './words.ts';

const DATA = 'donnees.csv';

/** Writes a table as a Frictionless data package in a ZIP: `datapackage.json` that describes each column, and the figures as plain CSV. */
export function* toDataPackage(table: ExportTable): Generator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const drain = (): Uint8Array[] => {
    const drained = chunks;
    chunks = [];
    return drained;
  };
  const start = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = table.about.exportedAt;
    zip.add(file);
    return file;
  };
  start('datapackage.json').push(strToU8(JSON.stringify(toDescriptor(table), undefined, 2)), true);
  yield* drain();
  const data = start(DATA);
  for (const lines of toCsv(table, 'plain')) {
    data.push(strToU8(lines));
    yield* drain();
  }
  data.push(new Uint8Array(0), true);
  zip.end();
  yield* drain();
}

/** https://specs.frictionlessdata.io/tabular-data-package/ */
function toDescriptor({ about, kinds, columns, language }: ExportTable) {
  const words = WORDS[language];
  return {
    profile: 'tabular-data-package',
    name: `boussole-${about.publication.id}`.toLowerCase(),
    title: about.title,
    description: words.statesLegend,
    created: about.publication.publishedAt,
    version: about.publication.id,
    licenses: [...new Set(about.sources.map(({ licence }) => licence))].map((licence) => ({
      name: licence.replaceAll(' ', '-'),
      title: licence,
    })),
    sources: about.sources.map(({ title, producer, landingPage }) => ({
      title: `${title}, ${producer}`,
      path: landingPage,
    })),
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'donnees',
        path: DATA,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        dialect: { delimiter: ',' },
        schema: {
          fields: [
            ...ROW_NAMES.map((id) => ({ name: id, type: 'string', title: words.rows[id] })),
            ...(kinds
              ? [
                  {
                    name: 'kind',
                    type: 'string',
                    title: words.kind,
                    description: FILE_PARTS[language].beside.kind,
                    constraints: { required: true, enum: ROW_KINDS },
                  },
                ]
              : []),
            ...columns.flatMap((column) => toFields(column, language)),
          ],
          primaryKey: ['id'],
          missingValues: [''],
        },
      },
    ],
    boussole: about,
  };
}

function toFields(column: TableColumn, language: Language) {
  const words = WORDS[language];
  const name = toColumnId(column);
  const title = toColumnTitle(column, language);
  const { beside } = FILE_PARTS[language];
  if (column.kind === 'plain') {
    const part = BESIDE_FIGURES.find((known) => known === name.split('.').at(-1));
    return [{ name, type: 'number', title, ...(part && { description: beside[part] }) }];
  }
  const { indicator } = column;
  const unit = words.units[indicator.unit];
  return [
    {
      name,
      type: 'number',
      title,
      description: `${indicator.label[language]} (${unit}). ${indicator.definition[language].trim()}`,
    },
    {
      name: `${name}.state`,
      type: 'string',
      title: words.stateOf(title),
      description: beside.state,
      constraints: { required: true, enum: Object.keys(words.states) },
    },
    ...(column.decimals
      ? [{ name: `${name}.decimals`, type: 'integer', title: words.decimalsOf(title), description: beside.decimals }]
      : []),
    ...(column.few
      ? [{ name: `${name}.few_cases`, type: 'boolean', title: words.fewOf(title), description: beside.few_cases }]
      : []),
  ];
}
