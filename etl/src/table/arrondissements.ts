import type { Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { MeasureColumn } from './header.ts';
import type { Cell } from './values.ts';

/** Adds the arrondissements of a commune up where adding means something; one hidden part hides the sum. */
export function sumArrondissements(
  rows: readonly (readonly Cell[])[],
  measures: readonly MeasureColumn[],
  isAdditive: (column: MeasureColumn) => boolean,
): readonly Cell[] {
  return measures.map((column, index) => {
    const cells = rows.map((row) => row[index]!);
    const without = isAdditive(column) ? cells.find(({ value }) => value === null) : NOT_AVAILABLE;
    if (without) return { ...without, marker: undefined };
    return { state: 'PUBLISHED', value: cells.reduce((total, { value }) => total + value!, 0), marker: undefined };
  });
}

const NOT_AVAILABLE: Cell = { state: 'NOT_AVAILABLE', value: null, marker: undefined };

/** First arrondissement of a commune that is not among these: the codes of a commune's arrondissements follow one another. */
export function missingArrondissement(
  codes: ReadonlySet<string>,
  commune: string,
  geography: Geography,
  cog: Vintage,
): string | undefined {
  const isPart = (code: string): boolean => {
    const resolution = geography.resolve(code, cog);
    return resolution.kind === 'arrondissement' && resolution.commune === commune;
  };
  const numbers = [...codes].map(Number).sort((left, right) => left - right);
  let code = numbers[0]!;
  while (isPart(toCode(code - 1))) code--;
  for (; isPart(toCode(code)); code++) if (!codes.has(toCode(code))) return toCode(code);
  return undefined;
}

function toCode(code: number): string {
  return String(code).padStart(5, '0');
}
