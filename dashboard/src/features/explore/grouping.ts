import type { ExploreGrouping, ExploreView, Unfolded } from '../../explore-url.ts';

type Rows = Pick<ExploreView, 'level' | 'territories'>;

/** Under what rows may be gathered: EPCI straddle everything, so they stay as they are; in a list, only communes nest. */
export function groupingsOf({ level, territories }: Rows): readonly ExploreGrouping[] {
  const communes = territories ? territories.every((id) => id.startsWith('commune:')) : level === 'COMMUNE';
  if (communes) return ['EPCI', 'DEPARTEMENT', 'REGION', 'STRATUM'];
  return !territories && level === 'DEPARTEMENT' ? ['REGION'] : [];
}

/** The grouping of a view, when its rows have it. */
export function maybeGrouping(view: Rows & Pick<ExploreView, 'groups'>): ExploreGrouping | undefined {
  return view.groups && groupingsOf(view).includes(view.groups) ? view.groups : undefined;
}

/** Opens a group that is closed, or closes it. */
export function toggled({ all, but }: Unfolded, group: string): Unfolded {
  return { all, but: but.includes(group) ? but.filter((id) => id !== group) : [...but, group] };
}

export function isUnfolded({ all, but }: Unfolded, group: string): boolean {
  return all !== but.includes(group);
}
