/** A sum of unknown numbers that is known: coefficients by unknown, never zero. */
export interface Equation {
  readonly terms: ReadonlyMap<number, number>;
  readonly total: number;
}

/** A prime whose products stay exact: unknowns with whole coefficients are told apart as over the rationals, but for one chance in 10^7. */
const PRIME = 67_108_859;

/** Totals of rounded figures may differ from zero by what their roundings leave. */
const ZERO = 1e-6;

/**
 * Finds the unknowns, numbered from 0 to `count` - 1 and none of them negative, that have only one value which satisfies all equations:
 * those that a reader who knows the equations can work out exactly.
 */
export function determined(count: number, equations: readonly Equation[]): ReadonlySet<number> {
  const zero = zeros(equations);
  const rest = equations.map(({ terms }) => new Map([...terms].filter(([unknown]) => !zero.has(unknown))));
  const classes = toClasses(count, rest, zero);
  const solved = eliminate(rest.map((terms) => collapse(terms, classes)));
  const found = new Set(zero);
  for (const [representative, members] of classes.members) {
    if (members.length === 1 && solved.has(representative)) found.add(representative);
  }
  return found;
}

/** Unknowns of sums that are zero without a negative term are all zero; what they leave of other sums may be zero in its turn. */
function zeros(equations: readonly Equation[]): ReadonlySet<number> {
  const zero = new Set<number>();
  for (let before = -1; before < zero.size; ) {
    before = zero.size;
    for (const { terms, total } of equations) {
      if (Math.abs(total) > ZERO) continue;
      const left = [...terms].filter(([unknown]) => !zero.has(unknown));
      if (left.every(([, coefficient]) => coefficient > 0)) for (const [unknown] of left) zero.add(unknown);
    }
  }
  return zero;
}

interface Classes {
  /** Unknowns that come together in every sum, by the first of them: only their own sum can be worked out. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  readonly of: ReadonlyMap<number, number>;
}

function toClasses(
  count: number,
  equations: readonly ReadonlyMap<number, number>[],
  zero: ReadonlySet<number>,
): Classes {
  const signatures = Array.from({ length: count }, () => '');
  equations.forEach((terms, index) => {
    for (const [unknown, coefficient] of terms) signatures[unknown] += `${index}x${coefficient} `;
  });
  const first = new Map<string, number>();
  const members = new Map<number, number[]>();
  const of = new Map<number, number>();
  signatures.forEach((signature, unknown) => {
    if (signature === '' || zero.has(unknown)) return;
    const representative = first.get(signature) ?? unknown;
    first.set(signature, representative);
    of.set(unknown, representative);
    const others = members.get(representative);
    if (others) others.push(unknown);
    else members.set(representative, [unknown]);
  });
  return { members, of };
}

function collapse(terms: ReadonlyMap<number, number>, { of }: Classes): Map<number, number> {
  const collapsed = new Map<number, number>();
  for (const [unknown, coefficient] of terms) {
    collapsed.set(of.get(unknown)!, ((coefficient % PRIME) + PRIME) % PRIME); // every unknown of a sum has a class
  }
  return collapsed;
}

/** Reduces the equations to their echelon form, shortest first; answers the unknowns that stand alone in one. */
function eliminate(rows: Map<number, number>[]): ReadonlySet<number> {
  const pivots = new Map<number, Map<number, number>>();
  for (const row of rows.sort((a, b) => a.size - b.size)) {
    reduce(row, pivots);
    const [pivot] = row.keys();
    if (pivot === undefined) continue;
    scale(row, inverse(row.get(pivot)!));
    // Rows already there must not hold the new pivot: each pivot then stands in its own row alone.
    for (const other of pivots.values()) subtract(other, row, pivot);
    pivots.set(pivot, row);
  }
  return new Set([...pivots].filter(([, row]) => row.size === 1).map(([pivot]) => pivot));
}

function reduce(row: Map<number, number>, pivots: ReadonlyMap<number, ReadonlyMap<number, number>>): void {
  for (const unknown of [...row.keys()]) {
    const pivotRow = pivots.get(unknown);
    if (pivotRow) subtract(row, pivotRow, unknown);
  }
}

/** Takes as much of `other` from `row` as rids it of `unknown`. */
function subtract(row: Map<number, number>, other: ReadonlyMap<number, number>, unknown: number): void {
  const factor = row.get(unknown);
  if (factor === undefined) return;
  for (const [key, coefficient] of other) {
    const value = ((row.get(key) ?? 0) + PRIME * PRIME - factor * coefficient) % PRIME;
    if (value === 0) row.delete(key);
    else row.set(key, value);
  }
}

function scale(row: Map<number, number>, factor: number): void {
  for (const [key, coefficient] of row) row.set(key, (coefficient * factor) % PRIME);
}

/** By Fermat's little theorem. */
function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
