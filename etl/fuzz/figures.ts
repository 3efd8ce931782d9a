import type { Row } from './plain-csv.ts';

/** A figure as a file writes it. `secret` hides it; a figure that a file says it has not is not there at all. */
export type Written = number | 'secret';

/** Figures of one measure, year, level and COG vintage, by code. */
export interface Figures {
  readonly measure: string;
  readonly year: number;
  readonly level: 'commune' | 'epci' | 'departement' | 'region' | 'france';
  readonly cog: number;
  /** Of two files that give the same, the greater is kept. */
  readonly priority: number;
  readonly values: ReadonlyMap<string, Written>;
  /** Codes of which the file says two things. */
  readonly doubtful?: ReadonlySet<string>;
}

/** Columns of a file by name, and the measure that each is. */
export type Columns = Readonly<Record<string, string>>;

/** The figures of a table whose columns are measures. */
export function figures(
  rows: readonly Row[],
  columns: Columns,
  codeOf: (row: Row) => string,
  read: (text: string) => Written | undefined,
  series: Omit<Figures, 'measure' | 'values'>,
): readonly Figures[] {
  return Object.entries(columns).map(([column, measure]) => {
    const values = new Map<string, Written>();
    for (const row of rows) {
      const [code, value] = [codeOf(row), read(row[column]!)];
      if (value !== undefined) values.set(code, plus(values.get(code), value));
    }
    return { ...series, measure, values };
  });
}

/** What two parts of a commune make: arrondissements are the only rows that share a code. */
function plus(one: Written | undefined, other: Written): Written {
  if (one === undefined) return other;
  return one === 'secret' || other === 'secret' ? 'secret' : one + other;
}
