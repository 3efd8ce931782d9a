import type { SheetLine } from './sheet.ts';
import { SimpleTable, type SimpleTableProps } from './simple-table.tsx';

/** What the width of a sheet of paper holds beside the names of lines. */
const COLUMNS_BY_TABLE = 7;

/** The comparison on paper: as many tables as its columns need, of as many columns each, one under the other. */
export function PrintedTables({ sheet, ...others }: SimpleTableProps) {
  const count = sheet.columns.length;
  const width = Math.ceil(count / Math.ceil(count / COLUMNS_BY_TABLE));
  const starts = sheet.columns.flatMap((_, index) => (index % width === 0 ? [index] : []));
  return starts.map((start) => {
    const take = <Item,>(items: readonly Item[]): readonly Item[] => items.slice(start, start + width);
    const toPart = (line: SheetLine): SheetLine => ({ ...line, cells: take(line.cells) });
    const part = {
      columns: take(sheet.columns),
      lines: sheet.lines.map(toPart),
      pinned: sheet.pinned.map(toPart),
    };
    return <SimpleTable key={start} sheet={part} {...others} printed />;
  });
}
