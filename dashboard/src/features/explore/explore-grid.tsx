import type {
  CellClickedEvent,
  CellKeyDownEvent,
  ColDef,
  ColGroupDef,
  FilterChangedEvent,
  GridApi,
  SortChangedEvent,
} from 'ag-grid-community';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../../cells/use-explain.ts';
import { Empty } from '../../components/empty.tsx';
import { toCellElement, toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { type ColumnKey, columnName, type ExploreView, maybeColumn } from '../../url.ts';
import { type ExploreRow, type Outcome, useDatasource } from './api/use-datasource.ts';
import styles from './explore.module.css';
import { FILTER_OPTIONS, toFilterModel, toFilters, toSort } from './grid-models.ts';
import type { ChangeView } from './toolbar.tsx';

const BLOCK = 200;

interface ExploreGridProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly columns: readonly ColumnKey[];
  readonly catalogue: Catalogue;
  readonly outcome: Outcome | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** The grid of all territories: blocks of rows are asked for as the reader scrolls. */
export function ExploreGrid({ view, change, columns, catalogue, outcome, onOutcome }: ExploreGridProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const grid = useRef<GridApi<ExploreRow>>(undefined);
  const datasource = useDatasource(view, columns, onOutcome);
  const columnDefs = useColumns(columns, catalogue, view.level === 'COMMUNE');

  // « Back », « forward » and a pasted address change the sort and filters under the grid.
  const restored = JSON.stringify([view.sort, view.filters, columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the sort and the filters
  useEffect(() => {
    if (grid.current) restore(grid.current, view);
  }, [restored]);

  const open = (event: CellClickedEvent<ExploreRow> | CellKeyDownEvent<ExploreRow>) => {
    const column = maybeColumn(event.column.getColId());
    if (column && event.data) explain({ ...column, territory: event.data.id, geography: view.geography });
  };
  const onSortChanged = ({ api, source }: SortChangedEvent<ExploreRow>) => {
    if (source !== 'api') change({ sort: sortOf(api) });
  };
  const onFilterChanged = ({ api, source }: FilterChangedEvent<ExploreRow>) => {
    if (source !== 'api') change({ filters: toFilters(api.getFilterModel()) });
  };

  return (
    <div className={styles.holder}>
      {outcome?.total === 0 && outcome.error === undefined && (
        <div className={styles.none}>
          <Empty title={t('explore.none')}>{t('explore.noneText')}</Empty>
        </div>
      )}
      <DataGrid<ExploreRow>
        label={t('explore.grid')}
        className={styles.grid}
        initial={{
          rowModelType: 'infinite',
          getRowId: ({ data }) => data.id,
          cacheBlockSize: BLOCK,
          maxBlocksInCache: 30,
          maxConcurrentDatasourceRequests: 2,
          blockLoadDebounceMillis: 60,
          infiniteInitialRowCount: BLOCK,
          rowBuffer: 12,
          rowHeight: 36,
          animateRows: false,
          suppressRowHoverHighlight: true,
          // A narrow screen would leave the row of groups without any header, which a screen reader cannot read.
          suppressColumnVirtualisation: !isWide(),
          onGridReady: ({ api }) => {
            grid.current = api;
            restore(api, view);
          },
        }}
        live={{
          datasource,
          columnDefs,
          onCellClicked: open,
          onCellKeyDown: (event) => {
            if (event.event instanceof KeyboardEvent && event.event.key === 'Enter' && 'column' in event) open(event);
          },
          onSortChanged,
          onFilterChanged,
        }}
      />
    </div>
  );
}

function sortOf(api: GridApi<ExploreRow>) {
  const sorted = api
    .getColumnState()
    .filter(({ sort }) => sort)
    .sort((left, right) => (left.sortIndex ?? 0) - (right.sortIndex ?? 0));
  return toSort(sorted.map(({ colId, sort }) => ({ colId, sort: sort === 'desc' ? 'desc' : 'asc' })));
}

function restore(api: GridApi<ExploreRow>, { sort, filters }: ExploreView): void {
  if (JSON.stringify(sortOf(api)) !== JSON.stringify(sort)) {
    api.applyColumnState({
      defaultState: { sort: null },
      state: sort.map(({ by, descending }, sortIndex) => ({
        colId: typeof by === 'string' ? by : columnName(by),
        sort: descending ? 'desc' : 'asc',
        sortIndex,
      })),
    });
  }
  if (JSON.stringify(toFilters(api.getFilterModel())) !== JSON.stringify(filters))
    api.setFilterModel(toFilterModel(filters));
}

function useColumns(
  columns: readonly ColumnKey[],
  catalogue: Catalogue,
  communes: boolean,
): (ColDef<ExploreRow> | ColGroupDef<ExploreRow>)[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const wide = isWide();
    const identity: ColDef<ExploreRow>[] = [
      {
        colId: 'name',
        field: 'name',
        headerName: t('common.territory'),
        pinned: wide ? 'left' : null,
        width: wide ? 230 : 160,
        cellClass: 'cell-name',
        cellRenderer: drawnCell<ExploreRow>(({ data }) => toTerritoryElement(data)),
      },
      { colId: 'code', field: 'code', headerName: t('common.code'), width: communes ? 95 : 120 },
      { colId: 'departement', field: 'departement', headerName: t('explore.departement'), width: 165, sortable: false },
      {
        colId: 'epci',
        field: 'epci',
        headerName: t('explore.epci'),
        width: 220,
        sortable: false,
        tooltipField: 'epci',
      },
    ];
    const shown = !wide ? identity.slice(0, 1) : communes ? identity : identity.filter(({ colId }) => colId !== 'epci');
    const groups = [...new Set(columns.map(({ indicator }) => indicator))].flatMap((id): ColGroupDef<ExploreRow>[] => {
      const indicator = catalogue.byId.get(id);
      if (!indicator) return [];
      return [
        {
          groupId: id,
          headerName: indicator.shortLabel,
          headerTooltip: indicator.label,
          marryChildren: true,
          children: columns.flatMap((column, index): ColDef<ExploreRow>[] => {
            if (column.indicator !== id) return [];
            return [
              {
                colId: columnName(column),
                headerName: String(column.year),
                type: 'rightAligned',
                width: 118,
                cellClass: 'cell-number',
                sortingOrder: ['desc', 'asc', null],
                filter: 'agNumberColumnFilter',
                filterParams: {
                  filterOptions: FILTER_OPTIONS,
                  maxNumConditions: 1,
                  inRangeInclusive: true,
                  buttons: ['apply', 'reset'],
                  closeOnApply: true,
                },
                valueGetter: ({ data }) => data?.cells[index]?.value ?? null,
                cellRenderer: drawnCell<ExploreRow>(({ data }) => toCellElement(locale, data?.cells[index], indicator)),
              },
            ];
          }),
        },
      ];
    });
    return [...shown, ...groups];
  }, [columns, catalogue, communes, t, locale]);
}
