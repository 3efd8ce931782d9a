import type { Vintage } from '@boussole/schema';
import { inferEdges } from './inference.ts';
import { dayOf } from './lineage.ts';
import type { CommuneList, CommuneLists } from './lists.ts';
import type { Edge, Step } from './movement.ts';

/** Every step known, official or read from differences between lists, and the communes that existed before the first. */
export interface Chronology {
  readonly initial: ReadonlySet<string>;
  readonly steps: readonly Step[];
  /** Steps that no official movement told. */
  readonly inferred: ReadonlySet<Step>;
}

/** Modality given to steps read from lists: the ground goes back to whom it belonged. */
const INFERRED_MOD = 21;

/** Makes official steps and yearly lists tell one story: lists say what exists on 1 January, official steps say how it came about. */
export function toChronology(
  { lists, changing }: Pick<CommuneLists, 'lists' | 'changing'>,
  members: ReadonlyMap<Vintage, ReadonlyMap<string, string>>,
  official: readonly Step[],
): Chronology {
  const first = lists[0];
  if (!first) return { initial: new Set(), steps: [], inferred: new Set() };
  const initial = rewind(new Set(first.communes.keys()), official, dayOf(first.vintage));
  const steps: Step[] = [];
  const inferred = new Set<Step>();
  const standing = new Set(initial);
  let done = 0;
  let previous = first.vintage;
  for (const census of toCensuses(lists, members)) {
    const day = dayOf(census.vintage);
    // What the lists say the same of, and no movement touches, stands as it stood.
    const doubtful = new Set(changing);
    for (; done < official.length && official[done]!.date <= day; done++) {
      const { edges } = official[done]!;
      steps.push(official[done]!);
      advance(standing, edges);
      for (const { before, after } of edges) {
        if (before !== undefined) doubtful.add(before);
        if (after !== undefined) doubtful.add(after);
      }
    }
    const edges = explain([...doubtful].sort(), standing, census, { lists, changing });
    if (edges.length > 0) {
      const step: Step = { date: day, mod: INFERRED_MOD, edges, after: previous };
      steps.push(step);
      inferred.add(step);
      advance(standing, edges);
    }
    previous = census.vintage;
  }
  steps.push(...official.slice(done));
  return { initial, steps, inferred };
}

interface Census {
  readonly vintage: Vintage;
  readonly codes: Pick<ReadonlySet<string>, 'has' | 'keys'>;
}

/** Communes that stand at each vintage: those of a list or, between two lists, the members of EPCI and the communes that never have one. */
function toCensuses(
  lists: readonly CommuneList[],
  members: ReadonlyMap<Vintage, ReadonlyMap<string, string>>,
): readonly Census[] {
  const censuses: Census[] = lists.map(({ vintage, communes }) => ({ vintage, codes: communes }));
  const listed = new Set(lists.map(({ vintage }) => vintage));
  for (const [vintage, epciOf] of members) {
    const earlier = lists.findLast((list) => list.vintage < vintage);
    const later = lists.find((list) => list.vintage > vintage);
    if (listed.has(vintage) || !earlier || !later) continue;
    const codes = new Set<string>();
    for (const code of epciOf.keys()) if (earlier.communes.has(code) || later.communes.has(code)) codes.add(code);
    for (const code of earlier.communes.keys()) if (later.communes.has(code)) codes.add(code);
    censuses.push({ vintage, codes });
  }
  return censuses.sort((a, b) => a.vintage - b.vintage);
}

function explain(
  doubtful: readonly string[],
  standing: ReadonlySet<string>,
  census: Census,
  { lists, changing }: Pick<CommuneLists, 'lists' | 'changing'>,
): readonly Edge[] {
  const gone = doubtful.filter((code) => standing.has(code) && !census.codes.has(code));
  const added = doubtful.filter((code) => !standing.has(code) && census.codes.has(code));
  if (gone.length === 0 && added.length === 0) return [];
  const later = lists.find(({ vintage }) => vintage >= census.vintage)!; // a census is at a list, or between two
  const earlier = lists.findLast(({ vintage }) => vintage < census.vintage) ?? later;
  return inferEdges({
    gone,
    added,
    stands: (code) => standing.has(code),
    remains: (code) => census.codes.has(code),
    earlier,
    later,
    changing,
  });
}

/** Communes that stood before all steps, from those that stand on a day. */
function rewind(standing: ReadonlySet<string>, steps: readonly Step[], day: string): ReadonlySet<string> {
  const codes = new Set(standing);
  for (const { date, edges } of steps.toReversed()) {
    if (date > day) continue;
    for (const edge of edges) if (edge.after !== undefined) codes.delete(edge.after);
    for (const edge of edges) if (edge.before !== undefined) codes.add(edge.before);
  }
  return codes;
}

/** Applies edges to the communes that stand, as the lineage does. */
function advance(standing: Set<string>, edges: readonly Edge[]): void {
  const receivers: string[] = [];
  for (const { before, after } of edges) {
    if (after === undefined) continue;
    if (before === undefined || standing.has(before)) receivers.push(after);
    if (before !== after && standing.has(after) && !edges.some((edge) => edge.before === after)) receivers.push(after);
  }
  for (const { before } of edges) if (before !== undefined) standing.delete(before);
  for (const code of receivers) standing.add(code);
}
