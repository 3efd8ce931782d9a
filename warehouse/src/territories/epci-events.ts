import { type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import type { Steps } from '../store/steps.ts';
import type { Tell } from './commune-events.ts';
import { fold } from './fold.ts';
import type { Holders } from './holder.ts';
import { dayOf, type Lineage } from './lineage.ts';
import { enumerate, named, ofName, type Place, plural } from './wording.ts';
import type { EpciState, Yearbook } from './yearbook.ts';

/** A commune of the earlier vintage, and the EPCI that held its ground before and after. */
interface Move {
  readonly commune: Place & { readonly id: TerritoryId };
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Listing every commune of a large move would make a label that nobody reads. */
const COMMUNES_NAMED = 8;

/** Tells what the perimeters of two successive vintages say: EPCI that appear, end, change name or SIREN, communes that move. */
export function* tellEpciEvents(
  vintages: readonly Vintage[],
  yearbook: Yearbook,
  lineage: Lineage,
  holders: Holders,
  tell: Tell,
): Steps<void> {
  for (const [index, later] of vintages.entries()) {
    const earlier = vintages[index - 1];
    yearbook.epcis(later); // put together in a step of its own
    yield;
    if (earlier !== undefined) new Turn(earlier, later, yearbook, lineage, holders, tell).run();
    yield;
  }
}

/** The turn from one vintage of perimeters to the next. */
class Turn {
  private readonly day: string;
  private readonly before: ReadonlyMap<string, EpciState>;
  private readonly after: ReadonlyMap<string, EpciState>;
  private readonly moves: readonly Move[];
  /** New SIREN by old one, for an EPCI that goes on under another. */
  private readonly renumbered: ReadonlyMap<string, string>;
  private readonly tell: Tell;

  constructor(earlier: Vintage, later: Vintage, yearbook: Yearbook, lineage: Lineage, holders: Holders, tell: Tell) {
    this.day = dayOf(later);
    this.before = yearbook.epcis(earlier) ?? new Map();
    this.after = yearbook.epcis(later) ?? new Map();
    this.moves = movesBetween(earlier, later, yearbook, lineage, holders);
    this.renumbered = pairRenumbered(this.before, this.after, this.moves);
    this.tell = tell;
  }

  run(): void {
    for (const [old, code] of this.renumbered) this.tellRenumbering(old, code);
    const continued = new Set(this.renumbered.values());
    for (const [code, state] of this.after) {
      const known = this.before.get(code);
      if (known) this.tellDescription(known, state);
      else if (!continued.has(code)) this.tellCreation(state);
    }
    for (const [code, state] of this.before) {
      if (!this.after.has(code) && !this.renumbered.has(code)) this.tellEnd(state);
    }
    this.tellMoves();
  }

  private tellRenumbering(old: string, code: string): void {
    const label = `Changement de numéro SIREN : ${this.nameBefore(old)} (${old}) devient ${this.nameAfter(code)} (${code})`;
    const [before, after] = [epciId(old), epciId(code)];
    this.tell({ date: this.day, kind: 'CODE_CHANGE', label, before: [before], after: [after] }, [before, after]);
  }

  private tellDescription(known: EpciState, state: EpciState): void {
    const id = epciId(state.code);
    const event = { date: this.day, before: [id], after: [id] };
    if (known.name !== state.name && fold(known.name) !== fold(state.name)) {
      this.tell({ ...event, kind: 'EPCI_RENAME', label: `Changement de nom : ${known.name} devient ${state.name}` }, [
        id,
      ]);
    }
    if (known.nature !== state.nature && known.nature !== '' && state.nature !== '') {
      const label = `Changement de nature : ${state.name} passe de ${known.nature} à ${state.nature}`;
      this.tell({ ...event, kind: 'STATUS_CHANGE', label }, [id]);
    }
  }

  private tellCreation(state: EpciState): void {
    const origins = tally(this.moves.filter(({ to }) => to === state.code).map(({ from }) => from));
    const count = state.communes.length;
    const made = `Création ${ofName(state.name)}, avec ${count} ${plural(count, 'commune', 'communes')}`;
    const label =
      origins.length === 0 ? made : `${made} venues de ${enumerate(origins.map(([code, n]) => this.origin(code, n)))}`;
    const ids = origins.flatMap(([code]) => (code === undefined ? [] : epciId(code)));
    const id = epciId(state.code);
    this.tell({ date: this.day, kind: 'EPCI_CREATION', label, before: ids, after: [id] }, [id]);
  }

  private tellEnd(state: EpciState): void {
    const heirs = tally(this.moves.filter(({ from }) => from === state.code).map(({ to }) => to));
    const ended = `Fin ${ofName(state.name)}`;
    const joined = heirs.flatMap(([code, n]) => (code === undefined ? [] : `${this.nameAfter(code)} (${n})`));
    const label = joined.length === 0 ? ended : `${ended} : ses communes rejoignent ${enumerate(joined)}`;
    const ids = heirs.flatMap(([code]) => (code === undefined ? [] : epciId(code)));
    const id = epciId(state.code);
    this.tell({ date: this.day, kind: 'EPCI_END', label, before: [id], after: ids }, [id]);
  }

  private tellMoves(): void {
    const groups = new Map<string, Move[]>();
    for (const move of this.moves) {
      if (move.from !== undefined && move.to !== undefined && this.renumbered.get(move.from) === move.to) continue;
      this.tellCommune(move);
      const key = `${move.from ?? ''}>${move.to ?? ''}`;
      const group = groups.get(key);
      if (group) group.push(move);
      else groups.set(key, [move]);
    }
    for (const group of groups.values()) this.tellGroup(group);
  }

  private tellCommune({ commune, from, to }: Move): void {
    const date = this.day;
    const ids = { before: from === undefined ? [] : [epciId(from)], after: to === undefined ? [] : [epciId(to)] };
    if (to === undefined) {
      const label = `${commune.name} quitte ${this.nameBefore(from)} et n’est plus membre d’aucun EPCI`;
      this.tell({ date, kind: 'EPCI_DEPARTURE', label, ...ids }, [commune.id]);
      return;
    }
    const left = from === undefined ? '' : `${this.nameBefore(from)} pour `;
    const verb = from === undefined ? 'rejoint' : 'quitte';
    this.tell({ date, kind: 'EPCI_ARRIVAL', label: `${commune.name} ${verb} ${left}${this.nameAfter(to)}`, ...ids }, [
      commune.id,
    ]);
  }

  /** What the EPCI that lasted see of communes that moved together. */
  private tellGroup(moves: readonly Move[]): void {
    const [first] = moves;
    if (!first) return;
    const { from, to } = first;
    const date = this.day;
    const communes = moves.map(({ commune }) => commune.id);
    if (to !== undefined && this.lasts(to)) {
      const origin = from === undefined ? '' : `, ${ofName(this.nameBefore(from))}`;
      const label = `Arrivée ${ofName(this.communesOf(moves))}${origin}`;
      this.tell({ date, kind: 'EPCI_ARRIVAL', label, before: communes, after: [epciId(to)] }, [epciId(to)]);
    }
    if (from !== undefined && (this.after.has(from) || this.renumbered.has(from))) {
      const where = to === undefined ? '' : `, vers ${this.nameAfter(to)}`;
      const label = `Départ ${ofName(this.communesOf(moves))}${where}`;
      const told = epciId(this.renumbered.get(from) ?? from);
      this.tell({ date, kind: 'EPCI_DEPARTURE', label, before: [told], after: communes }, [told]);
    }
  }

  private lasts(code: string): boolean {
    return this.before.has(code) || [...this.renumbered.values()].includes(code);
  }

  private communesOf(moves: readonly Move[]): string {
    const names = moves.slice(0, COMMUNES_NAMED).map(({ commune }) => named(commune));
    const others = moves.length - names.length;
    if (others === 0) return enumerate(names);
    return `${moves.length} communes (${names.join(', ')} et ${others} ${plural(others, 'autre', 'autres')})`;
  }

  private origin(code: string | undefined, count: number): string {
    return code === undefined ? `hors EPCI (${count})` : `${this.nameBefore(code)} (${count})`;
  }

  private nameBefore(code: string | undefined): string {
    return (code === undefined ? undefined : this.before.get(code)?.name) ?? code ?? '';
  }

  private nameAfter(code: string): string {
    return this.after.get(code)?.name ?? code;
  }
}

/** Communes of the earlier vintage whose ground is held by another EPCI in the later one, or by none any more, or at last by one. */
function movesBetween(
  earlier: Vintage,
  later: Vintage,
  yearbook: Yearbook,
  lineage: Lineage,
  holders: Holders,
): readonly Move[] {
  const moves: Move[] = [];
  const { owners } = lineage.at(later);
  const [before, afterwards] = [yearbook.epciOf(earlier), yearbook.epciOf(later)];
  const communes = yearbook.communes(earlier);
  for (const perimeter of lineage.at(earlier).byCode.values()) {
    const from = before(perimeter.code);
    // The commune's own piece of a ground that was cut: the first.
    const owner = perimeter.atoms.map((atom) => owners[atom]).find((candidate) => candidate !== undefined);
    if (!owner) continue;
    const to = afterwards(owner.code);
    if (from === to) continue;
    const name = communes.get(perimeter.code)?.name ?? perimeter.code;
    moves.push({ commune: { code: perimeter.code, name, id: holders.of(perimeter).id }, from, to });
  }
  return moves;
}

/** An EPCI that ends and a new one that shares more than half of all their communes are one, under two numbers. */
function pairRenumbered(
  before: ReadonlyMap<string, EpciState>,
  after: ReadonlyMap<string, EpciState>,
  moves: readonly Move[],
): ReadonlyMap<string, string> {
  const shared = new Map<string, number>();
  for (const { from, to } of moves) {
    if (from === undefined || to === undefined || after.has(from) || before.has(to)) continue;
    shared.set(`${from} ${to}`, (shared.get(`${from} ${to}`) ?? 0) + 1);
  }
  const pairs = new Map<string, string>();
  for (const [key, count] of shared) {
    const [from = '', to = ''] = key.split(' ');
    const all = (before.get(from)?.communes.length ?? 0) + (after.get(to)?.communes.length ?? 0) - count;
    if (count * 2 > all) pairs.set(from, to);
  }
  return pairs;
}

function tally(codes: readonly (string | undefined)[]): readonly (readonly [string | undefined, number])[] {
  const counts = new Map<string | undefined, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function epciId(code: string): TerritoryId {
  return toTerritoryId('epci', code);
}
