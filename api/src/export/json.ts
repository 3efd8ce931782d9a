import type { ExportTable } from './export-table.ts';
import { maybeValue, ROW_NAMES, type TableColumn, toColumnId, toColumnTitle, toRowTexts } from './table.ts';

/** Writes a table as columnar JSON, one column at a time: `{ about, rows: { id: [] }, columns: [{ values: [], states: [] }] }`, `decimals: []` where a source rounds, and `fewCases: []` where rates are of few cases. */
export function* toJson(table: ExportTable): Generator<string> {
  const texts = table.rows.map((row) => toRowTexts(table.cube, row));
  const rows: Record<string, readonly unknown[]> = Object.fromEntries(
    ROW_NAMES.map((id, index) => [id, texts.map((text) => text[index])]),
  );
  if (table.kinds) rows.kind = [...table.kinds];
  yield `{"about":${JSON.stringify(table.about)},"rows":${JSON.stringify(rows)},"columns":[`;
  for (const [index, column] of table.columns.entries()) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(toJsonColumn(column, table))}`;
  }
  yield ']}';
}

function toJsonColumn(column: TableColumn, { rows, language }: ExportTable) {
  const values = Array.from({ length: rows.length }, (_, row) => maybeValue(column, row) ?? null);
  const names = { id: toColumnId(column), label: toColumnTitle(column, language) };
  if (column.kind === 'plain') return { ...names, values };
  const { indicator, year, states, decimals, few } = column;
  const precision = decimals && { decimals: Array.from(decimals) };
  return { ...names, indicator: indicator.id, year, values, states, ...precision, ...(few && { fewCases: few }) };
}
