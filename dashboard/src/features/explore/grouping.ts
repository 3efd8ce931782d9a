import type { ExploreGrouping, ExploreView, Unfolded } from '../../url.ts';

/** Under what rows of a level may be gathered: EPCI straddle everything, so they stay as they are. */
export function groupingsOf(level: ExploreView['level']): readonly ExploreGrouping[] {
  if (level === 'COMMUNE') return ['EPCI', 'DEPARTEMENT', 'REGION'];
  return level === 'DEPARTEMENT' ? ['REGION'] : [];
}

/** The grouping of a view, when its level has it. */
export function maybeGrouping({ groups, level }: Pick<ExploreView, 'groups' | 'level'>): ExploreGrouping | undefined {
  return groups && groupingsOf(level).includes(groups) ? groups : undefined;
}

/** Opens a group that is closed, or closes it. */
export function toggled({ all, but }: Unfolded, group: string): Unfolded {
  return { all, but: but.includes(group) ? but.filter((id) => id !== group) : [...but, group] };
}

export function isUnfolded({ all, but }: Unfolded, group: string): boolean {
  return all !== but.includes(group);
}
