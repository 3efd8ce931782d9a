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
  /** How many of its parts each code has figures of, where it is given by part. */
  readonly parts?: ReadonlyMap<string, number>;
  /** Codes of which the file says two things. */
  readonly doubtful?: ReadonlySet<string>;
  /** Whether the file leaves out communes that are too small to be told, of départements that it is about. */
  readonly leavesOutSmall?: boolean;
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

/** Hides the communes that a file leaves out in départements of which it names most. */
export function withUntold(series: Figures, communes: ReadonlyMap<string, { readonly departement: string }>): Figures {
  const byDepartement = new Map<string, string[]>();
  for (const [code, { departement }] of communes) {
    byDepartement.set(departement, [...(byDepartement.get(departement) ?? []), code]);
  }
  const values = new Map(series.values);
  for (const codes of byDepartement.values()) {
    const named = codes.filter((code) => series.values.has(code)).length;
    if (2 * named < codes.length) continue;
    for (const code of codes) if (!values.has(code)) values.set(code, 'secret');
  }
  return { ...series, values };
}

/** What two parts of a commune make: arrondissements are the only rows that share a code. */
function plus(one: Written | undefined, other: Written): Written {
  if (one === undefined) return other;
  return one === 'secret' || other === 'secret' ? 'secret' : one + other;
}
