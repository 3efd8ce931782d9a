import type { TableSource } from '@boussole/schema';
import type { TableRow } from '../table/table-row.ts';
import { isNumber, toValue } from './numbers.ts';

/** A column of figures, as far as its values tell. */
export interface FigureColumn {
  readonly name: string;
  readonly at: number;
  readonly values: number;
  readonly least: number;
  readonly most: number;
  /** Cells that hold no number, by text. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Distinct texts that a column of figures may hold beside numbers. */
const MARKS = 6;

/** Columns that hold numbers, and little else; those of the code aside. */
export function findFigures(
  names: readonly string[],
  rows: readonly TableRow[],
  code: readonly number[],
): readonly FigureColumn[] {
  return names.flatMap((name, at) => {
    if (name === '' || code.includes(at)) return [];
    const column = summarise(name, at, rows);
    return column ? [column] : [];
  });
}

function summarise(name: string, at: number, rows: readonly TableRow[]): FigureColumn | undefined {
  const marks = new Map<string, number>();
  let [values, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { fields } of rows) {
    const text = fields[at]!.trim();
    if (isNumber(text)) {
      const value = toValue(text);
      values++;
      least = Math.min(least, value);
      most = Math.max(most, value);
    } else {
      marks.set(text, (marks.get(text) ?? 0) + 1);
      if (marks.size > MARKS) return undefined;
    }
  }
  return values > 0 ? { name, at, values, least, most, marks } : undefined;
}

type State = keyof TableSource['markers'];

/** What a mark means most often. Whoever knows the file has the last word. */
export function guessMarker(mark: string): State {
  const text = mark.toLowerCase();
  if (/^(s|ss|c|secret|\*+)$/.test(text)) return 'secret';
  return /^(so|s\.o\.?|sans objet|\/)$/.test(text) ? 'notApplicable' : 'notAvailable';
}
