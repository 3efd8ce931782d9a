import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, type Limits, readLimits } from '@boussole/schema';

/** Folder of the repository, whatever the folder the command was typed in. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment asks for, checked. */
export interface Settings {
  readonly port: number;
  readonly dataDirectory: string;
  /** URL of the PostgreSQL of the catalogue; without it one is embedded in the data directory. */
  readonly databaseUrl: string | undefined;
  readonly limits: Limits;
  /** As it was read, for the programs that this one starts. */
  readonly environment: Environment;
}

/** Reads the environment; throws `CONFIGURATION_INVALID` with every problem at once. */
export function readSettings(environment: Environment): Settings {
  const { limits, problems } = readLimits(environment);
  const port = Number(environment.PORT || 4_000);
  const databaseUrl = environment.DATABASE_URL || undefined;
  const all = [...problems];
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    all.push(`PORT doit être un nombre de 0 à 65535, et non « ${environment.PORT} »`);
  }
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    all.push('DATABASE_URL doit commencer par postgres://');
  }
  if (all.length > 0) throw failure('CONFIGURATION_INVALID', { problems: all.join(' ; ') });
  return { port, dataDirectory: dataDirectoryOf(environment), databaseUrl, limits, environment };
}

/** The data directory: `BOUSSOLE_DATA`, or `data` in the repository. */
export function dataDirectoryOf({ BOUSSOLE_DATA }: Environment): string {
  return resolve(BOUSSOLE_DATA || resolve(ROOT, 'data'));
}
