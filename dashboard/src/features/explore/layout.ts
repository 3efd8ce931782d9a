import type { ColumnState, GridApi } from 'ag-grid-community';
import { type ColumnLayout, type ExploreLayout, NO_LAYOUT } from '../../explore-url.ts';

/** How the columns of a grid are before the reader touches them, from left to right. */
export type FirstLayout = readonly ColumnLayout[];

/** What the reader changed of the columns. */
export function layoutOf(api: GridApi, first: FirstLayout): ExploreLayout {
  const known = new Map(first.map((column) => [column.column, column]));
  const state = api.getColumnState().filter(({ colId }) => known.has(colId));
  const columns = state.flatMap(({ colId, width, pinned }): ColumnLayout[] => {
    const before = known.get(colId);
    const now = { column: colId, width: Math.round(width ?? 0), pinned: pinned === 'left' };
    return before && before.width === now.width && before.pinned === now.pinned ? [] : [now];
  });
  const order = state.map(({ colId }) => colId);
  const isMoved = first.some(({ column }, index) => column !== order[index]);
  return columns.length === 0 && !isMoved ? NO_LAYOUT : { columns, order: isMoved ? order : [] };
}

/** Gives the columns of a grid a layout; those that it does not name are as they were first. */
export function applyLayout(api: GridApi, first: FirstLayout, { columns, order }: ExploreLayout): void {
  const asked = new Map(columns.map((column) => [column.column, column]));
  const place = new Map(order.map((column, index) => [column, index]));
  const sorted = first.toSorted(
    (left, right) => (place.get(left.column) ?? order.length) - (place.get(right.column) ?? order.length),
  );
  const state = sorted.map((column): ColumnState => {
    const { width, pinned } = asked.get(column.column) ?? column;
    return { colId: column.column, width, pinned: pinned ? 'left' : null };
  });
  api.applyColumnState({ state, applyOrder: true });
}
