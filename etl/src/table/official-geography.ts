import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  departementOfCommune,
  failure,
  isOverseasCollectivity,
  type OfficialGeographySource,
  type Vintage,
} from '@boussole/schema';
import type {
  CommuneRow,
  EpciRow,
  InputTables,
  MembershipRow,
  MovementRow,
  ObservationRow,
  TableName,
} from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { readRows, type TableFormat } from './rows.ts';
import type { TableRow } from './table-row.ts';
import { yearAsked, yearInName } from './vintage.ts';

export interface OfficialRequest {
  readonly path: string;
  readonly bytes: Buffer;
  readonly source: OfficialGeographySource;
  readonly vintage?: string;
}

type Tables = Partial<{ readonly [T in TableName]: readonly InputTables[T][] }>;

interface OfficialFormat extends TableFormat {
  /** Columns that the file must have; `{yyyy}` is the vintage. */
  readonly columns: readonly string[];
  conform(
    rows: readonly Fields[],
    request: OfficialRequest,
    file: string,
    named: Vintage | undefined,
  ): { vintage: Vintage; tables: Tables };
}

/** Fields of a row by column name, and its line. */
type Fields = { readonly line: number; get(column: string): string };

const CSV = { format: 'csv', encoding: 'utf-8', delimiter: ',', skipLines: 0, sheet: undefined } as const;

export const OFFICIAL_FORMATS: Readonly<Record<OfficialGeographySource['reader'], OfficialFormat>> = {
  'insee-communes': {
    ...CSV,
    columns: ['TYPECOM', 'COM', 'REG', 'DEP', 'LIBELLE', 'COMPARENT'],
    conform(rows, request, file) {
      const vintage = yearAsked(request.vintage) ?? yearInName(file, 'v_commune_(\\d{4})');
      refuseTwice(file, rows, ['TYPECOM', 'COM']);
      return { vintage, tables: { commune: rows.flatMap((row) => toCommune(file, row, vintage)) } };
    },
  },
  'insee-movements': {
    ...CSV,
    columns: ['MOD', 'DATE_EFF', 'TYPECOM_AV', 'COM_AV', 'LIBELLE_AV', 'TYPECOM_AP', 'COM_AP', 'LIBELLE_AP'],
    conform(rows, request, file) {
      const movement = rows.map((row) => toMovement(file, row));
      const last = movement
        .map(({ date }) => date)
        .sort()
        .at(-1)!;
      return { vintage: yearAsked(request.vintage) ?? Number(last.slice(0, 4)), tables: { movement } };
    },
  },
  'dgcl-epci': {
    ...CSV,
    format: 'xlsx',
    columns: [
      'siren',
      'raison_sociale',
      'nature_juridique',
      'total_pop_tot',
      'total_pop_mun',
      'insee',
      'ptot_{yyyy}',
      'pmun_{yyyy}',
    ],
    conform(rows, request, file, named) {
      if (named === undefined) throw failure('VINTAGE_UNKNOWN', { file, expected: 'pmun_AAAA' });
      const asked = yearAsked(request.vintage);
      if (asked !== undefined && asked !== named) {
        throw failure('ARGUMENT_INVALID', { argument: '--vintage', problem: `l’en-tête de ${file} dit ${named}` });
      }
      refuseTwice(file, rows, ['insee']);
      return { vintage: named, tables: toPerimeters(file, rows, named, request.source.populationYears) };
    },
  },
};

/** Legal populations in force on 1 January of year N are those of N - 3. */
const POPULATION_DELAY = 3;

/** Reads an official file of the geographic code; every row must be understood or the file is refused. */
export async function readOfficialGeography(request: OfficialRequest): Promise<Delivery> {
  const { path, bytes, source } = request;
  const file = basename(path);
  const format = OFFICIAL_FORMATS[source.reader];
  const { header, rows } = await readRows(path, bytes, format);
  const { places, named } = matchColumns(file, header, format.columns);
  const fields = rows
    .filter((row) => row.fields.some((field) => field.trim() !== ''))
    .map((row) => toFields(row, places));
  const { vintage, tables } = format.conform(fields, request, file, named);
  return {
    source,
    vintage: String(vintage),
    file: { name: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    read: fields.length,
    tables,
    quarantined: [],
    repairs: [],
    markers: {},
    geography: undefined,
  };
}

/** Whether a header has the columns of an official file. */
export function isOfficialHeader(reader: OfficialGeographySource['reader'], names: readonly string[]): boolean {
  return OFFICIAL_FORMATS[reader].columns.every((column) => names.some((name) => columnPattern(column).test(name)));
}

function matchColumns(file: string, { fields, line }: TableRow, columns: readonly string[]) {
  const places = new Map<string, number>();
  let named: Vintage | undefined;
  for (const column of columns) {
    const pattern = columnPattern(column);
    const at = fields.findIndex((name) => pattern.test(name.trim()));
    if (at < 0) throw failure('HEADER_MISSING_COLUMN', { file, line, column, found: fields.join(', ') });
    const year = pattern.exec(fields[at]!.trim())?.[1];
    if (year) named = Number(year);
    places.set(column, at);
  }
  return { places, named };
}

function columnPattern(column: string): RegExp {
  return new RegExp(`^${column.replace('{yyyy}', '(\\d{4})')}$`);
}

function toFields({ line, fields }: TableRow, places: ReadonlyMap<string, number>): Fields {
  return { line, get: (column) => fields[places.get(column)!]!.trim() };
}

/** Throws `ROW_DUPLICATE` when two rows have the same key: an official list names each territory once. */
function refuseTwice(file: string, rows: readonly Fields[], key: readonly string[]): void {
  const lines = new Map<string, number>();
  for (const row of rows) {
    const code = key.map((column) => row.get(column)).join(' ');
    const first = lines.get(code);
    if (first !== undefined) throw failure('ROW_DUPLICATE', { file, line: row.line, code, first });
    lines.set(code, row.line);
  }
}

function toCommune(file: string, row: Fields, cog: Vintage): CommuneRow[] {
  const type = row.get('TYPECOM');
  const code = checked(file, row, 'COM', /^(\d{2}|2[AB])\d{3}$/, 'un code commune');
  if (type !== 'COM' && type !== 'COMD' && type !== 'COMA' && type !== 'ARM') {
    throw failure('VALUE_INVALID', {
      file,
      line: row.line,
      column: 'TYPECOM',
      value: type,
      expected: 'COM, COMD, COMA ou ARM',
    });
  }
  const departement = row.get('DEP') || departementOfCommune(code);
  if (isOverseasCollectivity(departement)) return [];
  const parent = type === 'COM' ? null : row.get('COMPARENT');
  return [{ cog, code, name: row.get('LIBELLE'), type, departement, region: row.get('REG') || null, parent }];
}

function toMovement(file: string, row: Fields): MovementRow {
  return {
    mod: Number(checked(file, row, 'MOD', /^\d{2}$/, 'un type de mouvement')),
    date: checked(file, row, 'DATE_EFF', /^\d{4}-\d{2}-\d{2}$/, 'une date AAAA-MM-JJ'),
    typeBefore: row.get('TYPECOM_AV'),
    codeBefore: row.get('COM_AV'),
    nameBefore: row.get('LIBELLE_AV'),
    typeAfter: row.get('TYPECOM_AP'),
    codeAfter: row.get('COM_AP'),
    nameAfter: row.get('LIBELLE_AP'),
  };
}

function toPerimeters(
  file: string,
  rows: readonly Fields[],
  cog: Vintage,
  populationYears: Readonly<Record<string, number>>,
): Tables {
  const epci = new Map<string, EpciRow>();
  const membership: MembershipRow[] = [];
  const observation: ObservationRow[] = [];
  const observe = (
    level: 'epci' | 'commune',
    code: string,
    departement: string,
    line: number,
    total: number,
    municipal: number,
  ): void => {
    const year = populationYears[departement] ?? cog - POPULATION_DELAY;
    const figure = { year, level, code, cog, state: 'PUBLISHED', line } as const;
    observation.push(
      { ...figure, measure: 'population_totale', value: total },
      { ...figure, measure: 'population_municipale', value: municipal },
      { ...figure, measure: 'population_comptee_a_part', value: total - municipal },
    );
  };
  for (const row of rows) {
    const siren = checked(file, row, 'siren', /^\d{9}$/, 'un numéro SIREN');
    const commune = checked(file, row, 'insee', /^(\d{2}|2[AB])\d{3}$/, 'un code commune');
    const departement = departementOfCommune(commune);
    if (isOverseasCollectivity(departement)) continue;
    if (!epci.has(siren)) {
      const nature = checked(file, row, 'nature_juridique', /./, 'une nature juridique');
      epci.set(siren, { cog, code: siren, name: row.get('raison_sociale'), nature });
      observe(
        'epci',
        siren,
        departement,
        row.line,
        count(file, row, 'total_pop_tot'),
        count(file, row, 'total_pop_mun'),
      );
    }
    membership.push({ cog, epci: siren, commune });
    observe(
      'commune',
      commune,
      departement,
      row.line,
      count(file, row, 'ptot_{yyyy}'),
      count(file, row, 'pmun_{yyyy}'),
    );
  }
  return { epci: [...epci.values()], membership, observation };
}

function count(file: string, row: Fields, column: string): number {
  return Number(checked(file, row, column, /^\d+$/, 'un nombre entier'));
}

function checked(file: string, row: Fields, column: string, pattern: RegExp, expected: string): string {
  const value = row.get(column);
  if (!pattern.test(value)) throw failure('VALUE_INVALID', { file, line: row.line, column, value, expected });
  return value;
}
