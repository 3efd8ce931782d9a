import type { Vintage } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';

/** Communes that a territory holds, as 1 January of a vintage knows them. */
export interface Held {
  readonly vintage: Vintage;
  readonly communes: readonly string[];
}

/** A commune that joined a territory or left it between two vintages. */
export interface Move {
  readonly code: string;
  /** The one that knows its code: the earlier, but for a part of a commune that was cut, told by the commune that it became. */
  readonly vintage: Vintage;
  readonly joined: boolean;
  /** Whether only a part of its ground moved, so that no figure of the earlier vintage is that of what moved. */
  readonly isCut: boolean;
  /** Codes of the later vintage that hold it within the territory; empty when it left. */
  readonly holders: readonly string[];
}

/** Reads from the ground itself which communes joined and left; mergers and cuts within the territory move nothing. */
export function movesBetween(geography: Geography, before: Held, after: Held): readonly Move[] {
  if (before.vintage === after.vintage) return [];
  const isHeld = new Set(before.communes);
  const isHolding = new Set(after.communes);
  const origins = after.communes.flatMap((code) => geography.holding(code, after.vintage, before.vintage).codes);
  const moves = new Map<string, Move>();
  const add = (move: Move): void => void moves.set(`${move.code} ${move.joined}`, move);
  for (const code of new Set([...before.communes, ...origins])) {
    const { codes, isWhole } = geography.holding(code, before.vintage, after.vintage);
    const holders = codes.filter((holder) => isHolding.has(holder));
    const outside = codes.filter((holder) => !isHolding.has(holder));
    const isCut = holders.length > 0 && (outside.length > 0 || !isWhole);
    if (isHeld.has(code) && isCut) {
      for (const part of outside) add({ code: part, vintage: after.vintage, joined: false, isCut, holders: [] });
    } else if (isHeld.has(code) !== holders.length > 0) {
      add({ code, vintage: before.vintage, joined: holders.length > 0, isCut, holders });
    }
  }
  return [...moves.values()];
}
