import { failure } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Runs on a connection, and interrupts what takes longer than it may: throws `LIMIT_EXCEEDED`. The connection stays usable. */
export async function runInTime<T>(
  connection: DuckDBConnection,
  milliseconds: number,
  run: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, milliseconds);
  try {
    return await run(connection);
  } catch (error) {
    if (!isLate) throw error;
    const asked = { limit: 'questionMilliseconds', allowed: milliseconds, asked: milliseconds + 1 };
    throw failure('LIMIT_EXCEEDED', asked, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
