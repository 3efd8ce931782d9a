import type { Geography } from './graphql/generated.ts';
import { query, readGeography, territoryList, writeGeography } from './url.ts';

export const MARKED_LEVELS = ['REGION', 'DEPARTEMENT', 'EPCI', 'COMMUNE'] as const;
export type MarkedLevel = (typeof MARKED_LEVELS)[number];
export type MarkedSide = 'HIGHER' | 'LOWER' | 'WORSE' | 'BETTER';

/** What stands out among the members of a territory: the other view of Comparer. */
export interface MarkedView {
  /** Those that the table compares, kept for when the reader goes back to it. */
  readonly territories: readonly string[];
  /** What holds them; undefined takes it from the territories. */
  readonly within: string | undefined;
  /** Undefined takes the usual one of what holds them. */
  readonly level: MarkedLevel | undefined;
  readonly theme: string | undefined;
  readonly side: MarkedSide | undefined;
  /** The only indicator, and the only territory, that are told. */
  readonly indicator: string | undefined;
  readonly only: string | undefined;
  /** Tells all gaps of each indicator, not the first few. */
  readonly all: boolean;
  readonly geography: Geography;
}

export const MARKED_VIEW = 'ecarts';
const SIDES: readonly (readonly [MarkedSide, string])[] = [
  ['HIGHER', 'dessus'],
  ['LOWER', 'dessous'],
  ['WORSE', 'defavorable'],
  ['BETTER', 'favorable'],
];
export const SIDE_WORDS: readonly string[] = SIDES.map(([, word]) => word);

/** Is Comparer asked for its gaps, not for its table? */
export function isMarkedView(parameters: URLSearchParams): boolean {
  return parameters.get('vue') === MARKED_VIEW;
}

/** Reads the address of the gaps of Comparer; what is not understood takes its default. */
export function readMarked(parameters: URLSearchParams): MarkedView {
  const level = parameters.get('niveau')?.toUpperCase();
  const side = parameters.get('sens');
  return {
    territories: territoryList(parameters),
    within: parameters.get('dans') || undefined,
    level: MARKED_LEVELS.find((known) => known === level),
    theme: parameters.get('theme') || undefined,
    side: SIDES.find(([, word]) => word === side)?.[0],
    indicator: parameters.get('indicateur') || undefined,
    only: parameters.get('seul') || undefined,
    all: parameters.get('tous') === 'oui',
    geography: readGeography(parameters),
  };
}

export function writeMarked(view: MarkedView): string {
  return query({
    vue: MARKED_VIEW,
    dans: view.within,
    niveau: view.level?.toLowerCase(),
    t: view.territories.join(','),
    theme: view.theme,
    sens: SIDES.find(([side]) => side === view.side)?.[1],
    indicateur: view.indicator,
    seul: view.only,
    tous: view.all ? 'oui' : undefined,
    geographie: writeGeography(view.geography),
  });
}

/** Address of what stands out among the members of a territory. */
export function markedPath(within: string, level?: MarkedLevel): string {
  return `/comparer${writeMarked({ ...readMarked(new URLSearchParams()), within, level })}`;
}
