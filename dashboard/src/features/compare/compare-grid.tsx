import type {
  CellClickedEvent,
  CellKeyDownEvent,
  ColDef,
  ColGroupDef,
  ICellRendererParams,
  PostSortRowsParams,
  SortChangedEvent,
  ValueGetterParams,
} from 'ag-grid-community';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { maybeHeat, maybeStanding } from '../../cells/favour.ts';
import { useExplain } from '../../cells/use-explain.ts';
import { toCellElement, toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { formatNumber, formatRank, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { CompareView } from '../../url.ts';
import classes from './compare.module.css';
import type { ChangeView } from './compare.tsx';
import type { CompareCell, CompareColumn, CompareRow, ComparisonTable } from './comparison-table.ts';

/** Above this number of rows the grid scrolls inside itself. */
const TALL = 24;

interface CompareGridProps {
  readonly table: ComparisonTable;
  readonly rows: readonly CompareRow[];
  readonly view: CompareView;
  readonly change: ChangeView;
}

type Column = ColDef<CompareRow, number | null>;

/** The comparison as a grid: territories pinned at the left, benchmarks pinned at the bottom. */
export function CompareGrid({ table, rows, view, change }: CompareGridProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const columnDefs = useColumns(table.columns, view);
  const rowData = useMemo(() => [...rows], [rows]);
  const pinned = useMemo(() => [...table.benchmarks], [table]);

  const open = (event: CellClickedEvent<CompareRow> | CellKeyDownEvent<CompareRow>) => {
    const column = table.columns[columnIndex(event.column.getColId())];
    if (!column || !event.data) return;
    explain({
      indicator: column.indicator.id,
      year: column.year,
      territory: event.data.territory.id,
      geography: view.geography,
    });
  };
  const onSortChanged = ({ api, source }: SortChangedEvent<CompareRow>) => {
    if (source === 'api' || source === 'gridOptionsChanged') return;
    const sorted = api.getColumnState().find(({ sort }) => sort);
    const by = sorted && (sorted.colId === 'name' ? 'nom' : table.columns[columnIndex(sorted.colId)]?.indicator.id);
    change({ sort: by ? { by, descending: sorted.sort === 'desc' } : undefined });
  };

  // Rows arrive already in order: the header shows the arrow, the address holds the sort.
  const postSortRows = useCallback(
    ({ nodes }: PostSortRowsParams<CompareRow>) => {
      const order = new Map(rowData.map(({ territory }, index) => [territory.id, index]));
      nodes.sort((left, right) => (order.get(left.id ?? '') ?? 0) - (order.get(right.id ?? '') ?? 0));
    },
    [rowData],
  );

  return (
    <DataGrid<CompareRow>
      label={t('compare.grid')}
      className={classes.grid}
      style={rowData.length > TALL ? { height: '70vh' } : undefined}
      initial={{
        getRowId: ({ data }) => data.territory.id,
        domLayout: rowData.length > TALL ? 'normal' : 'autoHeight',
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

function useColumns(
  columns: readonly CompareColumn[],
  { ranks, sort }: CompareView,
): (Column | ColGroupDef<CompareRow>)[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const wide = isWide();
    const name: ColDef<CompareRow> = {
      colId: 'name',
      headerName: t('common.territory'),
      pinned: wide ? 'left' : null,
      width: wide ? 230 : 130,
      cellClass: 'cell-name',
      valueGetter: ({ data }) => data?.territory.name,
      cellRenderer: drawnCell<CompareRow>(({ data }) => toTerritoryElement(data?.territory)),
      sort: sort?.by === 'nom' ? (sort.descending ? 'desc' : 'asc') : null,
    };
    return [
      name,
      ...columns.map(({ indicator, year }, index): Column | ColGroupDef<CompareRow> => {
        const cellOf = ({
          data,
        }: ValueGetterParams<CompareRow> | ICellRendererParams<CompareRow>): CompareCell | undefined =>
          data?.cells[index];
        const value: Column = {
          colId: `value-${index}`,
          headerName: ranks ? t('common.value') : `${indicator.shortLabel} ${year}`,
          headerTooltip: `${indicator.label}, ${year}`,
          type: 'rightAligned',
          minWidth: wide ? 120 : 105,
          flex: 1,
          cellClass: 'cell-number',
          wrapHeaderText: true,
          autoHeaderHeight: true,
          sortingOrder: ['desc', 'asc', null],
          sort: sort?.by === indicator.id ? (sort.descending ? 'desc' : 'asc') : null,
          valueGetter: (parameters) => cellOf(parameters)?.value ?? null,
          cellRenderer: drawnCell<CompareRow>(({ data }) => toCellElement(locale, data?.cells[index], indicator)),
          cellStyle: ({ data }) => {
            const heat =
              indicator.unit === 'COUNT'
                ? undefined
                : maybeHeat(maybeStanding(data?.cells[index]?.place?.percentile, indicator.polarity));
            return { backgroundColor: heat ?? 'transparent' };
          },
        };
        if (!ranks) return value;
        const rank: Column = {
          colId: `rank-${index}`,
          headerName: t('compare.rank'),
          type: 'rightAligned',
          width: 125,
          sortable: false,
          valueGetter: (parameters) => cellOf(parameters)?.place?.rank ?? null,
          valueFormatter: ({ data }) => {
            const place = data?.cells[index]?.place;
            return place
              ? t('compare.rankOf', { rank: formatRank(locale, place.rank), size: formatNumber(locale, place.size) })
              : '';
          },
        };
        const percentile: Column = {
          colId: `percentile-${index}`,
          headerName: t('compare.percentile'),
          headerTooltip: t('compare.percentileHelp'),
          type: 'rightAligned',
          width: 110,
          sortable: false,
          valueGetter: (parameters) => cellOf(parameters)?.place?.percentile ?? null,
          valueFormatter: ({ value: shown }) => (shown == null ? '' : formatShare(locale, shown / 100)),
        };
        return {
          groupId: indicator.id,
          headerName: `${indicator.shortLabel} ${year}`,
          marryChildren: true,
          children: [value, rank, percentile],
        };
      }),
    ];
  }, [columns, ranks, sort, t, locale]);
}

function columnIndex(id: string): number {
  return id.startsWith('value-') ? Number(id.slice('value-'.length)) : -1;
}
