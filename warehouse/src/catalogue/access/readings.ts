import type { DataSource } from 'typeorm';

/** One answer that held figures under a convention: who read what, from where. Rows are added, never changed nor removed. */
export interface RestrictedReading {
  readonly readAt: string;
  readonly accountId: string;
  readonly accountName: string;
  /** Null when it was read in a session. */
  readonly tokenId: string | null;
  readonly organisations: readonly string[];
  readonly indicators: readonly string[];
  readonly publication: string;
  /** Path that was asked: `/graphql`, `/export/grid.csv`. */
  readonly path: string;
  /** What was asked: the document and its variables, or the query of the address. */
  readonly question: string;
  /** Reference that the answer carries in `x-request-id`. */
  readonly request: string;
}

export interface ReadingQueries {
  recordReading(reading: Omit<RestrictedReading, 'readAt'>): Promise<void>;
  /** Latest first. */
  readings(page: { readonly first: number; readonly offset?: number }): Promise<readonly RestrictedReading[]>;
}

export function readingQueries(database: DataSource, now: () => Date): ReadingQueries {
  return {
    async recordReading(reading) {
      await database.query(
        `INSERT INTO restricted_reading
           (read_at, account_id, account_name, token_id, organisations, indicators, publication, path, question, request)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          now(),
          reading.accountId,
          reading.accountName,
          reading.tokenId,
          reading.organisations,
          reading.indicators,
          reading.publication,
          reading.path,
          reading.question,
          reading.request,
        ],
      );
    },
    async readings({ first, offset = 0 }) {
      const rows: (Omit<RestrictedReading, 'readAt'> & { readAt: Date })[] = await database.query(
        `SELECT read_at AS "readAt", account_id AS "accountId", account_name AS "accountName", token_id AS "tokenId",
           organisations, indicators, publication, path, question, request
         FROM restricted_reading ORDER BY id DESC LIMIT $1 OFFSET $2`,
        [first, offset],
      );
      return rows.map((row) => ({ ...row, readAt: row.readAt.toISOString() }));
    },
  };
}
