import {
  type ExploreGrouping,
  type ExploreLayout,
  type ExploreSort,
  type ExploreView,
  writeFilter,
} from '../../explore-url.ts';
import type { ServedFormat } from '../../export/export-menu.tsx';
import { localeAt } from '../../i18n/address.ts';
import { type ColumnKey, columnName } from '../../url.ts';
import { maybeGrouping } from './grouping.ts';

const GROUPS: Readonly<Record<ExploreGrouping, string>> = {
  EPCI: 'EPCI',
  DEPARTEMENT: 'DEPARTEMENT',
  REGION: 'REGION',
  STRATUM: 'STRATES',
};

/** An address longer than that is not cited: it would make one that servers refuse. */
const LONGEST = 3_000;

/** The address of the file that holds every row of a view, those of folded groups aside: the API writes it, with its sources, cautions, and `page`, the address that shows it. */
export function exportAddress(
  view: ExploreView,
  columns: readonly ColumnKey[],
  format: ServedFormat,
  page: string,
): string {
  const parameters = new URLSearchParams(
    view.territories ? { territories: view.territories.join(',') } : { level: view.level },
  );
  parameters.set('columns', inOrder(columns.map(columnName), view.layout).join(','));
  if (view.within && !view.territories) parameters.set('within', view.within);
  const groups = maybeGrouping(view);
  if (groups) {
    parameters.set('groups', GROUPS[groups]);
    const { all, but } = view.unfolded;
    if (!all || but.length > 0) parameters.set(all ? 'closed' : 'open', but.join(','));
  }
  parameters.set('total', 'oui');
  if (view.search) parameters.set('search', view.search);
  if (view.filters.length > 0) parameters.set('filter', view.filters.map(writeFilter).join(','));
  if (view.sort.length > 0) parameters.set('sort', view.sort.map(toSortText).join(','));
  if (view.geography === 'PUBLISHED') parameters.set('geography', 'PUBLISHED');
  if (page.length <= LONGEST) parameters.set('view', page);
  if (format === 'csvPlain') parameters.set('style', 'plain');
  if (localeAt(page) === 'en') parameters.set('language', 'EN');
  return `/export/grid.${format === 'csvPlain' ? 'csv' : format}?${parameters}`;
}

/** Names of columns as the reader put them: what is pinned first, then what she moved; those that she did not stay in their order, after it. */
function inOrder(names: readonly string[], { order, columns }: ExploreLayout): readonly string[] {
  const pinned = new Set(columns.flatMap((column) => (column.pinned ? [column.column] : [])));
  const place = new Map(order.map((name, index) => [name, index]));
  return names.toSorted(
    (left, right) =>
      Number(pinned.has(right)) - Number(pinned.has(left)) ||
      (place.get(left) ?? order.length) - (place.get(right) ?? order.length),
  );
}

function toSortText({ by, descending }: ExploreSort): string {
  const key = typeof by === 'string' ? by : columnName(by);
  return descending ? `-${key}` : key;
}
