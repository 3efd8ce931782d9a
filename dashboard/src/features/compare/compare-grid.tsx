import type { CellClickedEvent, CellKeyDownEvent, PostSortRowsParams, SortChangedEvent } from 'ag-grid-community';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../../cells/use-explain.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { isWide } from '../../components/grid/is-wide.ts';
import { ROW_OF_TWO_LINES } from '../../components/grid/narrow.ts';
import type { CompareView } from '../../url.ts';
import type { HistoryOf } from './api/use-histories.ts';
import classes from './compare.module.css';
import type { ChangeView } from './compare.tsx';
import { columnIndex, useGridColumns } from './grid-columns.ts';
import type { Sheet, SheetLine } from './sheet.ts';

/** Above this number of lines the grid scrolls inside itself. */
const TALL = 24;
const LINE = 42;
const LINE_WITH_GAP = 56;

interface CompareGridProps {
  readonly sheet: Sheet;
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly historyOf: HistoryOf | undefined;
}

/** The comparison as a grid: names pinned at the left, benchmarks pinned at the bottom, or at the right when they are columns. */
export function CompareGrid({ sheet, view, change, historyOf }: CompareGridProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const columnDefs = useGridColumns(sheet, view, historyOf);
  const rowData = useMemo(() => [...sheet.lines], [sheet]);
  const pinned = useMemo(() => [...sheet.pinned], [sheet]);
  const hasGaps = [...sheet.lines, ...sheet.pinned].some(({ cells }) => cells.some(({ gap }) => gap));
  const tall = rowData.length > TALL;

  const open = (event: CellClickedEvent<SheetLine> | CellKeyDownEvent<SheetLine>) => {
    const cell = event.data?.cells[columnIndex(event.column.getColId())];
    if (!cell) return;
    const { indicator, year, territory } = cell;
    explain({ indicator: indicator.id, year, territory: territory.id, geography: view.geography });
  };
  const onSortChanged = ({ api, source }: SortChangedEvent<SheetLine>) => {
    if (source === 'api' || source === 'gridOptionsChanged') return;
    const sorted = api.getColumnState().find(({ sort }) => sort);
    const by = sorted && (sorted.colId === 'name' ? 'nom' : sheet.columns[columnIndex(sorted.colId)]?.sort);
    change({ sort: by ? { by, descending: sorted.sort === 'desc' } : undefined });
  };

  // Lines arrive already in order: the header shows the arrow, the address holds the sort.
  const postSortRows = useCallback(
    ({ nodes }: PostSortRowsParams<SheetLine>) => {
      const order = new Map(rowData.map(({ id }, index) => [id, index]));
      nodes.sort((left, right) => (order.get(left.id ?? '') ?? 0) - (order.get(right.id ?? '') ?? 0));
    },
    [rowData],
  );

  return (
    <DataGrid<SheetLine>
      // Height of lines and orientation are what a grid is made with.
      key={`${view.transposed} ${hasGaps} ${tall}`}
      label={t(view.transposed ? 'compare.gridTransposed' : 'compare.grid')}
      className={classes.grid}
      style={tall ? { height: '70vh' } : undefined}
      initial={{
        getRowId: ({ data }) => data.id,
        domLayout: tall ? 'normal' : 'autoHeight',
        rowHeight: hasGaps ? LINE_WITH_GAP : isWide() ? LINE : ROW_OF_TWO_LINES,
        rowClassRules: { 'row-benchmark': ({ data }) => data?.benchmark === true },
        suppressMultiSort: true,
      }}
      live={{
        rowData,
        pinnedBottomRowData: pinned,
        columnDefs,
        postSortRows,
        onCellClicked: open,
        onCellKeyDown: (event) => {
          if (event.event instanceof KeyboardEvent && event.event.key === 'Enter' && 'column' in event) open(event);
        },
        onSortChanged,
      }}
    />
  );
}
