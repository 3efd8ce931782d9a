import type { TextMatch } from '../graphql/generated.ts';
import type { FoundTerritory } from './api/use-search.ts';

/** Something else than a territory that a text may find: an indicator, a page. */
export interface OtherTarget {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly match: TextMatch;
}

/** What a text finds, told apart: territories, then each kind of other targets. */
export type TargetGroup =
  | { readonly kind: 'territories'; readonly ids: readonly string[] }
  | {
      readonly kind: 'others';
      readonly name: string;
      readonly targets: readonly OtherTarget[];
      readonly ids: readonly string[];
    };

/**
 * Territories come first among what answers as well, but a word that is whole elsewhere comes before a name that goes on from it: « carte » is
 * the page before Cartelègue, « pauvre » is poverty before the commune of Pauvres, and nothing is mistyped in « jeunes ».
 */
const TERRITORIES: Readonly<Record<TextMatch, number>> = { EXACT: 0, WORDS: 2, BEGINNING: 4, NEARLY: 6 };
const OTHERS: Readonly<Record<TextMatch, number>> = { EXACT: 1, WORDS: 3, BEGINNING: 5, NEARLY: 7 };

/** Groups of what is found, the group of the best answer first. */
export function inGroups(found: readonly FoundTerritory[], others: readonly OtherTarget[]): readonly TargetGroup[] {
  const groups: { group: TargetGroup; rank: number }[] = [];
  const [first] = found;
  if (first) {
    const rank = TERRITORIES[first.match ?? 'EXACT'];
    groups.push({ group: { kind: 'territories', ids: found.map(({ node }) => node.id) }, rank });
  }
  for (const name of new Set(others.map(({ group }) => group))) {
    const targets = others.filter(({ group }) => group === name);
    const rank = Math.min(...targets.map(({ match }) => OTHERS[match]));
    groups.push({ group: { kind: 'others', name, targets, ids: targets.map(({ id }) => id) }, rank });
  }
  return groups.sort((one, other) => one.rank - other.rank).map(({ group }) => group);
}
