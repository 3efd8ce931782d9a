import type { MovementRow } from '@boussole/warehouse';
import type { JsonEntry } from './json-entry.ts';

/**
 * One stretch of the life of a commune (`COM`), or of what remains of it inside another: déléguée (`COMD`), associée (`COMA`), or
 * nothing (`COMP`). `whole` is the one that holds it.
 */
interface Stretch {
  readonly id: string;
  readonly type: string;
  readonly code: string;
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly reason: string | undefined;
  readonly end: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly whole: string | undefined;
}

/** A passage from one stretch to the next, with the communes that hold the ground on both sides of it. */
interface Turn {
  readonly date: string;
  readonly before: Stretch | undefined;
  readonly after: Stretch | undefined;
  readonly from: Stretch | undefined;
  readonly to: Stretch | undefined;
}

/** INSEE's modality of each reason; of several that meet on one day in the same communes, the first wins. */
const MODALITIES: readonly (readonly [number, RegExp])[] = [
  [32, /commune nouvelle|délég/],
  [33, /fusion-association/],
  [31, /^fusion simple$/],
  [21, /dé-fusion|rétablissement|recomposition de la commune (?:parent|groupe)$/],
  [20, /création/],
  [30, /suppression/],
  [34, /fusion (?:totale|partielle|avec la commune parente)/],
  [50, /chef lieu/],
  [41, /changement de département/],
  [10, /changement de nom/],
];

/**
 * Turns the history of communes that a package carries into the rows that INSEE would have written. The history does not say out
 * of what a commune was created, nor between which ones a commune was shared: these begin from nothing, and end in nothing.
 */
export function toMovements(entries: readonly JsonEntry[]): readonly MovementRow[] {
  const stretches = new Map(entries.map((entry) => [entry.text('id'), toStretch(entry)]));
  const rows: MovementRow[] = [];
  for (const turns of byDay(toTurns(stretches))) {
    for (const group of tiedTogether(turns)) rows.push(...toRows(group));
  }
  return rows;
}

function toStretch(entry: JsonEntry): Stretch {
  return {
    id: entry.text('id'),
    type: entry.text('type'),
    code: entry.text('code'),
    name: entry.text('nom'),
    from: entry.maybeText('dateDebut'),
    to: entry.maybeText('dateFin'),
    reason: entry.maybeText('raisonDebut'),
    end: entry.maybeText('raisonFin'),
    before: entry.maybeText('predecesseur'),
    after: entry.maybeText('successeur'),
    whole: entry.maybeText('pole'),
  };
}

function* toTurns(stretches: ReadonlyMap<string, Stretch>): Iterable<Turn> {
  const heads = new Set([...stretches.values()].flatMap(({ whole }) => whole ?? []));
  for (const after of stretches.values()) {
    if (after.from === undefined) continue;
    const before = after.before === undefined ? undefined : stretches.get(after.before);
    // A commune made of parts comes from its parts.
    if (!before && heads.has(after.id)) continue;
    const from = before && holderOf(before, after.from, stretches);
    yield { date: after.from, before, after, from, to: holderOf(after, after.from, stretches) };
  }
  for (const before of stretches.values()) {
    if (before.to === undefined || before.after !== undefined || before.end !== 'suppression') continue;
    yield { date: before.to, before, after: undefined, from: holderOf(before, before.to, stretches), to: undefined };
  }
}

/** The commune that holds a stretch on the eve of a day that ends it, or on the day that begins it. */
function holderOf(stretch: Stretch, day: string, stretches: ReadonlyMap<string, Stretch>): Stretch {
  let holder = stretch;
  while (holder.type !== 'COM' || (holder.to !== undefined && holder.to < day)) {
    const next: string | undefined = holder.type === 'COM' ? holder.after : holder.whole;
    const known = next === undefined ? undefined : stretches.get(next);
    if (!known) return holder;
    holder = known;
  }
  return holder;
}

function byDay(turns: Iterable<Turn>): Iterable<readonly Turn[]> {
  const days = new Map<string, Turn[]>();
  for (const turn of turns) {
    const day = days.get(turn.date);
    if (day) day.push(turn);
    else days.set(turn.date, [turn]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

/** The turns of one day, grouped by the communes that they tie together. */
function tiedTogether(turns: readonly Turn[]): Iterable<readonly Turn[]> {
  const groupOf = new Map<string, Set<Turn>>();
  for (const turn of turns) {
    const codes = [turn.from?.code, turn.to?.code].filter((code) => code !== undefined);
    const group = new Set([turn]);
    for (const code of codes) for (const other of groupOf.get(code) ?? []) group.add(other);
    for (const { from, to } of group) {
      if (from) groupOf.set(from.code, group);
      if (to) groupOf.set(to.code, group);
    }
  }
  return [...new Set(groupOf.values())].map((group) => [...group]);
}

function toRows(group: readonly Turn[]): readonly MovementRow[] {
  const reasons = group.flatMap(({ before, after, to }) => [
    after?.reason,
    to?.reason,
    after ? undefined : before?.end,
  ]);
  const mod = MODALITIES.find(([, pattern]) =>
    reasons.some((reason) => reason !== undefined && pattern.test(reason)),
  )?.[0];
  const rows = new Map<string, MovementRow>();
  const add = (row: MovementRow): void => void rows.set(JSON.stringify(row), row);
  for (const turn of group) {
    for (const row of rowsOf(turn, mod ?? 31)) add(row);
  }
  return [...rows.values()];
}

/** A commune that changes département and merges on the same day first takes its new code, as INSEE writes it. */
function* rowsOf({ date, before, after, from, to }: Turn, mod: number): Iterable<MovementRow> {
  const moved = after?.reason?.startsWith('changement de département +') && from && { ...from, code: after.code };
  if (moved) yield row(41, date, from, moved);
  const origin = moved || from;
  if (origin || to) yield row(mod, date, origin, to);
  if (before && isPart(before) && to) yield row(mod, date, before, to);
  if (after && isPart(after) && before) yield row(mod, date, isPart(before) ? before : (origin ?? before), after);
}

function isPart({ type }: Stretch): boolean {
  return type === 'COMD' || type === 'COMA';
}

function row(mod: number, date: string, before: Stretch | undefined, after: Stretch | undefined): MovementRow {
  return {
    mod,
    date,
    typeBefore: before?.type ?? '',
    codeBefore: before?.code ?? '',
    nameBefore: before?.name ?? '',
    typeAfter: after?.type ?? '',
    codeAfter: after?.code ?? '',
    nameAfter: after?.name ?? '',
  };
}
