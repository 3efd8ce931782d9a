import { FRANCE, type Level, maybeTerritoryKey, type OfficialLevel, type TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';

interface Population {
  readonly value: number;
  readonly year: number;
}

/** Where neighbours are looked for: near enough to share a policy, many enough to choose from. */
const SCOPES: Partial<Record<Level, Level>> = {
  commune: 'departement',
  epci: 'region',
  departement: 'france',
  region: 'france',
};

/**
 * The `first` territories of the same level whose population is nearest, nearest first: communes of the same département, EPCI with a
 * commune in the same région (that of most of its communes when it straddles), départements and régions of France. Only those of the
 * reference vintage that were counted in the same year; none for France, for what is composed, and for what no longer exists.
 */
export function neighbours(
  { geography, numbering, rows }: OpenCube,
  populationOf: (id: TerritoryId) => Population | undefined,
  id: TerritoryId,
  first: number,
): readonly Territory[] {
  const level = maybeTerritoryKey(id)?.level;
  const scope = level && SCOPES[level];
  const own = populationOf(id);
  if (!scope || !own) return [];
  const within = scope === 'france' ? FRANCE : geography.parents(id).find((parent) => parent.level === scope)?.id;
  if (within === undefined) return [];
  // A level that has a scope is official.
  const candidates = [...rows.rows(level as OfficialLevel, geography.reference, within)].map((row) =>
    numbering.at(row),
  );
  if (!candidates.some((candidate) => candidate.id === id)) return [];
  return candidates
    .flatMap((territory) => {
      const population = populationOf(territory.id);
      if (territory.id === id || population?.year !== own.year) return [];
      return [{ territory, distance: Math.abs(population.value - own.value) }];
    })
    .sort((left, right) => left.distance - right.distance || (left.territory.code < right.territory.code ? -1 : 1))
    .slice(0, first)
    .map(({ territory }) => territory);
}
