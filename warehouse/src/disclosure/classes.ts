import type { Equation } from './equation.ts';

/** Unknowns that come together in every sum: only their own sum can be worked out, unless bounds leave them nothing to share. */
export interface Classes {
  /** Unknowns of each class, by the first of them. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  readonly of: ReadonlyMap<number, number>;
}

/** Puts together the unknowns, from 0 to `count` - 1, that the same sums hold with the same coefficients; those of no sum are in no class. */
export function toClasses(count: number, equations: readonly Pick<Equation, 'terms'>[]): Classes {
  const signatures = Array.from({ length: count }, () => '');
  equations.forEach(({ terms }, index) => {
    for (const [unknown, coefficient] of terms) signatures[unknown] += `${index}x${coefficient} `;
  });
  const first = new Map<string, number>();
  const members = new Map<number, number[]>();
  const of = new Map<number, number>();
  signatures.forEach((signature, unknown) => {
    if (signature === '') return;
    const representative = first.get(signature) ?? unknown;
    first.set(signature, representative);
    of.set(unknown, representative);
    const others = members.get(representative);
    if (others) others.push(unknown);
    else members.set(representative, [unknown]);
  });
  return { members, of };
}
