import type { Vintage } from '@boussole/schema';
import { type Edge, NEW_LINES, type Step } from './movement.ts';

/**
 * A code with unchanged ground from one day to another. Ground is told as atoms: pieces that no known movement ever cut. A merger
 * unites atoms, a re-establishment gives back those that the commune had, a creation cuts a new one out of its origin, in the past too.
 */
export interface Perimeter {
  /** Its number among all perimeters. */
  readonly index: number;
  readonly code: string;
  /** First day; empty before the first movement known. */
  readonly from: string;
  /** First day on which it may have begun, when lists leave the date open. */
  readonly maybeFrom: string;
  /** First day on which it is over; `END` while it lasts. */
  readonly to: string;
  readonly atoms: readonly number[];
}

/** After every day. */
export const END = '9999-12-31';

/** What stood on 1 January of a vintage. */
export interface Ground {
  readonly byCode: ReadonlyMap<string, Perimeter>;
  /** Codes that a file of that vintage may hold too, since nothing dates their beginning between two lists. */
  readonly maybe: ReadonlyMap<string, Perimeter>;
  /** Perimeter that holds each atom, undefined where none does. */
  readonly owners: readonly (Perimeter | undefined)[];
}

export interface Lineage {
  /** Perimeters of each code that was ever a commune, in time order. */
  readonly ofCode: ReadonlyMap<string, readonly Perimeter[]>;
  /** How many perimeters there are: they are numbered from 0. */
  readonly count: number;
  /** Perimeters that each atom was ever in, in time order. */
  readonly ofAtom: readonly (readonly Perimeter[])[];
  at(vintage: Vintage): Ground;
}

/** Day on which a vintage of the code is taken. */
export function dayOf(vintage: Vintage): string {
  return `${vintage}-01-01`;
}

interface Open {
  readonly index: number;
  readonly code: string;
  readonly from: string;
  readonly maybeFrom: string;
  to: string;
  atoms: number[];
}

/** Follows the ground of every commune from the communes that existed before the first step through all steps, in order. */
export function traceLineage(initial: Iterable<string>, steps: Iterable<Step>): Lineage {
  const walk = new Walk(initial);
  for (const step of steps) walk.apply(step);
  return toLineage(walk);
}

interface Target {
  readonly code: string;
  readonly keepsName: boolean;
}

class Walk {
  readonly ofCode = new Map<string, Open[]>();
  private readonly current = new Map<string, Open>();
  /** Every perimeter, past or present, that holds an atom. */
  readonly ofAtom: Open[][] = [];
  count = 0;

  constructor(initial: Iterable<string>) {
    for (const code of initial) this.open(code, { date: '' }, [this.newAtom()]);
  }

  apply(step: Step): void {
    const targets = this.targets(step.edges);
    const given = new Map<string, number[]>();
    for (const [before, after] of targets) {
      const perimeter = this.current.get(before)!; // targets keeps only codes that exist
      const shares = after.length === 1 ? [perimeter.atoms] : this.cut(perimeter, after, step.mod);
      after.forEach(({ code }, index) => {
        const share = shares[index]!; // one for each code
        const others = given.get(code) ?? [];
        given.set(code, code === before ? [...share, ...others] : [...others, ...share]);
      });
    }
    for (const { before, after } of step.edges) {
      if (before === undefined && after !== undefined && !this.current.has(after)) given.set(after, [this.newAtom()]);
    }
    for (const before of targets.keys()) {
      const kept = given.get(before);
      const perimeter = this.current.get(before)!;
      if (kept && isSameGround(kept, perimeter.atoms)) given.delete(before);
      else this.close(perimeter, step.date);
    }
    for (const [code, atoms] of given) this.open(code, step, atoms);
  }

  /** Where the ground of each commune of a step goes. A commune that receives and is not said to change keeps its own. */
  private targets(edges: readonly Edge[]): ReadonlyMap<string, readonly Target[]> {
    const targets = new Map<string, Target[]>();
    for (const { before, after, keepsName } of edges) {
      if (before === undefined || !this.current.has(before)) continue;
      const list = targets.get(before) ?? [];
      if (after !== undefined) list.push({ code: after, keepsName });
      targets.set(before, list);
    }
    for (const { before, after } of edges) {
      const receives = before !== undefined && after !== undefined && before !== after;
      if (receives && this.current.has(after) && !targets.has(after))
        targets.set(after, [{ code: after, keepsName: true }]);
    }
    return targets;
  }

  /** Shares of a commune cut into several: what each had when it last existed, or a new piece; the rest to the one that goes on. */
  private cut(perimeter: Open, pieces: readonly Target[], mod: number): readonly (readonly number[])[] {
    const keeper = keeperOf(perimeter.code, pieces);
    const rest = new Set(perimeter.atoms);
    const shares = new Map<string, readonly number[]>();
    for (const { code } of pieces) {
      const earlier = code === keeper || NEW_LINES.has(mod) ? undefined : this.earlierGround(code, perimeter, rest);
      if (!earlier) continue;
      shares.set(code, earlier);
      for (const atom of earlier) rest.delete(atom);
    }
    for (const { code } of pieces) {
      if (code !== keeper && !shares.has(code)) shares.set(code, [this.splitAtom(originOf(perimeter, rest))]);
    }
    shares.set(keeper, [...rest]);
    return pieces.map(({ code }) => shares.get(code) ?? []);
  }

  /** What a code held, the last time that it was a part and not the whole of this perimeter. */
  private earlierGround(code: string, whole: Open, available: ReadonlySet<number>): readonly number[] | undefined {
    for (const earlier of (this.ofCode.get(code) ?? []).toReversed()) {
      if (earlier === whole) continue;
      const common = earlier.atoms.filter((atom) => available.has(atom));
      if (common.length > 0 && common.length < available.size) return common;
    }
    return undefined;
  }

  /** Cuts a new atom out of one: whoever held that one held the new one too. */
  private splitAtom(origin: number): number {
    const holders = [...this.ofAtom[origin]!]; // an atom of a perimeter has holders
    const atom = this.ofAtom.push(holders) - 1;
    for (const holder of holders) holder.atoms = [...holder.atoms, atom];
    return atom;
  }

  private newAtom(): number {
    return this.ofAtom.push([]) - 1;
  }

  private open(code: string, step: Pick<Step, 'date' | 'after'>, atoms: readonly number[]): void {
    const perimeter: Open = {
      index: this.count++,
      code,
      from: step.date,
      maybeFrom: step.after === undefined ? step.date : dayOf(step.after + 1),
      to: END,
      atoms: atoms.length < 2 ? [...atoms] : [...new Set(atoms)],
    };
    this.current.set(code, perimeter);
    const same = this.ofCode.get(code);
    if (same) same.push(perimeter);
    else this.ofCode.set(code, [perimeter]);
    for (const atom of perimeter.atoms) this.ofAtom[atom]!.push(perimeter);
  }

  private close(perimeter: Open, date: string): void {
    perimeter.to = date;
    this.current.delete(perimeter.code);
  }
}

/** The piece that goes on as what the whole was: by code and name, else by name, else by code. */
function keeperOf(code: string, pieces: readonly Target[]): string {
  const keeper =
    pieces.find((piece) => piece.code === code && piece.keepsName) ??
    pieces.find((piece) => piece.keepsName) ??
    pieces.find((piece) => piece.code === code) ??
    pieces[0];
  return keeper?.code ?? code;
}

/** Of several atoms, the one that was the commune itself before it absorbed others: the oldest. */
function originOf(perimeter: Open, rest: ReadonlySet<number>): number {
  return perimeter.atoms.find((atom) => rest.has(atom)) ?? perimeter.atoms[0]!; // a perimeter has at least one atom
}

export function isSameGround(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (a.length === 1) return a[0] === b[0];
  const held = new Set(a);
  return b.every((atom) => held.has(atom));
}

function toLineage({ ofCode, ofAtom, count }: Walk): Lineage {
  const inCodeOrder = [...ofCode.keys()].sort().map((code) => ofCode.get(code) ?? []);
  const grounds = new Map<Vintage, Ground>();
  return {
    ofCode,
    ofAtom,
    count,
    at(vintage) {
      let ground = grounds.get(vintage);
      if (!ground) {
        ground = groundOn(dayOf(vintage), inCodeOrder, ofAtom.length);
        grounds.set(vintage, ground);
      }
      return ground;
    },
  };
}

function groundOn(day: string, inCodeOrder: readonly (readonly Perimeter[])[], atoms: number): Ground {
  const byCode = new Map<string, Perimeter>();
  const maybe = new Map<string, Perimeter>();
  const owners = new Array<Perimeter | undefined>(atoms).fill(undefined);
  for (const perimeters of inCodeOrder) {
    for (const perimeter of perimeters) {
      if (perimeter.maybeFrom > day || day >= perimeter.to) continue;
      if (perimeter.from > day) {
        maybe.set(perimeter.code, perimeter);
        continue;
      }
      byCode.set(perimeter.code, perimeter);
      for (const atom of perimeter.atoms) owners[atom] = perimeter;
    }
  }
  for (const code of byCode.keys()) maybe.delete(code);
  return { byCode, maybe, owners };
}
