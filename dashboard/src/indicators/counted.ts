import type { Level } from '../graphql/generated.ts';

type Count = 'communes' | 'epci' | 'departements' | 'regions' | 'france';

/** Which of the counts of a year of an indicator says how many territories of a level have its figure; none does for what is composed. */
const COUNTS: Readonly<Partial<Record<Level, Count>>> = {
  COMMUNE: 'communes',
  EPCI: 'epci',
  DEPARTEMENT: 'departements',
  REGION: 'regions',
  FRANCE: 'france',
};

export function maybeCount(level: Level | undefined): Count | undefined {
  return level && COUNTS[level];
}

/** Whether territories of a level have figures in a year. */
export function hasAt(year: Readonly<Record<Count, number>>, level: Level): boolean {
  const count = maybeCount(level);
  return count !== undefined && year[count] > 0;
}
