import type { Eventual, PeopleCatalogue, TerritoryGroup } from '@boussole/warehouse';
import type { Logger } from 'pino';
import type { CubeReader } from './lease.ts';

const FRESH_MILLISECONDS = 1_000;
const PATIENCE_MILLISECONDS = 500;

/** Groups of the catalogue, as questions know them: the same list as long as nothing changes. */
export type KnownGroups = () => Eventual<readonly TerritoryGroup[]>;

/**
 * Remembers the groups of the catalogue for a second. A catalogue that does not answer delays a question by half a second at most: the
 * last groups known, or none, stand.
 */
export function knowGroups(catalogue: Pick<PeopleCatalogue, 'groups'>, log: Logger): KnownGroups {
  let known: readonly TerritoryGroup[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const groups = await catalogue.groups();
      if (JSON.stringify(groups) !== JSON.stringify(known)) known = groups;
    } catch (error) {
      log.warn({ err: error }, 'groups are read as they last were: the catalogue does not answer');
    }
    readAt = performance.now();
    reading = undefined;
  }

  async function knownSoon(): Promise<readonly TerritoryGroup[]> {
    reading ??= read();
    await within(PATIENCE_MILLISECONDS, reading);
    return known;
  }

  return () => {
    const age = performance.now() - readAt;
    if (age >= FRESH_MILLISECONDS) return knownSoon();
    // Read again while they are fresh, those who ask all the time never wait.
    if (age >= FRESH_MILLISECONDS / 2) reading ??= read();
    return known;
  };
}

/** Publications in which the groups of users are read as any territory. */
export function withGroups(warehouse: CubeReader, groups: KnownGroups): CubeReader {
  return {
    async read(publication, question) {
      const ready = groups();
      const known = ready instanceof Promise ? await ready : ready;
      if (known.length === 0) return warehouse.read(publication, question);
      return warehouse.read(publication, (cube) => question(cube.withGroups(known)));
    },
    hold(publication) {
      const known = groups();
      if (known instanceof Promise) return undefined;
      const held = warehouse.hold?.(publication);
      if (!held || known.length === 0) return held;
      return { cube: held.cube.withGroups(known), release: () => held.release() };
    },
  };
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
