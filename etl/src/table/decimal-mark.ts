import type { TableSource } from '@boussole/schema';
import type { QuarantinedRow } from '../delivery.ts';
import type { Slice } from './slices.ts';

type Mark = TableSource['decimalMark'];

const SPACES = /[ \u00A0\u202F]/g;
const NUMBERS: Readonly<Record<Mark, RegExp>> = { ',': /^[+-]?(\d+),(\d+)$/, '.': /^[+-]?(\d+)\.(\d+)$/ };

/**
 * The decimal mark that a file is certainly written with when it is not that of its source: none of its cells has the mark of the source, and
 * one at least has the other where no separator of thousands stands. Undefined otherwise. It is decided for the file, never for a cell.
 */
export function otherDecimalMark(
  slices: readonly Slice[],
  { format, decimalMark, thousands }: Pick<TableSource, 'format' | 'decimalMark' | 'thousands'>,
): Mark | undefined {
  const other = decimalMark === ',' ? '.' : ',';
  if (format === 'json' || format === 'parquet' || thousands.includes(other)) return undefined;
  let isCertain = false;
  for (const { rows, layout } of slices) {
    for (const row of rows) {
      for (const { at } of layout.measures) {
        const text = row.field(at).trim();
        if (!text.includes(decimalMark) && !text.includes(other)) continue;
        const plain = text.replace(SPACES, '');
        if (NUMBERS[decimalMark].test(plain)) return undefined;
        const [, whole = '', decimals = ''] = NUMBERS[other].exec(plain) ?? [];
        isCertain ||= whole !== '' && (plain !== text || !mayBeThousands(whole, decimals));
      }
    }
  }
  return isCertain ? other : undefined;
}

function mayBeThousands(whole: string, decimals: string): boolean {
  return decimals.length === 3 && whole.length <= 3 && !whole.startsWith('0');
}

/** Whether a row is set aside for a number written with the mark that is not that of its source. */
export function isOfOtherMark(
  { value = '' }: QuarantinedRow,
  { decimalMark }: Pick<TableSource, 'decimalMark'>,
): boolean {
  return NUMBERS[decimalMark === ',' ? '.' : ','].test(value.trim().replace(SPACES, ''));
}
