import type { CellClickedEvent, CellKeyDownEvent, ColDef, GridApi } from 'ag-grid-community';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../../cells/use-explain.ts';
import { figureCells, toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { usePrinting } from '../../components/use-printing.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { addToBasket, removeFromBasket } from '../../territories/basket.ts';
import { codeOf, type Place } from './layer.ts';
import styles from './map.module.css';
import { PrintedTable } from './printed-table.tsx';
import type { DrawnLayer } from './use-layer.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly cells: readonly (Place | undefined)[];
}

interface MapTableProps {
  readonly layers: readonly DrawnLayer[];
  readonly kept: ReadonlySet<string>;
  readonly active: string | undefined;
  readonly onActive: (id: string | undefined) => void;
}

const ROW = 36;
/** Names of EPCI are long. */
const ROW_OF_TWO_LINES = 50;
const TALLEST = 14;

/** The figures behind the maps. The row that is pointed at is outlined on the maps, and the other way round. */
export function MapTable({ layers, kept, active, onActive }: MapTableProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const grid = useRef<GridApi<Row>>(undefined);
  const level = layers[0]?.layer.level;
  const rows = useMemo(() => toRows(layers), [layers]);
  const isLong = level === 'EPCI';
  const hasFewCases = rows.some(({ cells }) => cells.some((cell) => cell?.fewCases));
  const columnDefs = useColumns(layers, kept, isLong);
  const printing = usePrinting();
  const pointed = useRef(active);
  const hasMoved = usePointerMoves();
  useEffect(() => {
    const before = pointed.current;
    pointed.current = active;
    if (before === active) return;
    hasMoved.current = false;
    mark(grid.current, [before, active]);
  }, [active, hasMoved]);

  const act = ({ data, column }: CellClickedEvent<Row> | CellKeyDownEvent<Row>) => {
    if (!data || !level) return;
    if (column.getColId() === 'kept') {
      if (kept.has(data.id)) removeFromBasket(data.id);
      else addToBasket({ id: data.id, name: data.name, code: data.code, level });
    }
    const shown = layers[Number(column.getColId())];
    if (!shown) return;
    const { indicator, year, geography } = shown;
    explain({ indicator: indicator.id, year, territory: data.id, geography });
  };

  return (
    <div className={styles.figures}>
      <h2 className={styles.subtitle}>{t('map.table')}</h2>
      {printing && <PrintedTable layers={layers} ids={inOrder(grid.current, rows)} />}
      <div data-print="hidden">
        <DataGrid<Row>
          key={`${level} ${layers.map(({ indicator, year }) => `${indicator.id}@${year}`).join(' ')}`}
          label={t('map.table')}
          style={{ height: ROW * (Math.min(TALLEST, rows.length) + 2) }}
          initial={{
            getRowId: ({ data }) => data.id,
            rowHeight: isLong ? ROW_OF_TWO_LINES : ROW,
            animateRows: false,
            suppressColumnVirtualisation: !isWide(),
            rowClassRules: { 'row-pointed': ({ data }) => data !== undefined && data.id === pointed.current },
            onGridReady: ({ api }) => {
              grid.current = api;
            },
          }}
          live={{
            rowData: rows,
            columnDefs,
            onCellClicked: act,
            onCellKeyDown: (event) => {
              if (event.event instanceof KeyboardEvent && event.event.key === 'Enter' && 'column' in event) act(event);
            },
            onCellMouseOver: ({ data }) => hasMoved.current && onActive(data?.id),
            onCellMouseOut: () => hasMoved.current && onActive(undefined),
            onCellFocused: ({ api, rowIndex }) => {
              if (rowIndex !== null) onActive(api.getDisplayedRowAtIndex(rowIndex)?.data?.id);
            },
          }}
        />
      </div>
      {hasFewCases && <p className={styles.note}>{t('common.fewCases')}</p>}
    </div>
  );
}

/**
 * Whether the pointer has moved since this was last set to false. A row drawn again under a pointer at rest is entered without a move: it must
 * not take the place of what the keyboard points at.
 */
function usePointerMoves() {
  const hasMoved = useRef(false);
  useEffect(() => {
    const note = (): void => {
      hasMoved.current = true;
    };
    window.addEventListener('pointermove', note, { capture: true, passive: true });
    return () => window.removeEventListener('pointermove', note, { capture: true });
  }, []);
  return hasMoved;
}

function toRows(layers: readonly DrawnLayer[]): Row[] {
  return (layers[0]?.places ?? []).map(({ id, name }) => ({
    id,
    name,
    code: codeOf(id),
    cells: layers.map(({ byId }) => byId.get(id)),
  }));
}

/** Territories as they are sorted on the screen. */
function inOrder(api: GridApi<Row> | undefined, rows: readonly Row[]): readonly string[] {
  if (!api || api.isDestroyed()) return rows.map(({ id }) => id);
  return Array.from(
    { length: api.getDisplayedRowCount() },
    (_, index) => api.getDisplayedRowAtIndex(index)?.data?.id ?? [],
  ).flat();
}

/** Draws again the rows whose mark has changed. */
function mark(api: GridApi<Row> | undefined, ids: readonly (string | undefined)[]): void {
  const rowNodes = ids.flatMap((id) => (id === undefined ? [] : (api?.getRowNode(id) ?? [])));
  if (rowNodes.length > 0) api?.redrawRows({ rowNodes });
}

function useColumns(layers: readonly DrawnLayer[], kept: ReadonlySet<string>, isLong: boolean): ColDef<Row>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const wide = isWide();
    const figures = layers.map(
      ({ indicator, year }, index): ColDef<Row> => ({
        colId: String(index),
        headerName: `${indicator.shortLabel} ${year}`,
        headerTooltip: `${indicator.label}, ${year}`,
        type: 'rightAligned',
        minWidth: wide ? 128 : 110,
        flex: 1,
        cellClass: 'cell-number',
        wrapHeaderText: true,
        autoHeaderHeight: true,
        sortingOrder: ['desc', 'asc', null],
        valueGetter: ({ data }) => data?.cells[index]?.value ?? null,
        ...figureCells<Row>(locale, indicator, (row) => row?.cells[index]),
      }),
    );
    return [
      {
        colId: 'name',
        field: 'name',
        headerName: t('common.territory'),
        minWidth: 150,
        flex: 2,
        cellAriaRole: 'rowheader',
        cellClass: isLong ? 'cell-name cell-two-lines' : 'cell-name',
        tooltipField: 'name',
        cellRenderer: drawnCell<Row>(({ data }) => toTerritoryElement(data)),
      },
      ...(wide ? [{ colId: 'code', field: 'code' as const, headerName: t('common.code'), width: 96 }] : []),
      ...figures,
      {
        colId: 'kept',
        headerName: t('common.selection'),
        width: wide ? 150 : 110,
        valueGetter: ({ data }) => (data && kept.has(data.id) ? t('map.kept') : t('map.keep')),
      },
    ];
  }, [layers, kept, isLong, t, locale]);
}
