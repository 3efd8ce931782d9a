import type { Cube, GridAnswer, Territory } from '@boussole/warehouse';
import { maybeParentName } from '../parents.ts';
import { toTextLine } from './csv.ts';
import { type Fact, toColumnName } from './facts.ts';
import type { Style } from './parameters.ts';
import { toCellText } from './table.ts';

interface Dialect {
  readonly start: string;
  readonly delimiter: string;
  readonly decimalMark: ',' | '.';
  readonly newline: string;
}

const DIALECTS: Record<Style, Dialect> = {
  // What a French Excel opens with a double click: it needs the byte order mark to read UTF-8.
  excel: { start: '\uFEFF', delimiter: ';', decimalMark: ',', newline: '\r\n' },
  plain: { start: '', delimiter: ',', decimalMark: '.', newline: '\n' },
};

const ROWS_BY_CHUNK = 500;

/** Writes a table as CSV, some rows at a time. `plain` has one line of titles; `excel` says first what the figures are. */
export function* writeTable(cube: Cube, answer: GridAnswer, facts: readonly Fact[], style: Style): Generator<string> {
  const { start, delimiter, decimalMark, newline } = DIALECTS[style];
  const header = style === 'excel' ? [...facts, []] : [];
  yield start +
    [...header, toTitles(cube, answer, style)].map((fields) => toTextLine(fields, delimiter) + newline).join('');
  for (let from = 0; from < answer.rows.length; from += ROWS_BY_CHUNK) {
    let chunk = '';
    for (let index = from; index < Math.min(from + ROWS_BY_CHUNK, answer.rows.length); index++) {
      const cells = answer.columns.map(({ values, states }) => toCellText(values[index]!, states[index]!, decimalMark));
      chunk += [toTextLine(toRowNames(cube, answer.rows[index]!), delimiter), ...cells].join(delimiter) + newline;
    }
    yield chunk;
  }
}

function toTitles(cube: Cube, { columns }: GridAnswer, style: Style): string[] {
  if (style === 'plain') {
    return [
      'id',
      'code',
      'name',
      'epci',
      'departement',
      ...columns.map(({ indicator, year }) => `${indicator}@${year}`),
    ];
  }
  return ['Identifiant', 'Code', 'Nom', 'EPCI', 'Département', ...columns.map((column) => toColumnName(cube, column))];
}

function toRowNames(cube: Cube, row: Territory): string[] {
  const ofLevel = (level: 'epci' | 'departement'): string => maybeParentName(cube, row, level) ?? '';
  return [row.id, row.code, row.name, ofLevel('epci'), ofLevel('departement')];
}
