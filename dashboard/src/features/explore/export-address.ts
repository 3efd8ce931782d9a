import type { ColumnKey, ExploreFilter, ExploreSort, ExploreView } from '../../url.ts';

/** The address of the file that holds every row of a view: the API writes it, with its sources and cautions. */
export function exportAddress(view: ExploreView, columns: readonly ColumnKey[]): string {
  const parameters = new URLSearchParams({ level: view.level, columns: columns.map(toName).join(',') });
  if (view.within) parameters.set('within', view.within);
  if (view.search) parameters.set('search', view.search);
  for (const filter of view.filters) parameters.append('filter', toFilterText(filter));
  if (view.sort.length > 0) parameters.set('sort', view.sort.map(toSortText).join(','));
  if (view.geography === 'PUBLISHED') parameters.set('geography', 'PUBLISHED');
  return `/export/grid.csv?${parameters}`;
}

function toName({ indicator, year }: ColumnKey): string {
  return `${indicator}:${year}`;
}

function toFilterText({ column, operator, value, upper }: ExploreFilter): string {
  return [toName(column), operator, value, upper].filter((part) => part !== undefined).join(':');
}

function toSortText({ by, descending }: ExploreSort): string {
  const key = typeof by === 'string' ? by : toName(by);
  return descending ? `-${key}` : key;
}
