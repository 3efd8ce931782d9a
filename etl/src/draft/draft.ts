import { basename } from 'node:path';
import { failure } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import { refusePersonalData } from '../table/personal-data.ts';
import { type CodeColumns, findCode } from './find-code.ts';
import { type FigureColumn, findFigures } from './find-columns.ts';
import { findLong, type LongShape } from './find-long.ts';
import { findYear, findYearColumn, type YearPlace } from './find-year.ts';
import { numberStyle } from './numbers.ts';
import { type SniffedTable, sniff } from './sniff.ts';
import { toIdentifier } from './write-draft.ts';

/** What an unknown file seems to be. */
export interface Draft {
  readonly file: string;
  readonly id: string;
  readonly table: SniffedTable;
  readonly code: CodeColumns;
  readonly style: ReturnType<typeof numberStyle>;
  readonly year: YearPlace;
  /** Where every row holds one value, what its columns tell of it. */
  readonly long: LongShape | undefined;
  readonly cogOffset: number;
  readonly arrondissements: 'ignore' | 'sum' | 'refuse';
  readonly figures: readonly FigureColumn[];
  /** Columns that are neither code nor figures. */
  readonly aside: readonly string[];
  /** French sentences on what the person must look at. */
  readonly warnings: readonly string[];
}

/** Looks at an unknown file. Throws `DRAFT_IMPOSSIBLE` when it has no column of codes or of figures, and what reading it throws. */
export async function draftSource(path: string, bytes: Buffer, geography: Geography, now: Date): Promise<Draft> {
  const file = basename(path);
  const table = await sniff(path, bytes);
  refusePersonalData(file, table.header, table.rows);
  const names = table.header.fields.map((name) => name.trim());
  const code = findCode(names.length, table.rows, geography);
  if (!code) {
    const problem =
      'aucune colonne n’y porte des codes de communes, d’EPCI, de départements ou de régions (code officiel géographique)';
    throw failure('DRAFT_IMPOSSIBLE', { file, problem });
  }
  const last = now.getFullYear();
  const dated = findYearColumn(names, table.rows, last);
  const placed = dated ? [...code.at, names.indexOf(dated.column)] : code.at;
  const figures = findFigures(names, table.rows, placed);
  if (figures.length === 0) throw failure('DRAFT_IMPOSSIBLE', { file, problem: 'aucune colonne n’y porte de nombres' });
  const carrying = figures.map(({ name }) => name);
  const year = dated ?? findYear(file, carrying, last);
  const known = new Set(figures.map(({ name }) => name));
  const aside = names.filter((name, at) => name !== '' && !known.has(name) && !placed.includes(at));
  return {
    file,
    id: toId(file),
    table,
    code,
    style: isTyped(table) ? { decimalMark: '.', thousands: false } : numberStyle(cellsOf(table, figures)),
    year,
    long: findLong(table.rows, names, { key: placed, figures, aside }),
    cogOffset: offsetOf(code, geography, year),
    arrondissements: arrondissementsOf(code, geography),
    figures,
    aside,
    warnings: warningsOf(table, code),
  };
}

/** Formats that write numbers in one way. */
function isTyped({ format }: SniffedTable): boolean {
  return format === 'json' || format === 'parquet';
}

/** Identifier of a source, from the name of its file without its year. */
function toId(file: string): string {
  const id = toIdentifier(file.replace(/\.\w+$/, '').replace(/[_-]?20\d{2}/g, ''));
  return (/^[a-z]./.test(id) ? id : `source_${id}`).slice(0, 62);
}

function* cellsOf({ rows }: SniffedTable, figures: readonly FigureColumn[]): Iterable<string> {
  for (const { fields } of rows) for (const { at } of figures) yield fields[at]!;
}

const LARGEST_OFFSET = 5;

/** Years between the data and the geographic vintage that fits the codes. */
function offsetOf({ level, codes }: CodeColumns, geography: Geography, year: YearPlace): number {
  if (level !== 'commune' || year.from === 'nowhere') return 0;
  const best = geography.bestVintage(codes);
  const least = best.counts.get(best.best) ?? 0;
  const fitting = [...best.counts].filter(([vintage, count]) => count === least && vintage >= year.year);
  const vintage = fitting[0]?.[0] ?? best.best;
  return Math.min(Math.max(vintage - year.year, 0), LARGEST_OFFSET);
}

function arrondissementsOf({ level, codes }: CodeColumns, geography: Geography): Draft['arrondissements'] {
  if (level !== 'commune') return 'refuse';
  const communes = new Set<string>();
  for (const code of codes) {
    const resolution = geography.resolve(code, geography.reference);
    if (resolution.kind === 'arrondissement') communes.add(resolution.commune);
  }
  if (communes.size === 0) return 'refuse';
  return [...communes].every((commune) => codes.has(commune)) ? 'ignore' : 'sum';
}

function warningsOf({ rows, odd, header }: SniffedTable, { codes }: CodeColumns): readonly string[] {
  const warnings: string[] = [];
  if (odd !== undefined) {
    warnings.push(
      `la ligne ${odd} n’a pas autant de champs que l’en-tête (${header.fields.length}) : note, total ou ligne coupée.`,
    );
  }
  if (codes.size * 2 < rows.length) {
    warnings.push(
      `chaque territoire y a plusieurs lignes (${codes.size} codes, ${rows.length} lignes) : dites quelle colonne les distingue.`,
    );
  }
  return warnings;
}
