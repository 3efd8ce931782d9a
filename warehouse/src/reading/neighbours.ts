import { FRANCE, type Level, maybeTerritoryKey, type OfficialLevel, type TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';

interface Population {
  readonly value: number;
  readonly year: number;
}

/** Where neighbours are looked for: near enough to share a policy, many enough to choose from. */
const SCOPES: Partial<Record<Level, readonly Level[]>> = {
  commune: ['departement', 'region'],
  epci: ['region'],
  departement: ['france'],
  region: ['france'],
};
/** Of two populations that are near, the larger is at most so many times the smaller. */
const NEAR = 1.5;

/**
 * The `first` territories of the same level whose population is nearest, nearest first: communes of the same département (of the same région when
 * the département has none of a size that is near, and the région has), EPCI with a
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
  const scopes = level && SCOPES[level];
  const own = populationOf(id);
  if (!scopes || !own) return [];
  const nearestIn = (scope: Level): readonly Sized[] => {
    const within = scope === 'france' ? FRANCE : geography.parents(id).find((parent) => parent.level === scope)?.id;
    if (within === undefined) return [];
    // A level that has a scope is official.
    const candidates = Array.from(rows.rows(level as OfficialLevel, geography.reference, within), (row) =>
      numbering.at(row),
    );
    if (!candidates.some((candidate) => candidate.id === id)) return [];
    return candidates
      .flatMap((territory): Sized[] => {
        const population = populationOf(territory.id);
        if (territory.id === id || population?.year !== own.year) return [];
        const [small, large] = [population.value, own.value].sort((one, other) => one - other) as [number, number];
        return [{ territory, distance: large - small, isNear: large <= NEAR * small }];
      })
      .sort((left, right) => left.distance - right.distance || (left.territory.code < right.territory.code ? -1 : 1))
      .slice(0, first);
  };
  const [usual, ...wider] = scopes;
  const nearest = nearestIn(usual!); // each level has one
  const found = nearest[0]?.isNear ? nearest : (wider.map(nearestIn).find(([one]) => one?.isNear) ?? nearest);
  return found.map(({ territory }) => territory);
}

interface Sized {
  readonly territory: Territory;
  readonly distance: number;
  /** Is its size near? */
  readonly isNear: boolean;
}
