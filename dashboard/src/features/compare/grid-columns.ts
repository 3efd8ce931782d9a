import type { ColDef, ColGroupDef, ICellRendererParams, ValueGetterParams } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { maybeHeat, maybeStanding } from '../../cells/favour.ts';
import { toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { NARROW_NAME, narrowFigure } from '../../components/grid/narrow.ts';
import { spokenHeader } from '../../components/grid/spoken-header.ts';
import { formatNumber, formatRank, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { CompareView } from '../../url.ts';
import type { HistoryOf } from './api/use-histories.ts';
import type { CompareCell } from './comparison-table.ts';
import { drawCell } from './draw-cell.ts';
import { isTerritory, type Named, type Sheet, type SheetColumn, type SheetLine } from './sheet.ts';

/** Width of a window, in pixels, that holds the benchmarks at the right and still shows what they are beside. */
const ROOM_TO_PIN = 1_200;

export type Column = ColDef<SheetLine, number | string | null>;

/** The colour behind a figure for its standing; counts have none. */
export function heatOf(cell: CompareCell | undefined): string | undefined {
  if (!cell || cell.indicator.unit === 'COUNT') return undefined;
  return maybeHeat(maybeStanding(cell.place?.percentile, cell.indicator.polarity));
}

/** Name of a line or of a column as a header shows it. */
export function nameOf(named: Named): string {
  return isTerritory(named) ? named.territory.name : `${named.indicator.shortLabel} ${named.year}`;
}

/** Name of a line or of a column in full. */
export function fullNameOf(named: Named): string {
  return isTerritory(named) ? named.territory.name : `${named.indicator.label}, ${named.year}`;
}

function drawName(named: Named | undefined): HTMLElement | string {
  if (named && !isTerritory(named)) return nameOf(named);
  return toTerritoryElement(named?.territory);
}

/** Columns of the grid: the name of each line pinned at the left, then one column, or three with ranks, for each of the sheet. */
export function useGridColumns(
  sheet: Sheet,
  { ranks, sort, transposed }: CompareView,
  historyOf: HistoryOf | undefined,
): (Column | ColGroupDef<SheetLine>)[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const wide = isWide();
    const name: Column = {
      colId: 'name',
      headerName: t(transposed ? 'common.indicator' : 'common.territory'),
      pinned: 'left',
      width: wide ? 230 : NARROW_NAME,
      cellAriaRole: 'rowheader',
      cellClass: wide ? 'cell-name' : 'cell-name cell-two-lines',
      sortable: !transposed,
      valueGetter: ({ data }) => data && nameOf(data.named),
      tooltipValueGetter: ({ data }) => data && fullNameOf(data.named),
      cellRenderer: drawnCell<SheetLine>(({ data }) => drawName(data?.named)),
      sort: sort?.by === 'nom' ? (sort.descending ? 'desc' : 'asc') : null,
    };
    const toColumn = ({ named, sort: by }: SheetColumn, index: number): Column | ColGroupDef<SheetLine> => {
      const cellOf = ({ data }: ValueGetterParams<SheetLine> | ICellRendererParams<SheetLine>) => data?.cells[index];
      const isBenchmark = isTerritory(named) && named.benchmark;
      const pinned = wide && isBenchmark && window.innerWidth >= ROOM_TO_PIN ? 'right' : null;
      // Columns that stay in sight take as little room as they can.
      const pastOf = pinned ? undefined : historyOf;
      const value: Column = {
        colId: `value-${index}`,
        headerName: ranks ? t('common.value') : nameOf(named),
        headerTooltip: fullNameOf(named),
        ...spokenHeader(fullNameOf(named)),
        headerClass: ['ag-right-aligned-header', isBenchmark ? 'header-benchmark' : ''],
        pinned,
        minWidth: wide ? 128 + (pastOf ? 50 : 0) : narrowFigure(),
        ...(pinned ? { width: 128 } : { flex: 1 }),
        cellClass: isBenchmark ? 'cell-number cell-benchmark' : 'cell-number',
        wrapHeaderText: true,
        autoHeaderHeight: true,
        sortable: by !== undefined,
        sortingOrder: ['desc', 'asc', null],
        sort: by !== undefined && sort?.by === by ? (sort.descending ? 'desc' : 'asc') : null,
        valueGetter: (parameters) => cellOf(parameters)?.value ?? null,
        cellRenderer: drawnCell<SheetLine>((parameters) =>
          drawCell(locale, t('compare.chance'), cellOf(parameters), pastOf),
        ),
        cellStyle: ({ data }) => {
          const heat = heatOf(data?.cells[index]);
          return { backgroundColor: heat ?? '' };
        },
      };
      if (!ranks) return value;
      const rank: Column = {
        colId: `rank-${index}`,
        headerName: t('compare.rank'),
        ...spokenHeader(`${fullNameOf(named)}, ${t('compare.rank')}`),
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
        ...spokenHeader(`${fullNameOf(named)}, ${t('compare.percentile')}`),
        headerTooltip: t('compare.percentileHelp'),
        type: 'rightAligned',
        width: 110,
        sortable: false,
        valueGetter: (parameters) => cellOf(parameters)?.place?.percentile ?? null,
        valueFormatter: ({ data }) => {
          const place = data?.cells[index]?.place;
          return place ? formatShare(locale, place.percentile / 100) : '';
        },
      };
      return {
        groupId: `group-${index}`,
        headerName: nameOf(named),
        headerTooltip: fullNameOf(named),
        wrapHeaderText: true,
        autoHeaderHeight: true,
        marryChildren: true,
        children: isBenchmark ? [value] : [value, rank, percentile],
      };
    };
    return [name, ...sheet.columns.map(toColumn)];
  }, [sheet, ranks, sort, transposed, historyOf, t, locale]);
}

/** Place of the column of the sheet that a column of the grid shows; -1 for its other columns. */
export function columnIndex(id: string): number {
  return id.startsWith('value-') ? Number(id.slice('value-'.length)) : -1;
}
