import type { Vintage } from '@boussole/schema';
import { type Ground, isSameGround, type Lineage, type Perimeter } from './lineage.ts';
import { PassageParts } from './passage-parts.ts';

/** Share of a commune's figures that goes to a commune of the other vintage. */
export interface PassagePart {
  readonly code: string;
  /** 1 when the whole goes there; otherwise its share of population. The weights of one commune add up to 1. */
  readonly weight: number;
  /** True when the weight is a share of population rather than a fact. */
  readonly estimated: boolean;
}

/** How figures by commune of `from` become figures by commune of `to`. */
export interface Passage {
  readonly from: Vintage;
  readonly to: Vintage;
  /** Every commune of `from`, in code order, except those of `undetermined` and `lost`. */
  readonly parts: ReadonlyMap<string, readonly PassagePart[]>;
  /** Communes cut into several whose populations nobody knows, with the communes of `to` that share them: not restatable. */
  readonly undetermined: ReadonlyMap<string, readonly string[]>;
  /** Communes of `from` that left no successor in `to`. */
  readonly lost: ReadonlySet<string>;
}

/** Populations by which a commune that was cut is shared out. */
export interface Populations {
  readonly vintages: readonly Vintage[];
  /** Population of a commune in the perimeter that its code has in that vintage; undefined when not known. */
  of(code: string, vintage: Vintage): number | undefined;
}

/**
 * The passage between two vintages, in either direction of time, read from the ground itself rather than composed step by step:
 * a commune that merged and was re-established comes back whole, and only what really was cut is estimated.
 */
export function toPassage(
  lineage: Lineage,
  populations: Populations,
  wholes: Wholes,
  from: Vintage,
  to: Vintage,
): Passage {
  const ground = lineage.at(from);
  const arrival = lineage.at(to);
  const start = ground.maybe.size === 0 ? ground.byCode : inCodeOrder([...ground.byCode, ...ground.maybe]);
  const parts = new Array<readonly PassagePart[] | undefined>(lineage.count).fill(undefined);
  const undetermined = new Map<string, readonly string[]>();
  const lost = new Set<string>();
  for (const perimeter of start.values()) {
    const only = onlyHolder(perimeter, arrival);
    if (only) {
      parts[perimeter.index] = wholes.to(only);
      continue;
    }
    const pieces = piecesOf(perimeter, arrival);
    const shared = pieces.size === 0 ? undefined : share(pieces, lineage, populations, from);
    if (pieces.size === 0) lost.add(perimeter.code);
    else if (shared) parts[perimeter.index] = shared;
    else undetermined.set(perimeter.code, [...pieces.keys()].map((target) => target.code).sort());
  }
  const size = start.size - undetermined.size - lost.size;
  return { from, to, parts: new PassageParts(start, parts, size), undetermined, lost };
}

function inCodeOrder(entries: readonly (readonly [string, Perimeter])[]): ReadonlyMap<string, Perimeter> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Almost every commune passes whole to one: the same values serve all passages of a lineage. */
export class Wholes {
  private readonly made: (readonly PassagePart[] | undefined)[];

  constructor({ count }: Lineage) {
    this.made = new Array<readonly PassagePart[] | undefined>(count).fill(undefined);
  }

  to({ index, code }: Perimeter): readonly PassagePart[] {
    const made = this.made[index] ?? [{ code, weight: 1, estimated: false }];
    this.made[index] = made;
    return made;
  }
}

/** The commune that holds all that is left of this one; undefined when there are none, or several. */
function onlyHolder(perimeter: Perimeter, arrival: Ground): Perimeter | undefined {
  let only: Perimeter | undefined;
  for (const atom of perimeter.atoms) {
    const owner = arrival.owners[atom];
    if (!owner || owner === only) continue;
    if (only) return undefined;
    only = owner;
  }
  return only;
}

type Pieces = ReadonlyMap<Perimeter, readonly number[]>;

/** The ground of a commune, grouped by the commune that holds it on arrival. */
function piecesOf(perimeter: Perimeter, arrival: Ground): Pieces {
  const pieces = new Map<Perimeter, number[]>();
  for (const atom of perimeter.atoms) {
    const owner = arrival.owners[atom];
    if (!owner) continue;
    const piece = pieces.get(owner);
    if (piece) piece.push(atom);
    else pieces.set(owner, [atom]);
  }
  return pieces;
}

/** Shares by the population of each piece or, when pieces were never counted apart, of the communes that they went to. */
function share(
  pieces: Pieces,
  lineage: Lineage,
  populations: Populations,
  from: Vintage,
): readonly PassagePart[] | undefined {
  const nearestFirst = populations.vintages.toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from) || b - a);
  for (const measure of [populationOfPiece, populationOfTarget]) {
    for (const vintage of nearestFirst) {
      const counted = [...pieces].map(
        ([target, atoms]) => [target.code, measure(target, atoms, lineage.at(vintage), vintage, populations)] as const,
      );
      const weighed = toShares(counted);
      if (weighed) return weighed;
    }
  }
  return undefined;
}

function toShares(counted: readonly (readonly [string, number | undefined])[]): readonly PassagePart[] | undefined {
  let total = 0;
  for (const [, population] of counted) {
    if (population === undefined) return undefined;
    total += population;
  }
  if (total <= 0) return undefined;
  return counted
    .map(([code, population]) => ({ code, weight: (population ?? 0) / total, estimated: true }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Population of a piece in a vintage in which it was one commune or several whole ones. */
function populationOfPiece(
  _target: Perimeter,
  atoms: readonly number[],
  ground: Ground,
  vintage: Vintage,
  populations: Populations,
): number | undefined {
  const holders = new Set<Perimeter>();
  for (const atom of atoms) {
    const owner = ground.owners[atom];
    if (!owner) return undefined;
    holders.add(owner);
  }
  let held = 0;
  let population = 0;
  for (const holder of holders) {
    const counted = populations.of(holder.code, vintage);
    if (counted === undefined) return undefined;
    held += holder.atoms.length;
    population += counted;
  }
  return held === atoms.length ? population : undefined;
}

function populationOfTarget(
  target: Perimeter,
  _atoms: readonly number[],
  ground: Ground,
  vintage: Vintage,
  populations: Populations,
): number | undefined {
  const then = ground.byCode.get(target.code);
  return then && isSameGround(then.atoms, target.atoms) ? populations.of(target.code, vintage) : undefined;
}
