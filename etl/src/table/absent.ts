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
