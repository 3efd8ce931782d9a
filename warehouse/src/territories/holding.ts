import type { Vintage } from '@boussole/schema';
import type { Lineage } from './lineage.ts';

/** Who holds, at another vintage, the ground of a commune. */
export interface Holding {
  /** Codes of the communes that hold some of it, sorted. */
  readonly codes: readonly string[];
  /** Whether together they hold all of it. */
  readonly isWhole: boolean;
}

/** Makes the reader of holdings, read from the ground itself; a code that is not a commune of `from` is held by none. */
export function toHoldings(lineage: Lineage): (code: string, from: Vintage, to: Vintage) => Holding {
  return (code, from, to) => {
    const ground = lineage.at(from);
    const perimeter = ground.byCode.get(code) ?? ground.maybe.get(code);
    if (!perimeter) return { codes: [], isWhole: false };
    const { owners } = lineage.at(to);
    const held = perimeter.atoms.map((atom) => owners[atom]?.code);
    const codes = held.filter((owner) => owner !== undefined);
    return { codes: [...new Set(codes)].sort(), isWhole: codes.length === held.length };
  };
}
