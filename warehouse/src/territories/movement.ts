import type { Vintage } from '@boussole/schema';
import type { MovementRow } from '../publication/input.ts';

/** One commune giving ground to another (or to itself) on a day. `before` is undefined for a creation out of nothing, `after` for a loss. */
export interface Edge {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The name goes with the ground: of a commune that is cut, this piece is the one that goes on. */
  readonly keepsName: boolean;
}

/** Everything of one kind that took effect on one day. Steps of one day are applied in their order. */
export interface Step {
  readonly date: string;
  readonly mod: number;
  readonly edges: readonly Edge[];
  /** For a step read from lists: the list before it, after which it may have taken effect at any time. */
  readonly after?: Vintage;
}

/** Kinds that change codes come first, so that a commune may change its code and merge on the same day; then cuts, then mergers. */
const ORDER = [41, 50, 10, 20, 21, 30];

/** Kinds that cut ground along new lines, where a code has no earlier perimeter to come back to. */
export const NEW_LINES: ReadonlySet<number> = new Set([20, 30]);

/** The steps between actual communes told by official rows, in the order in which they took effect. */
export function toSteps(rows: Iterable<MovementRow>): readonly Step[] {
  const steps = new Map<string, { date: string; mod: number; edges: Map<string, Edge> }>();
  for (const row of rows) {
    const edge = toEdge(row);
    if (!edge) continue;
    const key = `${row.date} ${row.mod}`;
    let step = steps.get(key);
    if (!step) {
      step = { date: row.date, mod: row.mod, edges: new Map() };
      steps.set(key, step);
    }
    step.edges.set(`${edge.before ?? ''}>${edge.after ?? ''}`, edge);
  }
  return [...steps.values()].map((step) => ({ ...step, edges: [...step.edges.values()] })).sort(compareSteps);
}

export function compareSteps(a: { date: string; mod: number }, b: { date: string; mod: number }): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return rank(a.mod) - rank(b.mod) || a.mod - b.mod;
}

/**
 * Puts several tellings of history together, the most trusted first: a later one only adds what happened outside the days
 * that the ones before it cover.
 */
export function mergeMovements(tellings: Iterable<readonly MovementRow[]>): readonly MovementRow[] {
  const merged: MovementRow[] = [];
  const covered: { readonly from: string; readonly to: string }[] = [];
  for (const rows of tellings) {
    if (rows.length === 0) continue;
    const added = rows.filter(({ date }) => !covered.some(({ from, to }) => from <= date && date <= to));
    for (const row of added) merged.push(row);
    const dates = rows.map((row) => row.date);
    covered.push({ from: dates.reduce(least), to: dates.reduce(greatest) });
  }
  return merged;
}

/** Last day that movements tell of; empty when there are none. */
export function lastDay(rows: readonly MovementRow[]): string {
  return rows.map(({ date }) => date).reduce(greatest, '');
}

/** Rows about parts of a commune (déléguées, associées, arrondissements) move no ground between communes. */
function toEdge(row: MovementRow): Edge | undefined {
  const before = row.typeBefore === 'COM' ? row.codeBefore : '';
  const after = row.typeAfter === 'COM' ? row.codeAfter : '';
  if (row.codeBefore !== '' && before === '') return undefined;
  if (row.codeAfter !== '' && after === '') return undefined;
  if (before === '' && after === '') return undefined;
  return { before: before || undefined, after: after || undefined, keepsName: row.nameBefore === row.nameAfter };
}

function rank(mod: number): number {
  const index = ORDER.indexOf(mod);
  return index === -1 ? ORDER.length : index;
}

const least = (a: string, b: string): string => (b < a ? b : a);
const greatest = (a: string, b: string): string => (b > a ? b : a);
