import { type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { MovementRow } from '../publication/input.ts';
import type { Tell } from './commune-events.ts';
import { type Holders, perimeterOn } from './holder.ts';
import type { Lineage } from './lineage.ts';
import { enumerate, named, type Place, plural } from './wording.ts';

/** What each modality says of the parts of a commune, for one part and for several. */
const SENTENCES: ReadonlyMap<number, readonly [string, string]> = new Map([
  [34, ['Fin de la commune associée', 'Fin des communes associées']],
  [35, ['Suppression de la commune déléguée', 'Suppression des communes déléguées']],
  [
    70,
    [
      'Transformation en commune déléguée de la commune associée',
      'Transformation en communes déléguées des communes associées',
    ],
  ],
  [71, ['Rétablissement de la commune déléguée', 'Rétablissement des communes déléguées']],
  [72, ['Création de la commune déléguée', 'Création des communes déléguées']],
]);

interface StatusChange {
  readonly date: string;
  readonly mod: number;
  readonly parts: Map<string, Place>;
  readonly commune: TerritoryId;
}

/** Tells what became of déléguées and associées: no ground moves, the commune and the former commune are told. */
export function tellStatusEvents(
  movements: readonly MovementRow[],
  lineage: Lineage,
  holders: Holders,
  tell: Tell,
): void {
  const changes = new Map<string, StatusChange>();
  for (const row of movements) {
    const part = partOf(row);
    if (!part) continue;
    const commune = row.typeAfter === 'COM' ? row.codeAfter : holderOfGround(part.code, row.date, lineage);
    if (commune === undefined) continue;
    const key = `${row.date} ${row.mod} ${commune}`;
    const change = changes.get(key) ?? {
      date: row.date,
      mod: row.mod,
      parts: new Map(),
      commune: idOn(commune, row.date, holders),
    };
    change.parts.set(part.code, part);
    changes.set(key, change);
  }
  for (const { date, mod, parts, commune } of changes.values()) {
    const [one, several] = SENTENCES.get(mod)!; // partOf keeps only these
    const places = [...parts.values()];
    const label = `${plural(places.length, one, several)} ${enumerate(places.map(named))}`;
    const former = places.flatMap(({ code }) => formerCommune(code, date, holders));
    tell({ date, kind: 'STATUS_CHANGE', label, before: [commune], after: [commune] }, new Set([commune, ...former]));
  }
}

function partOf(row: MovementRow): Place | undefined {
  if (!SENTENCES.has(row.mod)) return undefined;
  if (row.typeBefore === 'COMA' || (row.typeBefore === 'COMD' && row.typeAfter === 'COM')) {
    return { code: row.codeBefore, name: row.nameBefore };
  }
  if (row.typeBefore === 'COMD' && row.codeBefore === row.codeAfter) return undefined; // the déléguée that the others leave
  return row.typeAfter === 'COMD' ? { code: row.codeAfter, name: row.nameAfter } : undefined;
}

/** The commune that holds, on a day, the ground that a former commune had. */
function holderOfGround(code: string, day: string, lineage: Lineage): string | undefined {
  const own = perimeterOn(lineage.ofCode.get(code) ?? [], day);
  if (own) return own.code;
  const former = (lineage.ofCode.get(code) ?? []).findLast(({ to }) => to <= day);
  const atom = former?.atoms[0];
  return atom === undefined ? undefined : perimeterOn(lineage.ofAtom[atom] ?? [], day)?.code;
}

function idOn(code: string, day: string, holders: Holders): TerritoryId {
  const held = (holders.ofCode.get(code) ?? []).find(({ perimeters }) => perimeterOn(perimeters, day));
  return held?.id ?? toTerritoryId('commune', code);
}

/** The commune that a part once was, when it ended before that day. */
function formerCommune(code: string, day: string, holders: Holders): readonly TerritoryId[] {
  const holder = (holders.ofCode.get(code) ?? []).findLast(({ perimeters }) => perimeters.every(({ to }) => to <= day));
  return holder ? [holder.id] : [];
}
