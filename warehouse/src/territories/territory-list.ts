import {
  isOverseasCollectivity,
  maybeTerritoryKey,
  type TerritoryId,
  toTerritoryId,
  type Vintage,
} from '@boussole/schema';
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

/** Every EPCI of every vintage of perimeters, and those that files of other vintages name, in code order. */
export function* epciTerritories(sources: RegisterSources): Iterable<Territory> {
  const territories = [...withPerimeters(sources), ...namedOnly(sources)];
  yield* territories.sort((left, right) => (left.code < right.code ? -1 : 1));
}

function* withPerimeters({ yearbook, epciVintages }: RegisterSources): Iterable<Territory> {
  const seen = new Map<string, { name: string; first: number; last: number }>();
  epciVintages.forEach((vintage, index) => {
    for (const [code, name] of yearbook.epciNames(vintage)) {
      seen.set(code, { name, first: seen.get(code)?.first ?? index, last: index });
    }
  });
  for (const [code, { name, first, last }] of seen) {
    yield toEpci(code, name, first === 0 ? undefined : epciVintages[first], epciVintages[last + 1]);
  }
}

/** EPCI of which no perimeter is known: over when the next perimeters lack them, there for good at the latest when those before do. */
function* namedOnly({ yearbook, epciVintages }: RegisterSources): Iterable<Territory> {
  const known = new Set(epciVintages.flatMap((vintage) => [...yearbook.epciNames(vintage).keys()]));
  const seen = new Map<string, { name: string; first: Vintage; last: Vintage }>();
  for (const vintage of yearbook.namedVintages) {
    for (const [code, name] of yearbook.epciNames(vintage)) {
      if (!known.has(code)) seen.set(code, { name, first: seen.get(code)?.first ?? vintage, last: vintage });
    }
  }
  for (const [code, { name, first, last }] of seen) {
    const appeared = epciVintages.some((vintage) => vintage < first) ? first : undefined;
    yield toEpci(
      code,
      name,
      appeared,
      epciVintages.find((vintage) => vintage > last),
    );
  }
}

function toEpci(code: string, name: string, from: Vintage | undefined, to: Vintage | undefined): Territory {
  return {
    id: toTerritoryId('epci', code),
    level: 'epci',
    code,
    name,
    validFrom: from === undefined ? undefined : dayOf(from),
    validTo: to === undefined ? undefined : dayOf(to),
  };
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
