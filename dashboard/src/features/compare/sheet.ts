import type { CompareView } from '../../url.ts';
import type { CompareCell, CompareColumn, CompareRow, ComparisonTable } from './comparison-table.ts';

/** What names a line or a column: a territory, or an indicator in a year. */
export type Named = { readonly territory: CompareRow['territory']; readonly benchmark: boolean } | CompareColumn;

export interface SheetColumn {
  readonly id: string;
  readonly named: Named;
  /** How the address names the order by this column; undefined when its figures have not the same unit. */
  readonly sort: string | undefined;
}

export interface SheetLine {
  readonly id: string;
  readonly named: Named;
  readonly benchmark: boolean;
  readonly cells: readonly CompareCell[];
}

/** A comparison as it is laid out: territories or indicators in lines. */
export interface Sheet {
  readonly columns: readonly SheetColumn[];
  readonly lines: readonly SheetLine[];
  /** Benchmarks that stay in sight below the lines; none when they are columns. */
  readonly pinned: readonly SheetLine[];
}

export function toSheet(table: ComparisonTable, { transposed }: Pick<CompareView, 'transposed'>): Sheet {
  return transposed ? withIndicatorsInLines(table) : withTerritoriesInLines(table);
}

export function isTerritory(named: Named): named is Extract<Named, { readonly benchmark: boolean }> {
  return 'territory' in named;
}

function withTerritoriesInLines({ columns, rows, benchmarks }: ComparisonTable): Sheet {
  const toLine = ({ territory, benchmark, cells }: CompareRow): SheetLine => ({
    id: territory.id,
    named: { territory, benchmark },
    benchmark,
    cells,
  });
  return {
    columns: columns.map((column) => ({ id: column.indicator.id, named: column, sort: column.indicator.id })),
    lines: rows.map(toLine),
    pinned: benchmarks.map(toLine),
  };
}

function withIndicatorsInLines({ columns, rows, benchmarks }: ComparisonTable): Sheet {
  const all = [...rows, ...benchmarks];
  return {
    columns: all.map(({ territory, benchmark }) => ({
      id: territory.id,
      named: { territory, benchmark },
      sort: undefined,
    })),
    lines: columns.map((column, index) => ({
      id: column.indicator.id,
      named: column,
      benchmark: false,
      cells: all.map(({ cells }) => cells[index]!),
    })),
    pinned: [],
  };
}
