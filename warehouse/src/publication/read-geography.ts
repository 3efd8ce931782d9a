import type { Vintage } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { geographyTable, NULL_TEXT, SEPARATOR } from '../query/sql.ts';
import { readRows } from '../store/read-rows.ts';
import { Gradual } from '../store/steps.ts';
import { buildGeographyInSteps, type Geography, type GeographyRows } from '../territories/geography.ts';
import type { Populations } from '../territories/passage.ts';
import { INPUT_COLUMNS } from './write-input.ts';

/** Tables that describe territories, in the inputs and, kept so that a publication can be read on its own, in the cube. */
export const GEOGRAPHY_TABLES = [
  'commune',
  'departement',
  'region',
  'epci',
  'membership',
  'movement',
  'postal',
] as const;

export interface GeographyReading {
  /** True when the tables are not written in order, as those of a cube are. */
  readonly ordered: boolean;
  readonly populations?: Populations;
}

/** Builds the geography that the tables of a database describe, as `gatherInputs` writes them. */
export async function readGeography(
  connection: DuckDBConnection,
  { ordered, populations }: GeographyReading,
): Promise<Geography> {
  const tables: Partial<Record<keyof GeographyRows, unknown[]>> = {};
  const texts = new Texts();
  for (const table of GEOGRAPHY_TABLES) {
    const names = Object.keys(INPUT_COLUMNS[table] satisfies object);
    const rows: Record<string, unknown>[] = [];
    const columns = await readTexts(connection, geographyTable(table, names, ordered));
    const count = columns[0]?.length ?? 0;
    for (let index = 0; index < count; index++) {
      const row: Record<string, unknown> = {};
      for (let column = 0; column < names.length; column++) {
        row[names[column]!] = texts.read(names[column]!, columns[column]![index]!);
      }
      rows.push(row);
    }
    tables[table] = rows;
  }
  // Each table has the columns of its own rows.
  return new Gradual(() => buildGeographyInSteps(tables as unknown as GeographyRows, populations)).prepare();
}

/** Columns of a statement that gives each as one text; none when there are no rows. */
async function readTexts(connection: DuckDBConnection, sql: string): Promise<readonly (readonly string[])[]> {
  const [row = {}] = await readRows<Record<string, string | null>>(connection, sql);
  return Object.values(row).map((column) => column?.split(SEPARATOR) ?? []);
}

/** Texts that are read again and again, kept once: maps find a key much faster when it is the very same text. */
class Texts {
  readonly #texts = new Map<string, string>();
  readonly #vintages = new Map<string, readonly Vintage[]>();

  read(column: string, text: string): string | number | null | readonly Vintage[] {
    if (text === NULL_TEXT) return null;
    if (column === 'cog') return this.#vintagesOf(text);
    return column === 'mod' ? Number(text) : this.#same(text);
  }

  #same(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  /** Reads `2017 2018`; rows that share their vintages share the list. */
  #vintagesOf(text: string): readonly Vintage[] {
    let vintages = this.#vintages.get(text);
    if (!vintages) {
      vintages = text.split(' ').map(Number);
      this.#vintages.set(text, vintages);
    }
    return vintages;
  }
}
