import { fileURLToPath } from 'node:url';
import { failure, isBoussoleError, readLimits } from '@boussole/schema';
import { pino } from 'pino';
import { readAccessSettings } from './access/settings.ts';
import { type ServerOptions, startServer } from './server.ts';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));

/** Reads what the environment says, every problem at once. */
function readOptions(environment: NodeJS.ProcessEnv): ServerOptions {
  const { limits, problems } = readLimits(environment);
  const port = Number(environment.PORT || 4_000);
  const isPort = Number.isInteger(port) && port >= 0 && port < 65_536;
  const { access, problems: ofAccess } = readAccessSettings(environment, port);
  const all = isPort
    ? [...problems, ...ofAccess]
    : [...problems, ...ofAccess, `PORT doit être un nombre de 0 à 65535, et non « ${environment.PORT} »`];
  if (all.length > 0) throw failure('CONFIGURATION_INVALID', { problems: all.join(' ; ') });
  return {
    port,
    dataDirectory: environment.BOUSSOLE_DATA || DATA,
    databaseUrl: environment.DATABASE_URL || undefined,
    limits,
    access,
    trustedProxies: (environment.BOUSSOLE_PROXIES || '').split(/[\s,]+/).filter(Boolean),
    log: pino({ level: environment.BOUSSOLE_LOG || 'warn' }, pino.destination(2)),
  };
}

try {
  const options = readOptions(process.env);
  const server = await startServer(options);
  // One question that leaves an error to nobody does not take the server from everybody.
  process.on('unhandledRejection', (error) => options.log.error({ err: error }, 'an error that nobody waited for'));
  console.log(`Boussole répond à ${server.url}`);
  const stop = (): void => void server.close().then(() => process.exit(0));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  // The command that started the server is gone, even killed: the port must be free again.
  process.once('disconnect', stop);
} catch (error) {
  console.error(isBoussoleError(error) ? error.message : error);
  process.exit(1);
}
