import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Catalogue, failure, type TableSource, type Vintage } from '@boussole/schema';
import type { Geography, ObservationRow } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { glue } from './codes.ts';
import { type ConformedRow, conform } from './conform.ts';
import { type Correction, correctRows } from './corrections.ts';
import { chooseGeography, expectedCog } from './geography-fit.ts';
import { matchHeader, type TableLayout } from './header.ts';
import { readRows } from './rows.ts';
import { yearAsked, yearInName } from './vintage.ts';

export interface TableRequest {
  readonly path: string;
  readonly bytes: Buffer;
  readonly source: TableSource;
  /** Year of the data, when the person says it. */
  readonly vintage?: string;
  readonly corrections: readonly Correction[];
  readonly geography: Geography;
  readonly catalogue: Catalogue;
}

/**
 * Reads a delimited file or a workbook as its descriptor says, strictly: the header, the width and the encoding must be right or the
 * file is refused; a row whose code or value is wrong is set aside with its reason.
 */
export async function readTable({ path, bytes, source, geography, ...request }: TableRequest): Promise<Delivery> {
  const file = basename(path);
  const { header, rows: written, unended } = await readRows(path, bytes, source);
  const { rows, repairs } = correctRows(file, written, request.corrections, source);
  const layout = matchHeader(file, header, source);
  const catalogue = measuresOf(layout, source, request.catalogue);
  const vintage = vintageOf(source, layout, file, yearAsked(request.vintage));
  const expected = expectedCog(source, vintage, file);
  const { level } = source.geography;
  const codes = rows.map(({ fields }) => glue(layout.code.map((at) => fields[at]!)));
  const fit = level === 'commune' ? chooseGeography(source, geography, codes, expected) : undefined;
  const cog = fit?.used ?? expected.cog;
  if (level === 'epci' && geography.epciNames(cog).size === 0) {
    throw failure('PERIMETERS_MISSING', { file, cog, known: geography.epciVintages.join(', ') });
  }
  const { rows: kept, ...report } = conform({ file, rows, layout, source, geography, cog, catalogue });
  return {
    source,
    vintage: String(vintage),
    file: { name: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    read: rows.length,
    tables: { observation: [...toObservations(kept, layout, source, vintage, cog)] },
    ...report,
    repairs: [...repairs, ...report.repairs],
    notes: unended === undefined ? [] : [unendedNote(unended)],
    geography: fit,
  };
}

function unendedNote(line: number): string {
  return `Ligne ${line} : la dernière, sans fin de ligne. Vérifiez que le fichier n’est pas coupé.`;
}

/** The catalogue, once sure that it has the measures of the file. */
function measuresOf({ measures }: TableLayout, source: TableSource, catalogue: Catalogue): Catalogue {
  const unknown = measures.find(({ column }) => !catalogue.measures.has(column.measure));
  if (!unknown) return catalogue;
  throw failure('SOURCE_INVALID', {
    file: source.id,
    where: `columns.${unknown.name}`,
    problem: `la mesure « ${unknown.column.measure} » n’est pas au catalogue : nommez-en une, ou ajoutez-la`,
  });
}

function vintageOf(source: TableSource, layout: TableLayout, file: string, asked: number | undefined): number {
  const rule = source.vintage;
  if (rule.from === 'header') {
    if (asked !== undefined && layout.vintage !== undefined && asked !== layout.vintage) {
      throw failure('ARGUMENT_INVALID', {
        argument: '--vintage',
        problem: `l’en-tête de ${file} dit ${layout.vintage}`,
      });
    }
    const year = layout.vintage ?? asked;
    if (year !== undefined) return year;
    throw failure('VINTAGE_UNKNOWN', { file, expected: Object.keys(source.columns).join(', ') });
  }
  if (asked !== undefined) return asked;
  return rule.from === 'fixed' ? rule.year : yearInName(file, rule.pattern);
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
