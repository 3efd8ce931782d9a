import { failure, type TableSource } from '@boussole/schema';
import type { TableRow } from './table-row.ts';

export interface MeasureColumn {
  /** Place in the row, from 0. */
  readonly at: number;
  /** Name as the header writes it. */
  readonly name: string;
  readonly column: TableSource['columns'][string];
  /** Year that the name carries, when it does. */
  readonly year: number | undefined;
}

/** What the header of a file says, once matched with a descriptor. */
export interface TableLayout {
  /** Year of the data that column names carry, when they do; the latest of several. */
  readonly vintage: number | undefined;
  /** Places of the columns that make the code. */
  readonly code: readonly number[];
  /** Names of these columns, for messages. */
  readonly codeName: string;
  readonly measures: readonly MeasureColumn[];
  /** Places of the columns that tell what a row is, by name. */
  readonly places: ReadonlyMap<string, number>;
  /** Name of the column that the year is read in, row by row. */
  readonly vintageName: string | undefined;
  /** Places of columns without a name: nothing may stand under them. */
  readonly nameless: readonly number[];
}

/**
 * Matches a header with a descriptor. Throws `HEADER_DUPLICATE_COLUMN`, `HEADER_UNKNOWN_COLUMN` or `HEADER_MISSING_COLUMN`, naming
 * the column.
 */
export function matchHeader(file: string, { line, fields }: TableRow, source: TableSource): TableLayout {
  const names = toOwnNames(fields, source);
  const found = names.filter((name) => name !== '').join(', ');
  const duplicate = names.find((name, at) => name !== '' && names.indexOf(name) < at);
  if (duplicate !== undefined) throw failure('HEADER_DUPLICATE_COLUMN', { file, line, column: duplicate });
  const { code, measures, vintages, unknown, missing } = compareHeader(names, source);
  if (missing[0] !== undefined) throw failure('HEADER_MISSING_COLUMN', { file, line, column: missing[0], found });
  if (unknown[0] !== undefined) {
    const position = names.indexOf(unknown[0]) + 1;
    throw failure('HEADER_UNKNOWN_COLUMN', { file, line, column: unknown[0], position });
  }
  if (vintages.size > 1 && !mayHoldSeveral(source)) {
    const problem = `les colonnes ${[...vintages.values()].join(' et ')} sont d’années différentes`;
    throw failure('FILE_UNREADABLE', { file, problem });
  }
  const twice = measures.find(
    ({ column, year }, index) =>
      measures.findIndex((other) => other.column.measure === column.measure && other.year === year) < index,
  );
  if (twice) throw failure('HEADER_DUPLICATE_COLUMN', { file, line, column: twice.name });
  return {
    vintage: vintages.size > 0 ? Math.max(...vintages.keys()) : undefined,
    code: code.map((name) => names.indexOf(name)),
    codeName: code.join(' + '),
    measures,
    places: new Map(structureOf(source, new Set(names)).map((name) => [name, names.indexOf(name)])),
    vintageName: vintageColumn(source, new Set(names)),
    nameless: names.flatMap((name, at) => (name === '' ? [at] : [])),
  };
}

/** Names of a header, those that differ from what the descriptor calls code or structure by case alone written as it does. */
export function toOwnNames(fields: readonly string[], source: TableSource): readonly string[] {
  const names = fields.map((name) => name.trim());
  const { vintage, geography } = source;
  const known = [
    ...geography.code.flat(),
    ...(vintage.from === 'column' ? [vintage.column].flat() : []),
    ...structureOf(source, new Set(names)),
  ];
  const own = new Map(known.filter((name) => !names.includes(name)).map((name) => [name.toLowerCase(), name]));
  return names.map((name) => (known.includes(name) ? name : (own.get(name.toLowerCase()) ?? name)));
}

/** What a header and a descriptor have in common, and what either lacks. */
export interface HeaderComparison {
  /** Columns of the code: the first variant that the header has. */
  readonly code: readonly string[];
  readonly measures: readonly MeasureColumn[];
  /** Years that column names carry, with the first name that carries each. */
  readonly vintages: ReadonlyMap<number, string>;
  /** Columns of the header that the descriptor does not know. */
  readonly unknown: readonly string[];
  /**
   * Columns that the descriptor needs and the header lacks, named with the year of the header when it carries one. Several columns of one
   * measure stand for one another.
   */
  readonly missing: readonly string[];
  /** Columns that the descriptor says a vintage may lack, and that the header lacks, named alike. */
  readonly absent: readonly string[];
}

export function compareHeader(fields: readonly string[], source: TableSource): HeaderComparison {
  const names = toOwnNames(fields, source);
  const present = new Set(names);
  const structure = structureOf(source, present);
  const code = source.geography.code.find((columns) => columns.every((name) => present.has(name)));
  const mapped = Object.entries(source.columns).map(([name, column]) => ({ name, column, pattern: toPattern(name) }));
  const ignored = source.ignore.map(toPattern);
  const vintages = new Map<number, string>();
  const measures: MeasureColumn[] = [];
  const unknown: string[] = [];
  for (const [at, name] of names.entries()) {
    if (name === '' || code?.includes(name) || structure.includes(name)) continue;
    const match = mapped.find(({ pattern }) => pattern.test(name));
    if (match) {
      const vintage = yearIn(match.pattern, name);
      if (vintage !== undefined && !vintages.has(vintage)) vintages.set(vintage, name);
      measures.push({ at, name, column: match.column, year: vintage });
    } else if (!ignored.some((pattern) => pattern.test(name))) unknown.push(name);
  }
  const given = new Set(measures.map(({ column }) => column.measure));
  const lacking = mapped.filter(({ column }) => !given.has(column.measure)).map(({ name }) => name);
  const [year] = vintages.size === 1 ? vintages.keys() : [];
  const [needed, optional] = [false, true].map((may) =>
    lacking.filter((name) => source.optional.includes(name) === may).map((name) => withYear(name, year)),
  );
  const missing = [
    ...(code ? [] : [source.geography.code[0]!.join(' + ')]),
    ...structure.filter((name) => !present.has(name)),
    ...needed!,
  ];
  return { code: code ?? [], measures, vintages, unknown, missing, absent: optional! };
}

function mayHoldSeveral({ vintage }: TableSource): boolean {
  return vintage.from === 'header' && vintage.several;
}

/** Column that the year is read in, of its variants the first that the header has; undefined when no column holds it. */
function vintageColumn({ vintage }: TableSource, present: ReadonlySet<string>): string | undefined {
  if (vintage.from !== 'column') return undefined;
  const variants = [vintage.column].flat();
  return variants.find((name) => present.has(name)) ?? variants[0];
}

/** Columns, beside those of the code and of figures, that a descriptor reads to know what a row is. */
export function structureOf(source: TableSource, present: ReadonlySet<string>): readonly string[] {
  const { rows, long, geography } = source;
  const dated = vintageColumn(source, present);
  const conditions = [
    rows,
    ...(geography.levels ?? []).map((each) => ('where' in each ? each.where : undefined)),
    ...(long?.cells ?? []).map(({ where }) => where),
  ];
  return [
    ...new Set([
      ...(dated === undefined ? [] : [dated]),
      ...conditions.flatMap((condition) => Object.keys(condition ?? {})),
      ...(geography.parts?.id ?? []),
      ...(geography.name === undefined ? [] : [geography.name]),
      ...(long ? [long.value] : []),
    ]),
  ];
}

/** Name that a column has in the files of a year: `MED{yy}` -> `MED21`. */
function withYear(name: string, year: number | undefined): string {
  if (year === undefined) return name;
  return name.replace('{yyyy}', String(year)).replace('{yy}', String(year).slice(-2));
}

/** `MED{yy}` -> /^MED(\d\d)$/i, or the four digits of a year; `*` stands for anything, `?` for one character. Case tells nothing. */
function toPattern(name: string): RegExp {
  const escaped = name
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(
    `^${escaped.replace('{yyyy}', '(?<yyyy>\\d{4})').replace('{yy}', '(?<yy>\\d{2}|(?:19|20)\\d{2})')}$`,
    'i',
  );
}

function yearIn(pattern: RegExp, name: string): number | undefined {
  const groups = pattern.exec(name)?.groups;
  if (groups?.yyyy) return Number(groups.yyyy);
  if (groups?.yy === undefined) return undefined;
  return groups.yy.length === 4 ? Number(groups.yy) : toYear(Number(groups.yy));
}

/** Censuses begin in 1968: `D68` is of the last century, `P21` of this one. */
function toYear(twoDigits: number): number {
  return twoDigits < FIRST_CENSUS ? 2000 + twoDigits : 1900 + twoDigits;
}

const FIRST_CENSUS = 68;
