import { failure, type TableSource } from '@boussole/schema';
import type { TableLayout } from './header.ts';
import type { Slice } from './slices.ts';

/** Years of a file: one, or the first and the last that a column gives. */
export interface FileYears {
  readonly first: number;
  readonly last: number;
}

export interface YearClues {
  readonly file: string;
  readonly layout: TableLayout;
  readonly slices: readonly Slice[];
  /** Year in the name of the sheet. */
  readonly sheet: number | undefined;
  readonly asked: number | undefined;
}

/** Finds the years of a file. Throws `VINTAGE_UNKNOWN`, or `ARGUMENT_INVALID` when the person says another than the file. */
export function yearsOf({ vintage, columns, sheet }: TableSource, clues: YearClues): FileYears {
  const { file, asked } = clues;
  if (vintage.from === 'column') return yearsInColumn(clues);
  if (vintage.from === 'header' || vintage.from === 'sheet') {
    const told = vintage.from === 'header' ? clues.layout.vintage : clues.sheet;
    if (asked !== undefined && told !== undefined && asked !== told)
      throw contradicted(`l’en-tête de ${file} dit ${told}`);
    const year = told ?? asked;
    if (year !== undefined) return { first: year, last: year };
    throw failure('VINTAGE_UNKNOWN', { file, expected: sheet ?? Object.keys(columns).join(', ') });
  }
  const year = asked ?? (vintage.from === 'fixed' ? vintage.year : yearInName(file, vintage.pattern));
  return { first: year, last: year };
}

function yearsInColumn({ file, slices, layout, asked }: YearClues): FileYears {
  const column = layout.vintageName ?? '';
  const years = slices.flatMap(({ period }) => (period ? [period.year] : []));
  if (years.length === 0) throw failure('VINTAGE_UNKNOWN', { file, expected: column });
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (asked === undefined || (asked === first && asked === last)) return { first, last };
  throw contradicted(`la colonne « ${column} » donne les années de ${first} à ${last}`);
}

function contradicted(problem: string): Error {
  return failure('ARGUMENT_INVALID', { argument: '--vintage', problem });
}

/** Year that a person gives for a file; throws `ARGUMENT_INVALID` when it is not one. */
export function yearAsked(vintage: string | undefined): number | undefined {
  if (vintage === undefined) return undefined;
  if (/^\d{4}$/.test(vintage)) return Number(vintage);
  throw failure('ARGUMENT_INVALID', {
    argument: '--vintage',
    problem: `« ${vintage} » n’est pas une année à quatre chiffres`,
  });
}

/** Year that a file name carries, the first group of a pattern; throws `VINTAGE_UNKNOWN` without it. */
export function yearInName(file: string, pattern: string): number {
  const year = new RegExp(pattern).exec(file)?.[1];
  if (year !== undefined) return Number(year);
  throw failure('VINTAGE_UNKNOWN', { file, expected: pattern.replace(/\(.*?\)/, 'AAAA') });
}
