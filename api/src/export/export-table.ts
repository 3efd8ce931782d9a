import type { Cube } from '@boussole/warehouse';
import type { Language } from '../types/enums.ts';
import { type About, type ExportMoment, toAbout } from './facts.ts';
import { type TableColumn, type TableContent, toColumnId, toCoverageColumn, toIncompleteColumn } from './table.ts';

/** A table ready to be written in any format. */
export interface ExportTable extends TableContent {
  readonly cube: Cube;
  readonly about: About;
  /** Of what people read in it. */
  readonly language: Language;
}

/** Prepares an answer for writing; a column asked twice is written once, and is followed by what its sums rest on where some are partial. */
export function toExportTable(cube: Cube, content: TableContent, moment: ExportMoment): ExportTable {
  const once = [...new Map(content.columns.map((column) => [toColumnId(column), column])).values()];
  const { language } = moment;
  const columns = once.flatMap((column) => withWhatItRestsOn(column, language));
  return { ...content, columns, cube, language, about: toAbout(cube, content, moment) };
}

function withWhatItRestsOn(column: TableColumn, language: Language): readonly TableColumn[] {
  if (column.kind === 'plain') return [column];
  const { coverage, incomplete } = column;
  return [
    column,
    ...(coverage ? [toCoverageColumn(column, coverage, language)] : []),
    ...(incomplete ? [toIncompleteColumn(column, incomplete, language)] : []),
  ];
}
