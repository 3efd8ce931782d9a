import type {
  CellClickedEvent,
  CellKeyDownEvent,
  ColDef,
  ColGroupDef,
  FilterChangedEvent,
  GridApi,
  SortChangedEvent,
} from 'ag-grid-community';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../../cells/use-explain.ts';
import { Empty } from '../../components/empty.tsx';
import { toCellElement, toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { type ColumnKey, columnName, type ExploreView, maybeColumn, type Unfolded } from '../../url.ts';
import { type ExploreRow, type ExploreSum, type Outcome, useDatasource } from './api/use-datasource.ts';
import styles from './explore.module.css';
import { FILTER_OPTIONS, toFilterModel, toFilters, toSort } from './grid-models.ts';
import { toNameElement } from './group-name.ts';
import { isUnfolded, maybeGrouping, toggled } from './grouping.ts';
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
  const groups = maybeGrouping(view);
  const opened = useRef(view.unfolded);
  opened.current = view.unfolded;
  const datasource = useDatasource(view, groups, opened, columns, onOutcome);
  const columnDefs = useColumns(columns, catalogue, view, opened);
  const bottom = useMemo(() => toBottom(outcome?.sum), [outcome?.sum]);

  // Opening a group asks for the blocks again and leaves the reader where she is.
  const openedText = JSON.stringify(view.unfolded);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the groups that are open
  useEffect(() => {
    if (groups) grid.current?.refreshInfiniteCache();
  }, [openedText]);

  const toggle = (row: ExploreRow) => change({ unfolded: toggled(opened.current, row.id) }, { replace: true });

  // « Back », « forward » and a pasted address change the sort and filters under the grid.
  const restored = JSON.stringify([view.sort, view.filters, columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the sort and the filters
  useEffect(() => {
    if (grid.current) restore(grid.current, view);
  }, [restored]);

  const open = (event: CellClickedEvent<ExploreRow> | CellKeyDownEvent<ExploreRow>) => {
    const { data } = event;
    const column = maybeColumn(event.column.getColId());
    if (!data) return;
    if (data.members !== null && !column && isOpening(event.event)) return toggle(data);
    if (column && data.whole && data.id !== SELECTION)
      explain({ ...column, territory: data.id, geography: view.geography });
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
          rowClassRules: {
            'row-group': ({ data }) => typeof data?.members === 'number',
            'row-total': ({ node }) => node.rowPinned === 'bottom',
          },
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
          pinnedBottomRowData: bottom,
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

/** Id of the line that adds a selection up, which no explanation describes. */
const SELECTION = 'selection';

function toBottom(sum: ExploreSum | undefined): ExploreRow[] {
  if (!sum || sum.problem !== null) return [];
  return [
    {
      id: sum.territory ?? SELECTION,
      code: '',
      name: sum.label,
      epci: null,
      departement: null,
      depth: 0,
      members: null,
      whole: true,
      cells: sum.values.map((value, index) => ({ value, state: sum.states[index] ?? 'NOT_AVAILABLE' })),
    },
  ];
}

/** A group is opened by its button, or by Enter on its name; the link beside leads to its portrait. */
function isOpening(event: Event | null | undefined): boolean {
  if (event instanceof KeyboardEvent) return true;
  return event?.target instanceof Element && event.target.closest('button') !== null;
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
  { level, pivot, groups }: ExploreView,
  opened: RefObject<Unfolded>,
): (ColDef<ExploreRow> | ColGroupDef<ExploreRow>)[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const communes = level === 'COMMUNE';
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
        cellRenderer: drawnCell<ExploreRow>(({ data, node }) => {
          if (node.rowPinned && data) return data.id === SELECTION ? data.name : toTerritoryElement(data);
          return toNameElement(data, ({ id, name }) => {
            const isOpen = isUnfolded(opened.current, id);
            return {
              isOpen,
              action: t(isOpen ? 'explore.closeGroup' : 'explore.openGroup', { name }),
              partial: t('explore.partial'),
              partialText: t('explore.partialText'),
            };
          });
        }),
      },
      { colId: 'code', field: 'code', headerName: t('common.code'), width: communes && !groups ? 95 : 120 },
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
    const leaf = (column: ColumnKey, index: number): ColDef<ExploreRow>[] => {
      const indicator = catalogue.byId.get(column.indicator);
      if (!indicator) return [];
      return [
        {
          colId: columnName(column),
          headerName: pivot === 'YEAR' ? indicator.shortLabel : String(column.year),
          headerTooltip: `${indicator.label}, ${column.year}`,
          type: 'rightAligned',
          width: pivot === 'YEAR' ? 150 : 118,
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
    };
    const headOf = ({ indicator, year }: ColumnKey): string => (pivot === 'YEAR' ? String(year) : indicator);
    const headed = [...new Set(columns.map(headOf))].map((head): ColGroupDef<ExploreRow> => {
      const indicator = catalogue.byId.get(head);
      return {
        groupId: head,
        headerName: indicator?.shortLabel ?? head,
        ...(indicator ? { headerTooltip: indicator.label } : {}),
        marryChildren: true,
        children: columns.flatMap((column, index) => (headOf(column) === head ? leaf(column, index) : [])),
      };
    });
    return [...shown, ...headed];
  }, [columns, catalogue, communes, groups, pivot, opened, t, locale]);
}
