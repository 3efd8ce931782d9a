import { departementOfCommune, type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { MovementRow } from '../publication/input.ts';
import { mapInSteps, type Steps } from '../store/steps.ts';
import type { Chronology } from './chronology.ts';
import { fold } from './fold.ts';
import type { Holders } from './holder.ts';
import { dayOf, type Lineage, type Perimeter } from './lineage.ts';
import type { CommuneList } from './lists.ts';
import { type Edge, lastDay, type Step } from './movement.ts';
import { type Names, nameOn } from './names.ts';
import type { EventKind, TerritoryEvent } from './territory.ts';
import { enumerate, fromLists, mergerLabel, named, type Place, sharedLabel, splitLabel } from './wording.ts';

/** Receives each event with the territories that it is told of. */
export type Tell = (event: TerritoryEvent, of: Iterable<TerritoryId>) => void;

export interface CommuneHistory {
  readonly chronology: Chronology;
  readonly lineage: Lineage;
  readonly holders: Holders;
  readonly names: Names;
  readonly movements: readonly MovementRow[];
  readonly lists: readonly CommuneList[];
}

/** Official titles of the modalities that move ground or change a code; any other is told by what it does. */
const TITLES: ReadonlyMap<number, string> = new Map([
  [20, 'Création'],
  [21, 'Rétablissement'],
  [30, 'Suppression'],
  [31, 'Fusion simple'],
  [32, 'Création de commune nouvelle'],
  [33, 'Fusion-association'],
  [41, 'Changement de département'],
  [50, 'Transfert de chef-lieu'],
]);

/** Nothing before it in the code does not make a commune new: those overseas, Tende and La Brigue are older than their département or than France there. */
const ENTRY = 'Entrée dans le code officiel géographique';

/** Tells what happened to communes: first what moved ground, codes or names, then what the lists say of names. */
export function* tellCommuneEvents(history: CommuneHistory, tell: Tell): Steps<void> {
  const teller = new CommuneTeller(history, tell);
  yield* mapInSteps(history.chronology.steps, (step) => teller.tellStep(step));
  yield* mapInSteps(history.movements, (row) => teller.tellRename(row));
  teller.tellListedRenames();
  yield;
}

class CommuneTeller {
  private readonly history: CommuneHistory;
  private readonly tell: Tell;

  constructor(history: CommuneHistory, tell: Tell) {
    this.history = history;
    this.tell = tell;
  }

  tellStep(step: Step): void {
    const inferred = this.history.chronology.inferred.has(step);
    for (const edges of components(step.edges)) {
      const shape = this.shapeOf(edges, step.date);
      const told = describe(shape, inferred ? undefined : step.mod);
      if (!told) continue;
      const label = inferred ? fromLists(told.label, step.date) : told.label;
      const { before, after } = shape;
      const ids = (places: readonly HeldPlace[]): TerritoryId[] => [...new Set(places.map(({ id }) => id))];
      const departements = new Set<TerritoryId>();
      if (told.kind === 'DEPARTEMENT_CHANGE') {
        for (const { code } of [...before, ...after])
          departements.add(toTerritoryId('departement', departementOfCommune(code)));
      }
      const event = { date: step.date, kind: told.kind, label, before: ids(before), after: ids(after) };
      this.tell(event, new Set([...event.before, ...event.after, ...departements]));
    }
  }

  tellRename({ mod, date, typeBefore, typeAfter, codeBefore, codeAfter, nameBefore, nameAfter }: MovementRow): void {
    if (mod !== 10 || typeBefore !== 'COM' || typeAfter !== 'COM') return;
    this.rename(codeBefore, codeAfter, date, nameBefore, nameAfter, false);
  }

  /** Names that differ between two lists after the last day that movements cover; spelling apart. */
  tellListedRenames(): void {
    const { lists, movements } = this.history;
    const covered = lastDay(movements);
    lists.forEach((later, index) => {
      const earlier = lists[index - 1];
      const day = dayOf(later.vintage);
      if (!earlier || day <= covered) return;
      for (const { code, name } of later.communes.values()) {
        const known = earlier.communes.get(code)?.name;
        if (known !== undefined && known !== name && fold(known) !== fold(name) && !this.isNewGround(code, day)) {
          this.rename(code, code, day, known, name, true);
        }
      }
    });
  }

  private rename(before: string, after: string, date: string, from: string, to: string, listed: boolean): void {
    const label = `Changement de nom : ${named({ name: from, code: before })} devient ${to}`;
    const place = this.placeBefore(before, date);
    const next = this.placeAfter(after, date);
    const event = {
      date,
      kind: 'RENAME',
      label: listed ? fromLists(label, date) : label,
      before: [place.id],
      after: [next.id],
    } as const;
    this.tell(event, new Set([place.id, next.id]));
  }

  private isNewGround(code: string, day: string): boolean {
    return (this.history.lineage.ofCode.get(code) ?? []).some(({ from }) => from === day);
  }

  private shapeOf(edges: readonly Edge[], date: string): Shape {
    const before = [...new Set(edges.flatMap((edge) => edge.before ?? []))].sort();
    const after = [...new Set(edges.flatMap((edge) => edge.after ?? []))].sort();
    return {
      edges,
      before: before.map((code) => this.placeBefore(code, date)),
      after: after.map((code) => this.placeAfter(code, date)),
    };
  }

  private placeBefore(code: string, date: string): HeldPlace {
    const perimeters = this.history.lineage.ofCode.get(code) ?? [];
    const held =
      perimeters.find(({ from, to }) => from < date && date <= to) ?? perimeters.find(({ to }) => date <= to);
    const name = this.lastNameBefore(code, date);
    return { code, name: name ?? code, id: this.idOf(code, held) };
  }

  private placeAfter(code: string, date: string): HeldPlace {
    const perimeters = this.history.lineage.ofCode.get(code) ?? [];
    const held =
      perimeters.find(({ from, to }) => from <= date && date < to) ?? perimeters.findLast(({ from }) => from <= date);
    return { code, name: nameOn(this.history.names, code, date) ?? code, id: this.idOf(code, held) };
  }

  private lastNameBefore(code: string, date: string): string | undefined {
    const namings = this.history.names.get(code);
    return (namings?.findLast(({ from }) => from < date) ?? namings?.[0])?.name;
  }

  private idOf(code: string, perimeter: Perimeter | undefined): TerritoryId {
    return perimeter ? this.history.holders.of(perimeter).id : toTerritoryId('commune', code);
  }
}

interface HeldPlace extends Place {
  readonly id: TerritoryId;
}

interface Shape {
  readonly edges: readonly Edge[];
  readonly before: readonly HeldPlace[];
  readonly after: readonly HeldPlace[];
}

/** What a step did to communes that it ties together; undefined for renames, which have rows of their own, and for no change. */
function describe(shape: Shape, mod: number | undefined): { kind: EventKind; label: string } | undefined {
  const { before, after } = shape;
  const [origin] = before;
  const [result] = after;
  if (mod === 10) return undefined;
  if (before.length === 0 && after.length > 0) {
    const title = mod === undefined || mod === 20 ? ENTRY : titleOf(mod, ENTRY);
    return { kind: 'CREATION', label: `${title} : ${enumerate(after.map(named))}` };
  }
  if (origin && !result) return { kind: 'SPLIT', label: sharedLabel(titleOf(mod, 'Suppression'), before, []) };
  if (!origin || !result) return undefined;
  if (before.length === 1 && after.length === 1) return describeCodeChange(origin, result, mod);
  const remaining = new Set(after.map(({ code }) => code));
  const standing = new Set(before.map(({ code }) => code));
  if (after.length === 1) {
    const joining = before.filter(({ code }) => code !== result.code);
    const receiver = before.find(({ code }) => code === result.code);
    return { kind: 'MERGER', label: mergerLabel(titleOf(mod, 'Fusion'), joining, receiver, result) };
  }
  const gone = before.filter(({ code }) => !remaining.has(code));
  const leaving = after.filter(({ code }) => !standing.has(code));
  if (leaving.length === 0)
    return { kind: 'SPLIT', label: sharedLabel(titleOf(mod, 'Suppression'), gone, heirsOf(gone, shape)) };
  const kind = mod === 20 ? 'CREATION' : 'SPLIT';
  return { kind, label: splitLabel(titleOf(mod, 'Séparation'), leaving, before, after) };
}

function describeCodeChange(before: HeldPlace, after: HeldPlace, mod: number | undefined): ReturnType<typeof describe> {
  if (before.code === after.code) return undefined;
  const moved = departementOfCommune(before.code) !== departementOfCommune(after.code);
  const kind =
    mod === 41 || (mod === undefined && moved) ? 'DEPARTEMENT_CHANGE' : mod === 50 ? 'SEAT_CHANGE' : 'CODE_CHANGE';
  const title = titleOf(mod, moved ? 'Changement de département' : 'Changement de code');
  const renamed = before.name === after.name ? '' : ` et devient ${after.name}`;
  return { kind, label: `${title} : ${before.name} passe du code ${before.code} au code ${after.code}${renamed}` };
}

function heirsOf(gone: readonly Place[], { edges, after }: Shape): readonly Place[] {
  const codes = new Set(gone.map(({ code }) => code));
  const heirs = new Set(edges.flatMap((edge) => (codes.has(edge.before ?? '') ? (edge.after ?? []) : [])));
  return after.filter(({ code }) => heirs.has(code));
}

function titleOf(mod: number | undefined, otherwise: string): string {
  return (mod === undefined ? undefined : TITLES.get(mod)) ?? otherwise;
}

/** Edges grouped by the communes that they tie together. */
function components(edges: readonly Edge[]): readonly (readonly Edge[])[] {
  const groupOf = new Map<string, Set<Edge>>();
  for (const edge of edges) {
    const codes = [edge.before, edge.after].filter((code) => code !== undefined);
    const merged = new Set<Edge>([edge]);
    for (const code of codes) for (const other of groupOf.get(code) ?? []) merged.add(other);
    for (const { before, after } of merged) {
      if (before !== undefined) groupOf.set(before, merged);
      if (after !== undefined) groupOf.set(after, merged);
    }
  }
  return [...new Set(groupOf.values())].map((group) => [...group]);
}
