import { isOverseasCollectivity, maybeTerritoryKey, type TerritoryId, toTerritoryId } from '@boussole/schema';
import { dayBefore, type Holder, lastOf, perimeterOn } from './holder.ts';
import { dayOf, END } from './lineage.ts';
import { type Names, nameOn } from './names.ts';
import type { RegisterSources } from './register.ts';
import type { Territory } from './territory.ts';

/** A territory of which no beginning and no end is known; none for a code that no id can have (overseas collectivities). */
export function lasting(id: TerritoryId, name: string): readonly Territory[] {
  const key = maybeTerritoryKey(id);
  if (!key || isOverseasCollectivity(key.code)) return [];
  return [{ id, ...key, name, validFrom: undefined, validTo: undefined }];
}

/** Every EPCI of every vintage of perimeters, in code order. */
export function* epciTerritories({ yearbook, epciVintages }: RegisterSources): Iterable<Territory> {
  const seen = new Map<string, { name: string; first: number; last: number }>();
  epciVintages.forEach((vintage, index) => {
    for (const [code, name] of yearbook.epciNames(vintage)) {
      seen.set(code, { name, first: seen.get(code)?.first ?? index, last: index });
    }
  });
  for (const [code, { name, first, last }] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const appeared = first === 0 ? undefined : epciVintages[first];
    const ended = epciVintages[last + 1];
    yield {
      id: toTerritoryId('epci', code),
      level: 'epci',
      code,
      name,
      validFrom: appeared === undefined ? undefined : dayOf(appeared),
      validTo: ended === undefined ? undefined : dayOf(ended),
    };
  }
}

/** A commune as it was on a day or, when it was over or not yet there, as it last was. */
export function communeTerritory(holder: Holder, names: Names, at: string): Territory {
  const last = lastOf(holder.perimeters);
  const until = last.to === END ? END : dayBefore(last.to);
  const day = perimeterOn(holder.perimeters, at) ? at : until;
  const from = holder.perimeters[0]?.from;
  return {
    id: holder.id,
    level: 'commune',
    code: holder.code,
    name: nameOn(names, holder.code, day) ?? holder.code,
    validFrom: from === '' ? undefined : from,
    validTo: last.to === END ? undefined : last.to,
  };
}
