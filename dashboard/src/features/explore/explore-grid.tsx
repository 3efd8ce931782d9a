import { Button } from '@mantine/core';
import type {
  CellClickedEvent,
  CellKeyDownEvent,
  ColumnMovedEvent,
  ColumnPinnedEvent,
  ColumnResizedEvent,
  FilterChangedEvent,
  GridApi,
  SortChangedEvent,
} from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useExplain } from '../../cells/use-explain.ts';
import { Empty } from '../../components/empty.tsx';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { isWide } from '../../components/grid/is-wide.ts';
import { ROW_OF_TWO_LINES } from '../../components/grid/narrow.ts';
import type { ExploreView } from '../../explore-url.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { type ColumnKey, columnName, maybeColumn } from '../../url.ts';
import { type ExploreRow, type ExploreSum, type Outcome, useDatasource } from './api/use-datasource.ts';
import type { ExploreColumn } from './columns.ts';
import styles from './explore.module.css';
import { toFilterModel, toFilters, toSort, unseenFilters, unseenSort } from './grid-models.ts';
import { isReadable, SELECTION } from './group-name.ts';
import { maybeGrouping, toggled } from './grouping.ts';
import { applyLayout, type FirstLayout, layoutOf } from './layout.ts';
import { type ChosenSum, SumOfRows } from './sum-of-rows.tsx';
import type { ChangeView } from './toolbar.tsx';
import { useColumns } from './use-columns.ts';

const BLOCK = 200;
const ROW = 36;
/** What the sentence that stands in the place of rows is as high as. */
const LINES_WHEN_NONE = 4;

interface ExploreGridProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly columns: readonly ExploreColumn[];
  readonly catalogue: Catalogue;
  readonly outcome: Outcome | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** The grid of all territories: blocks of rows are asked for as the reader scrolls. */
export function ExploreGrid({ view, change, columns, catalogue, outcome, onOutcome }: ExploreGridProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const grid = useRef<GridApi<ExploreRow>>(undefined);
  const [sum, setSum] = useState<ChosenSum>();
  const groups = maybeGrouping(view);
  const opened = useRef(view.unfolded);
  opened.current = view.unfolded;
  const datasource = useDatasource(view, groups, opened, columns, onOutcome);
  const { definitions, first } = useColumns(columns, catalogue, view, opened);
  const shown = useRef(first);
  shown.current = first;
  const bottom = useMemo(() => toBottom(outcome?.sum), [outcome?.sum]);

  // Opening a group asks for the blocks again and leaves the reader where she is.
  const openedText = JSON.stringify(view.unfolded);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the groups that are open
  useEffect(() => {
    if (groups) grid.current?.refreshInfiniteCache();
  }, [openedText]);

  const toggle = (row: ExploreRow) => change({ unfolded: toggled(opened.current, row.id) }, { replace: true });

  // « Back », « forward » and a pasted address change the sort, the filters and the layout under the grid.
  const restored = JSON.stringify([view.sort, view.filters, view.layout]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the sort, the filters and the layout
  useEffect(() => {
    if (grid.current && !grid.current.isDestroyed()) restore(grid.current, view, columns, first);
  }, [restored, first]);

  const open = (event: CellClickedEvent<ExploreRow> | CellKeyDownEvent<ExploreRow>) => {
    const { data } = event;
    const column = maybeColumn(event.column.getColId());
    if (!data) return;
    if (data.members !== null && !column && isOpening(event.event)) return toggle(data);
    if (!column) return;
    if (isReadable(data)) return explain({ ...column, territory: data.id, geography: view.geography });
    const index = columns.findIndex(({ name }) => name === columnName(column));
    const [read, cell] = [columns[index], data.cells[index]];
    if (read && cell) setSum({ row: data, column: read, cell });
  };
  const onSortChanged = ({ api, source }: SortChangedEvent<ExploreRow>) => {
    if (source !== 'api') change({ sort: sortOf(api) });
  };
  const onFilterChanged = ({ api, source }: FilterChangedEvent<ExploreRow>) => {
    if (source !== 'api')
      change({ filters: [...toFilters(api.getFilterModel()), ...unseenFilters(view.filters, columns)] });
  };

  const keepLayout = ({
    api,
    source,
  }: ColumnMovedEvent<ExploreRow> | ColumnPinnedEvent<ExploreRow> | ColumnResizedEvent<ExploreRow>) => {
    if (source.startsWith('ui')) change({ layout: layoutOf(api, shown.current) }, { replace: true });
  };
  const onColumnMoved = (event: ColumnMovedEvent<ExploreRow>) => event.finished && keepLayout(event);
  const onColumnResized = (event: ColumnResizedEvent<ExploreRow>) => event.finished && keepLayout(event);

  return (
    // A table that could not be read stays, out of sight, to read the next one.
    <div className={styles.holder} hidden={outcome?.error !== undefined}>
      {outcome?.total === 0 && outcome.error === undefined && (
        <div className={styles.none} role="status">
          <Empty title={t('explore.none')}>
            {view.search !== '' || view.filters.length > 0 ? (
              <>
                <p>{t('explore.noneText')}</p>
                <Button variant="default" onClick={() => change({ search: '', filters: [] })}>
                  {t('explore.noneReset')}
                </Button>
              </>
            ) : (
              <>
                <p>{t('explore.noneWithin')}</p>
                <Button variant="default" onClick={() => change({ within: undefined })}>
                  {t('explore.noneEverywhere')}
                </Button>
              </>
            )}
          </Empty>
        </div>
      )}
      <SumOfRows
        chosen={sum}
        indicator={sum && catalogue.byId.get(sum.column.indicator)}
        geography={view.geography}
        onClose={() => setSum(undefined)}
      />
      <DataGrid<ExploreRow>
        label={t('explore.grid')}
        className={styles.grid}
        style={outcome && { ['--lines' as string]: outcome.lines + bottom.length || LINES_WHEN_NONE }}
        initial={{
          rowModelType: 'infinite',
          getRowId: ({ data }) => data.id,
          cacheBlockSize: BLOCK,
          maxBlocksInCache: 30,
          maxConcurrentDatasourceRequests: 2,
          blockLoadDebounceMillis: 60,
          infiniteInitialRowCount: BLOCK,
          rowBuffer: 6,
          rowHeight: isWide() ? ROW : ROW_OF_TWO_LINES,
          rowClassRules: {
            'row-group': ({ data }) => typeof data?.members === 'number',
            'row-total': ({ node }) => node.rowPinned === 'bottom',
          },
          animateRows: false,
          suppressNoRowsOverlay: true,
          suppressRowHoverHighlight: true,
          // A narrow screen would leave the row of groups without any header, which a screen reader cannot read.
          suppressColumnVirtualisation: !isWide(),
          onGridReady: ({ api }) => {
            grid.current = api;
            restore(api, view, columns, shown.current);
          },
        }}
        live={{
          datasource,
          columnDefs: definitions,
          pinnedBottomRowData: bottom,
          onCellClicked: open,
          onCellKeyDown: (event) => {
            if (event.event instanceof KeyboardEvent && event.event.key === 'Enter' && 'column' in event) open(event);
          },
          onSortChanged,
          onFilterChanged,
          onColumnMoved,
          onColumnResized,
          onColumnPinned: keepLayout,
          // What a narrow window unpinned is pinned again in a wide one.
          onGridSizeChanged: ({ api }) => isWide() && restore(api, view, columns, shown.current),
        }}
      />
    </div>
  );
}

function toBottom(sum: ExploreSum | undefined): ExploreRow[] {
  if (!sum || sum.problem !== null) return [];
  const id = sum.territory ?? SELECTION;
  const cells = sum.values.map((value, index) => ({
    value,
    state: sum.states[index] ?? 'NOT_AVAILABLE',
    decimals: sum.decimals[index] ?? undefined,
    coverage: partOf(sum, index),
  }));
  return [
    {
      id,
      code: '',
      name: sum.label,
      epci: null,
      departement: null,
      depth: 0,
      members: null,
      size: null,
      whole: true,
      cells,
    },
  ];
}

/** A group is opened by its button, or by Enter on its name; the link beside leads to its portrait, as Shift and Enter do. */
function isOpening(event: Event | null | undefined): boolean {
  if (event instanceof KeyboardEvent) return !event.shiftKey;
  return event?.target instanceof Element && event.target.closest('button') !== null;
}

function sortOf(api: GridApi<ExploreRow>) {
  const sorted = api
    .getColumnState()
    .filter(({ sort }) => sort)
    .sort((left, right) => (left.sortIndex ?? 0) - (right.sortIndex ?? 0));
  return toSort(sorted.map(({ colId, sort }) => ({ colId, sort: sort === 'desc' ? 'desc' : 'asc' })));
}

function restore(api: GridApi<ExploreRow>, view: ExploreView, columns: readonly ColumnKey[], first: FirstLayout): void {
  const { layout } = view;
  const unseen = new Set<unknown>([...unseenFilters(view.filters, columns), ...unseenSort(view.sort, columns)]);
  const filters = view.filters.filter((filter) => !unseen.has(filter));
  const sort = view.sort.filter((key) => !unseen.has(key));
  if (JSON.stringify(layoutOf(api, first)) !== JSON.stringify(layout)) applyLayout(api, first, layout);
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
