import { departementOfCommune, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Cell } from './values.ts';

/** What a list of all that exists says of a commune that it does not name. */
export const ABSENT: Cell = {
  state: 'COMPUTED',
  value: 0,
  marker: undefined,
  derived: { rule: 'ABSENT', parts: 0, partsTotal: 0 },
};
export const UNKNOWN: Cell = { state: 'NOT_AVAILABLE', value: null, marker: undefined };

/** What a source that leaves out communes too small to be told says of one. */
export const UNTOLD: Cell = { state: 'SECRET', value: null, marker: undefined };

/** Share of the communes of a département that a file must name for the others to be those that its source leaves out, and not the reader. */
const MOST = 0.5;

/** Départements of which a file names most communes. */
export function mostlyNamed(
  named: ReadonlySet<string>,
  departements: ReadonlySet<string>,
  geography: Geography,
  cog: Vintage,
): ReadonlySet<string> {
  const counts = new Map<string, { known: number; all: number }>();
  for (const code of geography.communes(cog).keys()) {
    const departement = departementOfCommune(code);
    const count = counts.get(departement) ?? { known: 0, all: 0 };
    counts.set(departement, { known: count.known + (named.has(code) ? 1 : 0), all: count.all + 1 });
  }
  const isMostly = (departement: string): boolean => {
    const { known, all } = counts.get(departement) ?? { known: 0, all: 1 };
    return known >= MOST * all;
  };
  return new Set([...departements].filter(isMostly));
}

/** Communes of some départements that a file does not name. */
export function absentCommunes(
  named: ReadonlySet<string>,
  departements: ReadonlySet<string>,
  geography: Geography,
  cog: Vintage,
): readonly string[] {
  return [...geography.communes(cog).keys()].filter(
    (code) => !named.has(code) && departements.has(departementOfCommune(code)),
  );
}
