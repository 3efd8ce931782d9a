import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { ExportTable } from './export-table.ts';
import { maybeValue, ROW_NAMES, toColumnId, toRowsByTurn, toRowTexts } from './table.ts';

type ParquetColumn = Parameters<typeof schemaFromColumnData>[0]['columnData'][number];

const CELLS_BY_GROUP = 250_000;

/**
 * Writes a table as Parquet, one group of rows at a time: doubles and, beside each figure, its state, its decimals where a source rounds, and whether it is of few cases where some are. What the figures are is the key
 * `boussole` of its metadata, as JSON.
 */
export function* toParquet(table: ExportTable): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: toColumns(table, 0, 0) }),
    kvMetadata: [{ key: 'boussole', value: JSON.stringify(table.about) }],
    createdBy: 'boussole',
  });
  const step = toRowsByTurn(table, CELLS_BY_GROUP);
  for (let from = 0; from < table.rows.length; from += step) {
    void writer.write({ columnData: toColumns(table, from, Math.min(from + step, table.rows.length)) });
    yield drain(bytes);
  }
  void writer.finish();
  yield drain(bytes);
}

/** Takes what was written so far. */
function drain(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice();
  bytes.index = 0;
  return written;
}

function toColumns({ cube, rows, kinds, columns }: ExportTable, from: number, to: number): ParquetColumn[] {
  const texts = rows.slice(from, to).map((row) => toRowTexts(cube, row));
  const names = ROW_NAMES.map(
    (id, index): ParquetColumn => ({
      name: id,
      type: 'STRING',
      nullable: false,
      data: texts.map((text) => text[index]!),
    }),
  );
  const figures = columns.flatMap((column): ParquetColumn[] => {
    const id = toColumnId(column);
    const data = Array.from({ length: to - from }, (_, index) => maybeValue(column, from + index) ?? null);
    const values: ParquetColumn = { name: id, type: 'DOUBLE', data };
    if (column.kind === 'plain') return [values];
    const { states, decimals, few } = column;
    const state: ParquetColumn = { name: `${id}.state`, type: 'STRING', nullable: false, data: states.slice(from, to) };
    const precision = decimals && Int32Array.from({ length: to - from }, (_, index) => decimals[from + index]!);
    return [
      values,
      state,
      ...(precision ? [{ name: `${id}.decimals`, type: 'INT32', nullable: false, data: precision } as const] : []),
      ...(few
        ? [{ name: `${id}.few_cases`, type: 'BOOLEAN', nullable: false, data: few.slice(from, to) } as const]
        : []),
    ];
  });
  const kind: ParquetColumn[] = kinds
    ? [{ name: 'kind', type: 'STRING', nullable: false, data: kinds.slice(from, to) }]
    : [];
  return [...names, ...kind, ...figures];
}
