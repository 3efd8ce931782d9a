import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Catalogue, failure, isAdditive, type TableSource, type Vintage } from '@boussole/schema';
import type { Geography, ObservationRow } from '@boussole/warehouse';
import type { Delivery, QuarantinedRow, Repair } from '../delivery.ts';
import { glue, toCodeReader } from './codes.ts';
import { fitGeography } from './geography-fit.ts';
import { matchHeader, type TableLayout } from './header.ts';
import { readRows, type TableRow } from './rows.ts';
import { toValueReader } from './values.ts';

export interface TableRequest {
  readonly path: string;
  readonly bytes: Buffer;
  readonly source: TableSource;
  /** Year of the data, when the person says it. */
  readonly vintage?: string;
  readonly geography: Geography;
  readonly catalogue: Catalogue;
}

type Reading = ReturnType<ReturnType<typeof toValueReader>>;

/** One row, read: its place and a cell per measure of the layout. */
interface ConformedRow {
  readonly line: number;
  readonly cells: readonly NonNullable<Reading>[];
}

/**
 * Reads a delimited file or a workbook as its descriptor says, strictly: the header, the width and the encoding must be right or the
 * file is refused; a row whose code or value is wrong is set aside with its reason.
 */
export async function readTable(request: TableRequest): Promise<Delivery> {
  const { path, bytes, source, geography } = request;
  const file = basename(path);
  const [header, ...rows] = await readRows(path, bytes, source);
  if (!header) throw failure('FILE_EMPTY', { file });
  const layout = matchHeader(file, header.line, header.fields, source);
  const vintage = vintageOf(request, layout, file);
  const geographyRead = chooseGeography(request, rows, layout, vintage, file);
  const cog = geographyRead?.used ?? expectedCog(source, vintage);
  const conformed = conform(file, rows, header.fields, layout, source, geography, cog, request.catalogue);
  return {
    source,
    vintage: String(vintage),
    file: { name: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    read: rows.length,
    tables: { observation: [...toObservations(conformed.rows, layout, source, vintage, cog)] },
    quarantined: conformed.quarantined,
    repairs: conformed.repairs,
    markers: conformed.markers,
    geography: geographyRead,
  };
}

function vintageOf({ source, vintage }: TableRequest, layout: TableLayout, file: string): number {
  if (vintage !== undefined && /^\d{4}$/.test(vintage)) return Number(vintage);
  const rule = source.vintage;
  if (rule.from === 'fixed') return rule.year;
  const found =
    rule.from === 'header' ? layout.vintage : Number(new RegExp(rule.pattern).exec(file)?.[1] ?? Number.NaN);
  if (found === undefined || Number.isNaN(found)) {
    throw failure('VINTAGE_UNKNOWN', {
      file,
      expected: rule.from === 'file' ? rule.pattern : Object.keys(source.columns).join(', '),
    });
  }
  return found;
}

function expectedCog({ geography }: TableSource, vintage: number): Vintage {
  return geography.cog[vintage] ?? vintage + geography.cogOffset;
}

/** What the file name says of the geography is believed; otherwise the codes tell. */
function chooseGeography(
  { source, geography }: TableRequest,
  rows: readonly TableRow[],
  layout: TableLayout,
  vintage: number,
  file: string,
): Delivery['geography'] {
  if (source.geography.level !== 'commune') return undefined;
  const pattern = source.geography.cogInFileName;
  const named = pattern && new RegExp(pattern).exec(file)?.[1];
  const declared = named ? Number(named) : expectedCog(source, vintage);
  const communes = new Set<string>();
  for (const { fields } of rows) {
    const resolution = geography.resolve(glue(layout.code.map((at) => fields[at] ?? '')).trim(), declared);
    const known = resolution.kind === 'repaired' ? resolution.as : resolution;
    if (known.kind === 'commune' || known.kind === 'other-vintage') communes.add(known.code);
    else if (known.kind === 'arrondissement' && source.geography.arrondissements === 'sum') communes.add(known.commune);
  }
  const { best, known } = fitGeography(geography, communes, declared);
  return { declared, best, used: named ? declared : best, known, codes: communes.size };
}

function conform(
  file: string,
  rows: readonly TableRow[],
  names: readonly string[],
  layout: TableLayout,
  source: TableSource,
  geography: Geography,
  cog: Vintage,
  catalogue: Catalogue,
) {
  const readCode = toCodeReader(source.geography, geography, cog);
  const readValue = toValueReader(source);
  const column = layout.code.map((at) => names[at]).join(' + ');
  const kept = new Map<string, ConformedRow>();
  const parts = new Map<string, ConformedRow[]>();
  const quarantined: QuarantinedRow[] = [];
  const repairs: Repair[] = [];
  const markers: Record<string, number> = {};
  const additive = layout.measures.map(({ column: { measure } }) =>
    isAdditive(catalogue.measures.get(measure)?.nature ?? 'published'),
  );

  for (const row of rows) {
    const { line } = row;
    if (row.fields.length !== names.length) {
      throw failure('ROW_WIDTH', { file, line, expected: names.length, found: row.fields.length });
    }
    const stray = layout.nameless.find((at) => row.fields[at]!.trim() !== '');
    if (stray !== undefined) {
      throw failure('VALUE_INVALID', {
        file,
        line,
        column: `n° ${stray + 1}, sans nom`,
        value: row.fields[stray]!,
        expected: 'vide',
      });
    }
    const written = glue(layout.code.map((at) => row.fields[at]!));
    const refuse = (reason: string): void => {
      quarantined.push({ line, column, code: written, reason, raw: row.raw });
    };
    const code = readCode(written, { file, line, column });
    if (code.kind === 'refused') refuse(code.reason);
    if (code.kind === 'refused' || code.kind === 'outside') continue;
    if (code.kind === 'arrondissement' && source.geography.arrondissements !== 'sum') {
      if (source.geography.arrondissements === 'refuse') {
        refuse(
          `${file}, ligne ${line} : « ${written} » est un arrondissement de ${code.commune}, et cette source donne des communes.`,
        );
      }
      continue;
    }
    const cells = readCells(file, row, layout, readValue, additive);
    if (typeof cells === 'string') {
      refuse(cells);
      continue;
    }
    for (const { marker } of cells) if (marker !== undefined) markers[marker] = (markers[marker] ?? 0) + 1;
    if (code.kind === 'arrondissement') {
      parts.set(code.commune, [...(parts.get(code.commune) ?? []), { line, cells }]);
      continue;
    }
    if (code.repair !== undefined) repairs.push({ line, from: written, to: code.code, reason: code.repair });
    const twin = kept.get(code.code);
    if (!twin) kept.set(code.code, { line, cells });
    else if (!isSame(twin.cells, cells)) {
      refuse(failure('ROW_DUPLICATE', { file, line, code: written, first: twin.line }).message);
    }
  }
  for (const [commune, arrondissements] of parts) {
    if (!kept.has(commune)) kept.set(commune, { line: 0, cells: sum(arrondissements, layout, additive) });
  }
  return { rows: kept, quarantined, repairs, markers };
}

function readCells(
  file: string,
  { fields, line }: TableRow,
  layout: TableLayout,
  readValue: (text: string) => Reading,
  additive: readonly boolean[],
): NonNullable<Reading>[] | string {
  const cells: NonNullable<Reading>[] = [];
  for (const [index, { at, name }] of layout.measures.entries()) {
    const value = fields[at]!;
    const read = readValue(value);
    if (!read)
      return failure('VALUE_INVALID', { file, line, column: name, value, expected: 'un nombre ni un marqueur connu' })
        .message;
    if (additive[index] && read.value !== null && read.value < 0) {
      return failure('VALUE_INVALID', { file, line, column: name, value, expected: 'un effectif positif' }).message;
    }
    cells.push(read);
  }
  return cells;
}

/** Adds arrondissements up where adding means something; one hidden part hides the sum. */
function sum(
  rows: readonly ConformedRow[],
  layout: TableLayout,
  additive: readonly boolean[],
): readonly NonNullable<Reading>[] {
  return layout.measures.map(({ column }, index) => {
    const cells = rows.map((row) => row.cells[index]!);
    if (!additive[index] || column.whole) return { state: 'NOT_AVAILABLE', value: null, marker: undefined };
    const without = cells.find(({ value }) => value === null);
    if (without) return { ...without, marker: undefined };
    return { state: 'PUBLISHED', value: cells.reduce((total, { value }) => total + value!, 0), marker: undefined };
  });
}

function* toObservations(
  rows: ReadonlyMap<string, ConformedRow>,
  { measures }: TableLayout,
  { geography }: TableSource,
  year: number,
  cog: Vintage,
): Iterable<ObservationRow> {
  for (const [code, { line, cells }] of rows) {
    for (const [index, { column }] of measures.entries()) {
      const { state, value } = cells[index]!;
      const scaled = value === null ? null : value * column.scale;
      yield { measure: column.measure, year, level: geography.level, code, cog, value: scaled, state, line };
    }
  }
}

function isSame(left: readonly NonNullable<Reading>[], right: readonly NonNullable<Reading>[]): boolean {
  return left.every(({ state, value }, index) => state === right[index]!.state && value === right[index]!.value);
}
