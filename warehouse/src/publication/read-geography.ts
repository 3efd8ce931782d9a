import type { DuckDBConnection } from '@duckdb/node-api';
import { geographyTable } from '../query/sql.ts';
import { readRows } from '../store/read-rows.ts';
import { buildGeography, type Geography, type GeographyRows } from '../territories/geography.ts';
import type { Populations } from '../territories/passage.ts';
import { INPUT_COLUMNS } from './write-input.ts';

/** Tables that describe territories, in the inputs and, kept so that a publication can be read on its own, in the cube. */
export const GEOGRAPHY_TABLES = ['commune', 'departement', 'region', 'epci', 'membership', 'movement'] as const;

export interface GeographyReading {
  /** True when the tables are not written in order, as those of a cube are. */
  readonly ordered: boolean;
  readonly populations?: Populations;
}

/** Builds the geography that the tables of a database describe. */
export async function readGeography(
  connection: DuckDBConnection,
  { ordered, populations }: GeographyReading,
): Promise<Geography> {
  const tables: Partial<Record<keyof GeographyRows, unknown[]>> = {};
  for (const table of GEOGRAPHY_TABLES) {
    const columns = Object.keys(INPUT_COLUMNS[table] satisfies object);
    tables[table] = await readRows(connection, geographyTable(table, columns, ordered));
  }
  return buildGeography(tables as unknown as GeographyRows, populations); // each table was read with the columns of its own rows
}
