import type { ColDef, ColGroupDef } from 'ag-grid-community';
import { type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { figureCells, toTerritoryElement } from '../../components/grid/cell-elements.ts';
import { drawnCell } from '../../components/grid/drawn-cell.ts';
import { isWide } from '../../components/grid/is-wide.ts';
import { NARROW_NAME, narrowFigure } from '../../components/grid/narrow.ts';
import { spokenHeader } from '../../components/grid/spoken-header.ts';
import type { ExploreView, Pivot, Unfolded } from '../../explore-url.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import type { ExploreRow } from './api/use-datasource.ts';
import type { ExploreColumn } from './columns.ts';
import { isReadable, maybeStratum, toNameElement } from './group-name.ts';
import { isUnfolded } from './grouping.ts';
import type { FirstLayout } from './layout.ts';
import { parseNumber, writeNumber } from './typed-number.ts';
import { useFilterOptions } from './use-filter-options.ts';
import { useGroupWords } from './use-group-words.ts';

type Definition = ColDef<ExploreRow> | ColGroupDef<ExploreRow>;

interface Columns {
  /** The same list while nothing changes: the grid gives columns their first width again with a new one. */
  readonly definitions: Definition[];
  readonly first: FirstLayout;
}

/** Width of a column of figures, in pixels: wider when its own title is an indicator and not a year. */
export function figureWidth(pivot: Pivot): number {
  if (!isWide()) return narrowFigure();
  return pivot === 'YEAR' ? 150 : 132;
}

/** The columns of the grid: who the rows are, then figures under the titles that gather them. */
export function useColumns(
  columns: readonly ExploreColumn[],
  catalogue: Catalogue,
  { level, groups, territories, pivot }: ExploreView,
  opened: RefObject<Unfolded>,
): Columns {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = useGroupWords();
  const filterOptions = useFilterOptions();
  const hasEpci = level === 'COMMUNE' || territories !== undefined;
  const hasDepartement = hasEpci || level === 'EPCI';
  return useMemo(() => {
    const wide = isWide();
    const identity: ColDef<ExploreRow>[] = [
      {
        colId: 'name',
        field: 'name',
        headerName: t('common.territory'),
        pinned: 'left',
        lockPosition: 'left',
        // A window too narrow for all that is pinned lets go of the others.
        lockPinned: true,
        suppressMovable: true,
        width: wide ? (groups ? 300 : 230) : NARROW_NAME,
        cellAriaRole: 'rowheader',
        cellClass: wide ? 'cell-name' : 'cell-name cell-two-lines',
        cellRenderer: drawnCell<ExploreRow>(({ data, node }) => {
          if (node.rowPinned && data) return isReadable(data) ? toTerritoryElement(data) : data.name;
          return toNameElement(data, (row) => words(row, isUnfolded(opened.current, row.id)));
        }),
      },
      {
        colId: 'code',
        headerName: t('common.code'),
        width: hasEpci && !groups ? 95 : 120,
        valueGetter: ({ data }) => (data && !maybeStratum(data.id) ? data.code : ''),
      },
      { colId: 'departement', field: 'departement', headerName: t('explore.departement'), width: 150, sortable: false },
      {
        colId: 'epci',
        field: 'epci',
        headerName: t('explore.epci'),
        width: 210,
        sortable: false,
        tooltipField: 'epci',
      },
    ];
    const hidden = new Set([
      ...(hasEpci && groups !== 'EPCI' ? [] : ['epci']),
      ...(groups === 'DEPARTEMENT' || !hasDepartement ? ['departement'] : []),
    ]);
    const shown = wide ? identity.filter(({ colId = '' }) => !hidden.has(colId)) : identity.slice(0, 1);
    const leaf = (column: ExploreColumn, index: number): ColDef<ExploreRow> => {
      const indicator = catalogue.byId.get(column.indicator) ?? { unit: 'COUNT' as const, decimals: 0 };
      return {
        colId: column.name,
        headerName: column.path.at(-1) ?? '',
        headerTooltip: column.title,
        ...spokenHeader(column.title),
        type: 'rightAligned',
        width: figureWidth(pivot),
        wrapHeaderText: true,
        autoHeaderHeight: true,
        cellClass: 'cell-number',
        sortingOrder: ['desc', 'asc', null],
        filter: 'agNumberColumnFilter',
        filterParams: {
          filterOptions,
          // A field of numbers would drop the comma of whoever writes 12,5.
          allowedCharPattern: '[\\d\\s.,\u202f\u00a0−-]',
          numberParser: parseNumber,
          numberFormatter: (value: number | null) => (value === null ? null : writeNumber(locale, value)),
          maxNumConditions: 1,
          inRangeInclusive: true,
          buttons: ['apply', 'reset'],
          closeOnApply: true,
        },
        valueGetter: ({ data }) => data?.cells[index]?.value ?? null,
        ...figureCells<ExploreRow>(locale, indicator, (row) => row?.cells[index]),
      };
    };
    const leaves = columns.map((column, index) => ({ path: column.path, definition: leaf(column, index) }));
    return {
      definitions: [...shown, ...nest(leaves, 0)],
      first: [...shown, ...leaves.map(({ definition }) => definition)].map(({ colId = '', width = 0, pinned }) => ({
        column: colId,
        width,
        pinned: pinned === 'left',
      })),
    };
  }, [columns, catalogue, hasEpci, hasDepartement, groups, pivot, opened, filterOptions, words, t, locale]);
}

interface Leaf {
  readonly path: readonly string[];
  readonly definition: ColDef<ExploreRow>;
}

/** Puts columns under their titles, level after level. */
function nest(leaves: readonly Leaf[], depth: number): Definition[] {
  const heads = new Map<string, Leaf[]>();
  const nested: Definition[] = [];
  for (const leaf of leaves) {
    const head = leaf.path[depth];
    if (head === undefined || depth === leaf.path.length - 1) {
      nested.push(leaf.definition);
      continue;
    }
    const known = heads.get(head);
    if (known) known.push(leaf);
    else heads.set(head, [leaf]);
  }
  for (const [head, under] of heads) {
    nested.push({
      groupId: under[0]?.path.slice(0, depth + 1).join(' / ') ?? head,
      headerName: head,
      headerTooltip: head,
      wrapHeaderText: true,
      autoHeaderHeight: true,
      marryChildren: true,
      children: nest(under, depth + 1),
    });
  }
  return nested;
}
