import type { ServedFormat } from '../../export/export-menu.tsx';
import { type ColumnKey, columnName, type ExploreSort, type ExploreView, writeFilter } from '../../url.ts';

/** The address of the file that holds every row of a view: the API writes it, with its sources and cautions. */
export function exportAddress(view: ExploreView, columns: readonly ColumnKey[], format: ServedFormat): string {
  const parameters = new URLSearchParams({ level: view.level, columns: columns.map(columnName).join(',') });
  if (view.within) parameters.set('within', view.within);
  if (view.search) parameters.set('search', view.search);
  if (view.filters.length > 0) parameters.set('filter', view.filters.map(writeFilter).join(','));
  if (view.sort.length > 0) parameters.set('sort', view.sort.map(toSortText).join(','));
  if (view.geography === 'PUBLISHED') parameters.set('geography', 'PUBLISHED');
  if (format === 'csvPlain') parameters.set('style', 'plain');
  return `/export/grid.${format === 'csvPlain' ? 'csv' : format}?${parameters}`;
}

function toSortText({ by, descending }: ExploreSort): string {
  const key = typeof by === 'string' ? by : columnName(by);
  return descending ? `-${key}` : key;
}
