import type { TerritoryId } from '@boussole/schema';
import type { Load, Mandate, PeopleCatalogue } from '@boussole/warehouse';
import DataLoader from 'dataloader';

/** Reads of the catalogue, batched and remembered for the length of one request. */
export interface Loaders {
  readonly mandates: DataLoader<TerritoryId, readonly Mandate[]>;
  readonly loadsOfPublication: DataLoader<string, readonly Load[]>;
}

export function toLoaders(catalogue: PeopleCatalogue): Loaders {
  return {
    mandates: new DataLoader(async (territories) => {
      const found = await catalogue.mandatesByTerritories(territories);
      return territories.map((territory) => found.get(territory) ?? []);
    }),
    loadsOfPublication: new DataLoader(async (publications) => {
      const found = await catalogue.loadsByPublications(publications);
      return publications.map((publication) => found.get(publication) ?? []);
    }),
  };
}
