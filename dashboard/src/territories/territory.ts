import type { Level, TerritoryRefFragment } from '../graphql/generated.ts';

export type TerritoryRef = TerritoryRefFragment;

/** The parent that best situates a territory for a reader: the département of a commune, the region of a département. */
export function situation(parents: readonly TerritoryRef[]): string {
  const shown: readonly Level[] = ['DEPARTEMENT', 'REGION'];
  return parents
    .filter(({ level }) => shown.includes(level))
    .slice(0, 2)
    .map(({ name }) => name)
    .join(', ');
}

/** Level of an id (`commune:69123`), without asking the API. */
export function maybeLevel(id: string): Level | undefined {
  const levels: readonly Level[] = ['FRANCE', 'REGION', 'DEPARTEMENT', 'EPCI', 'COMMUNE', 'GROUPE', 'PARTIE'];
  return levels.find((level) => id.startsWith(`${level.toLowerCase()}:`));
}
