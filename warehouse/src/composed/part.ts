import { FRANCE, maybeTerritoryKey, type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import { type ComposedTerritory, once } from './composition.ts';

/** Ids of the parts that an EPCI has, one per département, in code order; empty when it lies in one, or is none. */
export function partIds(geography: Geography, epci: TerritoryId): readonly TerritoryId[] {
  const key = maybeTerritoryKey(epci);
  const state = key?.level === 'epci' ? geography.epcis(geography.reference)?.get(key.code) : undefined;
  if (!state || state.departements.length < 2) return [];
  return state.departements.map((departement) => toTerritoryId('partie', `${state.code}-${departement}`));
}

/** The part of an EPCI that lies in a département; undefined when that EPCI does not straddle it at the reference vintage. */
export function maybePart(geography: Geography, id: TerritoryId): ComposedTerritory | undefined {
  const [epci = '', departement = ''] = id.slice(id.indexOf(':') + 1).split('-');
  const whole = toTerritoryId('epci', epci);
  if (!partIds(geography, whole).includes(id)) return undefined;
  const { reference } = geography;
  const state = geography.departements(reference).get(departement);
  const name = `${geography.territory(whole)?.name ?? epci} (partie ${state?.name ?? departement})`;
  const region = state?.region;
  return {
    territory: {
      id,
      level: 'partie',
      code: `${epci}-${departement}`,
      name,
      validFrom: undefined,
      validTo: undefined,
    },
    version: '',
    vintage: reference,
    parents: [
      whole,
      toTerritoryId('departement', departement),
      ...(region === undefined ? [] : [toTerritoryId('region', region)]),
      FRANCE,
    ],
    at: once((vintage) => ({
      communes: (geography.epcis(vintage)?.get(epci)?.communes ?? []).filter(
        (code) => geography.membership(vintage).get(code)?.departement === departement,
      ),
      mergedOutside: [],
    })),
  };
}
