import type { Cube } from '@boussole/warehouse';
import { type About, type ExportMoment, toAbout } from './facts.ts';
import { type TableContent, toColumnId } from './table.ts';

/** A table ready to be written in any format. */
export interface ExportTable extends TableContent {
  readonly cube: Cube;
  readonly about: About;
}

/** Prepares an answer for writing; a column asked twice is written once. */
export function toExportTable(cube: Cube, content: TableContent, moment: ExportMoment): ExportTable {
  const columns = [...new Map(content.columns.map((column) => [toColumnId(column), column])).values()];
  return { ...content, columns, cube, about: toAbout(cube, content, moment) };
}
