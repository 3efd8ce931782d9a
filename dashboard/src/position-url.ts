import type { Geography, PeerMethod } from './graphql/generated.ts';
import { MAP_LEVELS, maybeYear, query, readGeography, territoryList, writeGeography } from './url.ts';

export interface PositionView {
  readonly territories: readonly string[];
  readonly indicator: string | undefined;
  /** Undefined reads the latest year. */
  readonly year: number | undefined;
  /** Undefined takes that of the first territory. */
  readonly level: (typeof MAP_LEVELS)[number] | undefined;
  readonly within: string | undefined;
  /** The indicator across which the first is read. */
  readonly second: string | undefined;
  /** How the territories like the first one are looked for. */
  readonly alike: PeerMethod;
  readonly geography: Geography;
}

export function readPosition(parameters: URLSearchParams): PositionView {
  const level = parameters.get('niveau')?.toUpperCase();
  return {
    territories: territoryList(parameters),
    indicator: parameters.get('i') || undefined,
    year: maybeYear(parameters.get('annee')),
    level: MAP_LEVELS.find((known) => known === level),
    within: parameters.get('dans') || undefined,
    second: parameters.get('i2') || undefined,
    alike: parameters.get('semblables') === 'strate' ? 'STRATUM' : 'DISTANCE',
    geography: readGeography(parameters),
  };
}

export function writePosition(view: PositionView): string {
  return query({
    i: view.indicator,
    annee: view.year?.toString(),
    t: view.territories.join(','),
    niveau: view.level?.toLowerCase(),
    dans: view.within,
    i2: view.second,
    semblables: view.alike === 'STRATUM' ? 'strate' : undefined,
    geographie: writeGeography(view.geography),
  });
}
