import type { OfficialLevel, Vintage } from '@boussole/schema';
import { codesAbove, type Geography } from '@boussole/warehouse';
import type { Place } from './sums.ts';

/** The communes of every territory, as the official lists tell: public, like the figures are. */
export class Ground {
  readonly geography: Geography;
  readonly #members = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(geography: Geography) {
    this.geography = geography;
  }

  /** Communes of a territory in a vintage, in code order; none when it is not known there. */
  communes(level: OfficialLevel, code: string, vintage: Vintage): readonly string[] {
    return this.all(level, vintage).get(code) ?? [];
  }

  all(level: OfficialLevel, vintage: Vintage): ReadonlyMap<string, readonly string[]> {
    const key = `${level} ${vintage}`;
    const known = this.#members.get(key) ?? this.#read(level, vintage);
    this.#members.set(key, known);
    return known;
  }

  /** Parts of EPCI that straddle départements: id and communes. */
  parts(vintage: Vintage): ReadonlyMap<string, readonly string[]> {
    const parts = new Map<string, string[]>();
    for (const [commune, { epci, departement }] of this.geography.membership(vintage)) {
      if (epci === undefined) continue;
      const id = `partie:${epci}-${departement}`;
      const others = parts.get(id);
      if (others) others.push(commune);
      else parts.set(id, [commune]);
    }
    const straddling = [...parts].filter(([id]) => {
      const [epci] = id.slice('partie:'.length).split('-');
      return [...parts.keys()].some((other) => other !== id && other.startsWith(`partie:${epci}-`));
    });
    return new Map(straddling);
  }

  /** The communes of another vintage that have the ground of some. */
  before(communes: readonly string[], vintage: Vintage, other: Vintage): readonly string[] {
    return [...new Set(communes.flatMap((code) => this.geography.holding(code, vintage, other).codes))];
  }

  /** Territories below a level that some communes lie in, as one list by level: what a sum of published figures may be made of. */
  below(level: OfficialLevel, communes: readonly string[], vintage: Vintage): readonly (readonly Place[])[] {
    const levels = level === 'france' ? (['region', 'departement'] as const) : (['departement'] as const);
    if (level !== 'france' && level !== 'region') return [];
    const memberships = this.geography.membership(vintage);
    const within = (at: 'region' | 'departement'): readonly Place[] =>
      [...new Set(communes.flatMap((code) => memberships.get(code)?.[at] ?? []))].map((code) => ({ level: at, code }));
    return levels.map(within);
  }

  #read(level: OfficialLevel, vintage: Vintage): ReadonlyMap<string, readonly string[]> {
    const members = new Map<string, string[]>();
    for (const [commune, membership] of this.geography.membership(vintage)) {
      for (const code of codesAbove(level, commune, membership)) {
        const others = members.get(code);
        if (others) others.push(commune);
        else members.set(code, [commune]);
      }
    }
    return members;
  }
}
