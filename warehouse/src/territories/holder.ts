import { type TerritoryId, toTerritoryId } from '@boussole/schema';
import { END, type Lineage, type Perimeter } from './lineage.ts';

/**
 * One commune under one code. It may change its ground, and be re-established after a while as part of another; a code given to
 * ground that its earlier holder did not have is another holder.
 */
export interface Holder {
  readonly id: TerritoryId;
  readonly code: string;
  readonly perimeters: readonly Perimeter[];
}

/** Who holds what, by id and by code. */
export interface Holders {
  readonly byId: ReadonlyMap<TerritoryId, Holder>;
  /** In time order: the last has the plain id, the earlier ones are told apart by their last day. */
  readonly ofCode: ReadonlyMap<string, readonly Holder[]>;
  of(perimeter: Perimeter): Holder;
}

/** Names the holders of every code that was ever a commune. */
export function toHolders(lineage: Lineage): Holders {
  const byId = new Map<TerritoryId, Holder>();
  const ofCode = new Map<string, readonly Holder[]>();
  const ofPerimeter = new Map<Perimeter, Holder>();
  for (const [code, perimeters] of lineage.ofCode) {
    const groups = group(perimeters);
    const holders = groups.map((held, index): Holder => {
      const suffix = index === groups.length - 1 ? '' : `@${dayBefore(lastOf(held).to)}`;
      return { id: toTerritoryId('commune', code + suffix), code, perimeters: held };
    });
    ofCode.set(code, holders);
    for (const holder of holders) {
      byId.set(holder.id, holder);
      for (const perimeter of holder.perimeters) ofPerimeter.set(perimeter, holder);
    }
  }
  return {
    byId,
    ofCode,
    of(perimeter) {
      const holder = ofPerimeter.get(perimeter);
      if (!holder) throw new RangeError(`expected a perimeter of this lineage, but got one of ${perimeter.code}`);
      return holder;
    },
  };
}

/** Stretches of time without a gap in which a code was in force, told as first day and day after the last. */
export function livesOf(perimeters: readonly Perimeter[]): readonly { readonly from: string; readonly to: string }[] {
  const lives: { from: string; to: string }[] = [];
  for (const { from, to } of perimeters) {
    const last = lives.at(-1);
    if (last && last.to === from) last.to = to;
    else lives.push({ from, to });
  }
  return lives;
}

/** The perimeter that a holder had on a day. */
export function perimeterOn(perimeters: readonly Perimeter[], day: string): Perimeter | undefined {
  return perimeters.find(({ from, to }) => from <= day && day < to);
}

export function dayBefore(day: string): string {
  if (day === END) return END;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

export function lastOf<T>(values: readonly T[]): T {
  return values[values.length - 1]!; // callers hold lists that have at least one value
}

function group(perimeters: readonly Perimeter[]): readonly (readonly Perimeter[])[] {
  const groups: Perimeter[][] = [];
  for (const perimeter of perimeters) {
    const open = groups.at(-1);
    const previous = open && lastOf(open);
    if (open && previous && (previous.to === perimeter.from || isWithin(perimeter, previous))) open.push(perimeter);
    else groups.push([perimeter]);
  }
  return groups;
}

function isWithin(perimeter: Perimeter, other: Perimeter): boolean {
  return perimeter.atoms.every((atom) => other.atoms.includes(atom));
}
