import type { Limits } from '@boussole/schema';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { readRows } from './read-rows.ts';
import { runInTime } from './run-in-time.ts';

/** Statements that run at the same time; more than that wait: each uses all processors. */
const CONNECTIONS = 3;

/** Connections to one open file. A statement has one to itself while it runs, and is interrupted when it takes too long. */
export class Readers {
  readonly #instance: DuckDBInstance;
  readonly #milliseconds: number;
  readonly #connections: readonly DuckDBConnection[];
  readonly #idle: DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(instance: DuckDBInstance, connections: readonly DuckDBConnection[], milliseconds: number) {
    this.#instance = instance;
    this.#connections = connections;
    this.#idle = [...connections];
    this.#milliseconds = milliseconds;
  }

  static async open(instance: DuckDBInstance, limits: Pick<Limits, 'questionMilliseconds'>): Promise<Readers> {
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => instance.connect()));
    return new Readers(instance, connections, limits.questionMilliseconds);
  }

  /** Lends a connection; throws `LIMIT_EXCEEDED` when what runs on it takes longer than a question may. It stays usable. */
  async run<T>(read: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection =
      this.#idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.#waiting.push(resolve)));
    try {
      return await runInTime(connection, this.#milliseconds, read);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(connection);
      else this.#idle.push(connection);
    }
  }

  /** Memory that the engine holds for this file, in bytes. */
  async memory(): Promise<number> {
    const sql = 'SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE AS bytes FROM duckdb_memory()';
    const [row] = await this.run((connection) => readRows<{ bytes: number }>(connection, sql));
    return row?.bytes ?? 0;
  }

  /** Interrupts what runs, and closes the file. */
  close(): void {
    for (const connection of this.#connections) {
      connection.interrupt();
      connection.closeSync();
    }
    this.#instance.closeSync();
  }
}
