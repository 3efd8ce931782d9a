import type { Vintage } from '@boussole/schema';

/** Share of a commune's figures that goes to a commune of the other vintage. */
export interface PassagePart {
  readonly code: string;
  /** 1 when the whole goes there; otherwise its share of population. The weights of one commune add up to 1. */
  readonly weight: number;
  /** True when the weight is a share of population rather than a fact. */
  readonly estimated: boolean;
}

/** How figures by commune of `from` become figures by commune of `to`. */
export interface Passage {
  readonly from: Vintage;
  readonly to: Vintage;
  /** Every commune of `from`, in code order, except those of `undetermined` and `lost`. */
  readonly parts: ReadonlyMap<string, readonly PassagePart[]>;
  /** Communes cut into several whose populations nobody knows, with the communes of `to` that share them: not restatable. */
  readonly undetermined: ReadonlyMap<string, readonly string[]>;
  /** Communes of `from` that left no successor in `to`. */
  readonly lost: ReadonlySet<string>;
}
