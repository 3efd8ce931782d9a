import { type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import { fold } from './fold.ts';
import { type Holders, lastOf } from './holder.ts';
import { dayOf, type Lineage } from './lineage.ts';
import { type CommuneList, nearest } from './lists.ts';
import type { Names } from './names.ts';
import type { Register } from './register.ts';
import type { Yearbook } from './yearbook.ts';

/** A name or a code under which people still look for a territory of the reference vintage. */
export interface Alias {
  readonly name: string;
  /** The code that went with the name, when it was not the territory's own. */
  readonly code: string | undefined;
  readonly territory: TerritoryId;
  /** French: why it answers. */
  readonly reason: string;
}

export interface AliasSources {
  readonly lists: readonly CommuneList[];
  readonly lineage: Lineage;
  readonly holders: Holders;
  readonly names: Names;
  readonly yearbook: Yearbook;
  readonly register: Register;
  readonly epciVintages: readonly Vintage[];
  readonly reference: Vintage;
}

/** Former communes, parts of communes, and former names, each said once of a territory, unless it is its own name. */
export function* toAliases(sources: AliasSources): Iterable<Alias> {
  const { register } = sources;
  const told = new Set<string>();
  for (const find of [formerCommunes, parts, formerNames, formerEpcis]) {
    for (const alias of find(sources)) {
      const folded = fold(alias.name);
      const own = register.territories.get(alias.territory);
      const key = `${alias.territory} ${folded}`;
      const repeats = own !== undefined && fold(own.name) === folded;
      if (!own || told.has(key) || (repeats && alias.code === undefined)) continue;
      told.add(key);
      yield alias;
    }
  }
}

function* formerCommunes({ lineage, holders, names, register, reference }: AliasSources): Iterable<Alias> {
  const standing = lineage.at(reference).byCode;
  for (const holder of holders.byId.values()) {
    if (holder.perimeters.some((perimeter) => standing.get(holder.code) === perimeter)) continue;
    const last = lastOf(holder.perimeters);
    if (last.from > dayOf(reference)) continue;
    const namings = (names.get(holder.code) ?? []).filter(({ from }) => from < last.to);
    for (const { id } of register.successors(holder.id)) {
      for (const name of new Set(namings.map((naming) => naming.name))) {
        yield { name, code: holder.code, territory: id, reason: `ancienne commune : ${name}` };
      }
    }
  }
}

function* parts({ lists, lineage, reference }: AliasSources): Iterable<Alias> {
  const vintage = nearest(
    lists.map((list) => list.vintage),
    reference,
  );
  const standing = lineage.at(reference).byCode;
  for (const part of lists.find((list) => list.vintage === vintage)?.parts.values() ?? []) {
    if (!standing.has(part.commune)) continue;
    const reason = `${part.type === 'ARM' ? 'arrondissement' : 'ancienne commune'} : ${part.name}`;
    const code = standing.has(part.code) ? undefined : part.code;
    yield { name: part.name, code, territory: toTerritoryId('commune', part.commune), reason };
  }
}

function* formerNames({ lineage, holders, names, reference }: AliasSources): Iterable<Alias> {
  for (const perimeter of lineage.at(reference).byCode.values()) {
    const namings = names.get(perimeter.code) ?? [];
    if (namings.length < 2) continue;
    const began = holders.of(perimeter).perimeters[0]?.from ?? '';
    const territory = toTerritoryId('commune', perimeter.code);
    for (const { name, from } of namings) {
      const next = namings.find((naming) => naming.from > from);
      if (from > dayOf(reference)) yield { name, code: undefined, territory, reason: `nouveau nom : ${name}` };
      else if (next && next.from > began) yield { name, code: undefined, territory, reason: `ancien nom : ${name}` };
    }
  }
}

function* formerEpcis({ yearbook, register, epciVintages, reference }: AliasSources): Iterable<Alias> {
  const standing = yearbook.epciNames(reference);
  const successors = new Map<string, readonly TerritoryId[]>();
  for (const vintage of epciVintages) {
    for (const [code, name] of yearbook.epciNames(vintage)) {
      const territory = toTerritoryId('epci', code);
      if (standing.has(code)) {
        yield { name, code: undefined, territory, reason: `ancien nom : ${name}` };
        continue;
      }
      let heirs = successors.get(code);
      if (!heirs) {
        heirs = register.successors(territory).map(({ id }) => id);
        successors.set(code, heirs);
      }
      for (const heir of heirs) yield { name, code, territory: heir, reason: `ancien EPCI : ${name}` };
    }
  }
}
