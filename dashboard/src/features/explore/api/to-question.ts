import type { ExploreGrouping, ExploreView, Unfolded } from '../../../explore-url.ts';
import type { ExploreCautionsQueryVariables, GridGroupsInput } from '../../../graphql/generated.ts';
import type { ColumnKey } from '../../../url.ts';

/** What decides which lines and columns a table has, as the API wants it; filters aside. */
export function toQuestion(
  { level, within, territories, search, geography }: ExploreView,
  groups: ExploreGrouping | undefined,
  unfolded: Unfolded,
  columns: readonly ColumnKey[],
): Pick<ExploreCautionsQueryVariables, 'rows' | 'columns' | 'search' | 'groups' | 'geography'> {
  return {
    rows: territories ? { territories: [...territories] } : { level, within: within ?? null },
    columns: columns.map(({ indicator, year }) => ({ indicator, year })),
    search: search || null,
    groups: groups ? toGroups(groups, unfolded) : null,
    geography,
  };
}

function toGroups(by: ExploreGrouping, { all, but }: Unfolded): GridGroupsInput {
  const grouping = by === 'STRATUM' ? { strata: true } : { by, strata: false };
  return { ...grouping, open: all ? null : [...but], closed: all ? [...but] : null };
}
