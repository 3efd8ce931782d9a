import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '@boussole/schema';
import pg from 'pg';
import { isHeld, type Server, startServer, stopServer } from './server.ts';

/** Any number will do, as long as every release uses the same. */
const PRESENCE = 20_160_824;

const PATIENCE_MS = 30_000;
const PAUSE_MS = 25;
const REFUSALS = 3;

/**
 * Several processes share one server (`boussole load` while the API runs) and the last to leave stops it. Each one holds a shared
 * advisory lock on a connection of its own. Who leaves gives it up and tries for the exclusive lock: to obtain it is to be the last, and
 * whoever arrives meanwhile waits behind it, is cut off by the shutdown, and starts the server again. A killed process loses its
 * connection, hence its lock: nothing has to be cleaned.
 */
export interface Presence {
  /** Gives the place up, and stops the server when nobody else is there. */
  leave(): Promise<void>;
}

/** Joins the server of a cluster, starting it when it does not run, and joins it again if it dies. */
export async function enter(
  server: Server,
  connection: pg.ClientConfig,
  log: (message: string) => void,
): Promise<Presence> {
  let leaving = false;
  let current: pg.Client | undefined;
  let joining = join();
  await joining;

  async function join(): Promise<void> {
    current = await joinServer(server, connection, log);
    current.on('end', () => {
      current = undefined;
      if (!leaving) joining = rejoin();
    });
  }

  async function rejoin(): Promise<void> {
    log('the embedded PostgreSQL ended the connection, joining it again');
    try {
      await join();
    } catch (error) {
      log(`the embedded PostgreSQL does not come back: ${String(error)}`);
    }
  }

  return {
    async leave() {
      leaving = true;
      await joining;
      const client = current;
      if (!client) return;
      if (await isLast(client)) await stopServer(server);
      await client.end().catch(() => undefined); // a connection that the shutdown ended is what we want
    },
  };
}

async function joinServer(
  server: Server,
  connection: pg.ClientConfig,
  log: (message: string) => void,
): Promise<pg.Client> {
  const deadline = Date.now() + PATIENCE_MS;
  let problem = 'le serveur ne répond pas';
  let refusals = 0;
  while (Date.now() < deadline) {
    const client = new pg.Client(connection);
    // An idle connection that breaks also emits `end`, which is where it is dealt with.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE]);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined); // it may never have begun
      const code = (error as NodeJS.ErrnoException).code ?? ''; // absent from any other value too
      if (['ENOENT', 'ECONNREFUSED'].includes(code)) {
        log('starting the embedded PostgreSQL');
        problem = (await startServer(server)) ?? problem;
        // A start is also refused while another process starts the server or the last one stops it: that passes.
        if (!(await isHeld(server.cluster)) && ++refusals === REFUSALS) break;
      } else if (!isPassing(error, code)) {
        throw failure('DATABASE_EMBEDDED', { problem: String(error) }, { cause: error });
      }
      await sleep(PAUSE_MS);
    }
  }
  throw failure('DATABASE_EMBEDDED', { problem });
}

async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [PRESENCE]);
    const answer = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [PRESENCE]);
    return answer.rows[0]!.last;
  } catch {
    return false; // the connection is gone, and so is our place
  }
}

/** A server that starts or stops: admin shutdown, crash shutdown, cannot connect now, connections used up, or a cut connection. */
function isPassing(error: unknown, code: string): boolean {
  if (['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE'].includes(code)) return true;
  return error instanceof Error && /^Connection terminated/.test(error.message);
}
