import type { TableRow } from '../table/table-row.ts';

/** Where a file tells its year. */
export type YearPlace =
  /** Names of columns are patterns: every one that carries a year carries this one, or all are there in several years. */
  | {
      readonly from: 'header';
      readonly year: number;
      readonly names: ReadonlyMap<string, string>;
      readonly several: boolean;
    }
  /** A column gives the year of each row; the latest. */
  | { readonly from: 'column'; readonly year: number; readonly column: string }
  /** Columns are of several years; those of the main one, and the others. */
  | { readonly from: 'fixed'; readonly year: number; readonly others: ReadonlySet<string> }
  | { readonly from: 'file'; readonly year: number; readonly pattern: string }
  | { readonly from: 'nowhere' };

/** Share of the columns of figures that must carry the same year for the header to tell it. */
const CARRIED = 0.4;
const FIRST_YEAR = 2005;

/** Finds the year of an unknown file in the names of its columns of figures, else in its own. `last` is the latest year that can be. */
export function findYear(file: string, columns: readonly string[], last: number): YearPlace {
  const carried = columns.flatMap((name) => {
    const found = yearIn(name, last);
    return found ? [{ name, ...found }] : [];
  });
  const years = [...new Set(carried.map(({ year }) => year))];
  const patterns = new Set(carried.map(({ pattern }) => pattern));
  const everywhere = years.length > 1 && carried.length === patterns.size * years.length;
  if (everywhere && carried.length >= columns.length * CARRIED) {
    const names = new Map(carried.map(({ name, pattern }) => [name, pattern]));
    return { from: 'header', year: Math.max(...years), names, several: true };
  }
  const count = (year: number): number => carried.filter((column) => column.year === year).length;
  const main = years.sort((left, right) => count(right) - count(left) || right - left)[0];
  if (main !== undefined && count(main) >= columns.length * CARRIED) {
    if (years.length === 1) {
      const names = new Map(carried.map(({ name, pattern }) => [name, pattern]));
      return { from: 'header', year: main, names, several: false };
    }
    const others = new Set(carried.filter(({ year }) => year !== main).map(({ name }) => name));
    return { from: 'fixed', year: main, others };
  }
  const named = /(?<!\d)20\d{2}(?!\d)/.exec(file);
  if (!named) return { from: 'nowhere' };
  const before = /[A-Za-z]*[_-]?$/.exec(file.slice(0, named.index))![0];
  return { from: 'file', year: Number(named[0]), pattern: `${before}(\\d{4})` };
}

const DATED = /^(ann[ée]e.*|an|year|time_period|mill[ée]sime|p[ée]riode)$/i;

/** The column that gives the year of each row, by its name and its values. */
export function findYearColumn(
  names: readonly string[],
  rows: readonly TableRow[],
  last: number,
): Extract<YearPlace, { from: 'column' }> | undefined {
  for (const [at, name] of names.entries()) {
    if (!DATED.test(name)) continue;
    const years = new Set(rows.map((row) => row.field(at).trim()));
    const isDated = [...years].every((year) => /^(19|20)\d{2}$/.test(year) && Number(year) <= last);
    if (isDated) return { from: 'column', year: Math.max(...[...years].map(Number)), column: name };
  }
  return undefined;
}

/** A year written in full, after the letter that opens a name (`P18_POP`), or at the end (`MED21`). */
function yearIn(name: string, last: number): { readonly year: number; readonly pattern: string } | undefined {
  const full = /(?<!\d)(20\d{2})(?!\d)/.exec(name);
  if (full && isYear(Number(full[1]), last))
    return { year: Number(full[1]), pattern: put(name, full.index, 4, '{yyyy}') };
  const short = /^[A-Z]{1,2}(\d{2})(?=_)/.exec(name) ?? /(\d{2})$/.exec(name);
  if (!short) return undefined;
  const year = 2000 + Number(short[1]);
  return isYear(year, last) ? { year, pattern: put(name, short.index + short[0].length - 2, 2, '{yy}') } : undefined;
}

function isYear(year: number, last: number): boolean {
  return year >= FIRST_YEAR && year <= last;
}

function put(name: string, at: number, length: number, what: string): string {
  return name.slice(0, at) + what + name.slice(at + length);
}
