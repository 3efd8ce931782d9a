import type { CommuneList } from './lists.ts';
import type { Edge } from './movement.ts';

/** What two successive lists say, where no official movement does. */
export interface Difference {
  /** Codes that were communes and are not any more, and the contrary. */
  readonly gone: readonly string[];
  readonly added: readonly string[];
  /** Whether a code is a commune before, and after: one that gives or receives ground may go on. */
  readonly stands: (code: string) => boolean;
  readonly remains: (code: string) => boolean;
  readonly earlier: CommuneList;
  readonly later: CommuneList;
  /** Codes of the communes of which lists do not say the same. */
  readonly changing: readonly string[];
}

/**
 * Explains a difference between lists: a code gone has merged into the commune whose part it became, or changed its code; a code
 * added was a part of the commune that it left, or took over its name. What nothing explains is lost, or created.
 */
export function inferEdges(difference: Difference): readonly Edge[] {
  const { gone, added, stands, remains, earlier, later, changing } = difference;
  const edges = new Map<string, Edge>();
  const add = (before: string | undefined, after: string | undefined): void => {
    const keepsName =
      before !== undefined && after !== undefined && placeName(earlier, before) === placeName(later, after);
    edges.set(`${before ?? ''}>${after ?? ''}`, { before, after, keepsName });
  };
  const link = (before: string, after: string): void => {
    add(before, after);
    if (remains(before)) add(before, before);
    if (stands(after)) add(after, after);
  };
  const namesGone = namesOf(gone, earlier);
  const partsMoved = partsByNewCommune(earlier, later);
  const givenUp = added.length > 0 ? namesGivenUp(changing, earlier, later) : new Map<string, string>();
  for (const code of added) {
    const origins = new Set<string>();
    const sameName = namesGone.get(placeName(later, code)) ?? givenUp.get(placeName(later, code));
    const formerWhole = earlier.parts.get(code)?.commune;
    if (sameName !== undefined) origins.add(sameName);
    else if (formerWhole !== undefined) origins.add(formerWhole);
    else for (const origin of partsMoved.get(code) ?? []) origins.add(origin);
    for (const origin of origins) link(origin, code);
    if (origins.size === 0) add(undefined, code);
  }
  const explained = new Set([...edges.values()].map(({ before }) => before));
  for (const code of gone) {
    const whole = later.parts.get(code)?.commune ?? later.absorbed.get(code);
    if (whole !== undefined && remains(whole)) link(code, whole);
    else if (!explained.has(code)) add(code, undefined);
  }
  return [...edges.values()];
}

/** Communes of the earlier list whose parts have passed to a commune of another code. */
function partsByNewCommune(earlier: CommuneList, later: CommuneList): ReadonlyMap<string, ReadonlySet<string>> {
  const moved = new Map<string, Set<string>>();
  for (const part of later.parts.values()) {
    const before = earlier.parts.get(part.code)?.commune;
    if (before === undefined || before === part.commune) continue;
    const origins = moved.get(part.commune) ?? new Set();
    moved.set(part.commune, origins.add(before));
  }
  return moved;
}

/** Communes that go on under their code but gave their name up, by that name: a new commune that bears it is what they were. */
function namesGivenUp(
  changing: readonly string[],
  earlier: CommuneList,
  later: CommuneList,
): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  for (const code of changing) {
    const [name, renamed] = [placeName(earlier, code), placeName(later, code)];
    if (name !== '' && renamed !== '' && name !== renamed && !holders.has(name)) holders.set(name, code);
  }
  return holders;
}

function namesOf(codes: readonly string[], list: CommuneList): ReadonlyMap<string, string> {
  const names = new Map<string, string | undefined>();
  for (const code of codes) {
    const name = placeName(list, code);
    names.set(name, names.has(name) ? undefined : code); // a name shared by two tells nothing
  }
  const certain = new Map<string, string>();
  for (const [name, code] of names) if (code !== undefined && name !== '') certain.set(name, code);
  return certain;
}

/** Name and département, since many communes of France share a name. */
function placeName(list: CommuneList, code: string): string {
  const row = list.communes.get(code);
  return row ? `${row.departement ?? ''} ${row.name}` : '';
}
