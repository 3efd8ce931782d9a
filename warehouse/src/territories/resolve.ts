import type { Vintage } from '@boussole/schema';

export type Repair = 'LEADING_ZERO' | 'CORSICA' | 'OVERSEAS';

/** What a code is, when it can be read as it is written. */
export type KnownCode =
  | { readonly kind: 'commune'; readonly code: string }
  | { readonly kind: 'deleguee' | 'associee' | 'arrondissement'; readonly code: string; readonly commune: string }
  | {
      /** A commune of other vintages: the first and the last, and what holds its perimeter at the vintage asked. */
      readonly kind: 'other-vintage';
      readonly code: string;
      readonly first: Vintage;
      readonly last: Vintage;
      readonly successors: readonly string[];
    }
  /** A commune of an overseas collectivity: not in the figures for France. */
  | { readonly kind: 'overseas'; readonly code: string };

/** What a code met in a file is. A repair is offered only when it can be nothing else. */
export type Resolution =
  | KnownCode
  | { readonly kind: 'repaired'; readonly repair: Repair; readonly code: string; readonly as: KnownCode }
  | { readonly kind: 'unknown'; readonly code: string };

/** Which vintage a set of codes comes from. */
export interface CodeCensus {
  readonly best: Vintage;
  /** Codes known as communes, by vintage that has a list. */
  readonly counts: ReadonlyMap<Vintage, number>;
  readonly total: number;
}
