import { type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import type { ComposedTerritory } from './composition.ts';

interface Population {
  readonly value: number;
  readonly year: number;
}

/** Population of a composed territory at the reference vintage; undefined unless all its communes are counted, in the same year. */
export function populationOfComposed(
  { reference }: Geography,
  composed: ComposedTerritory,
  populationOf: (id: TerritoryId) => Population | undefined,
): Population | undefined {
  const { communes, mergedOutside } = composed.at(reference);
  if (mergedOutside.length > 0) return undefined;
  const counted = communes.map((code) => populationOf(toTerritoryId('commune', code)));
  const [first] = counted;
  if (!first || counted.some((population) => population?.year !== first.year)) return undefined;
  return { value: counted.reduce((sum, population) => sum + (population?.value ?? 0), 0), year: first.year };
}
