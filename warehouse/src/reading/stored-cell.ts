import { type Coverage, type Indicator, stateCode, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { GIVEN_TERMS, levelOfParts, READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Territory } from '../territories/territory.ts';
import type { SummedFigures } from './cell-answers.ts';
import type { Column } from './columns.ts';

/** What is stored of a cell. */
export interface StoredCell {
  readonly value: number | null;
  readonly state: number;
  readonly vintage: Vintage;
  readonly num: number | null;
  readonly den: number | null;
  readonly communes: number | null;
  readonly communes_total: number | null;
  readonly population: number | null;
  /** Terms of a ratio that are published for the territory itself, as bits; a sum of territories has none. */
  readonly given?: number | null;
  /** How many published figures of a level below it adds up, and the code of that level. */
  readonly parts?: number | null;
  readonly parts_level?: number | null;
}

/** Reads a cell with everything that is stored of it, or summed for a composed territory; undefined where nothing is known. */
export async function storedOf(cube: OpenCube, column: Column, number: number): Promise<StoredCell | undefined> {
  const { indicator, year, reading } = column;
  if (cube.composed(number)) {
    const cell = column.series.composed?.get(number)?.cells.get(year);
    if (!cell) return undefined;
    const isSum = cell.communesTotal > 0;
    return {
      ...cell,
      state: stateCode(cell.state),
      communes: isSum ? cell.communes : null,
      communes_total: isSum ? cell.communesTotal : null,
    };
  }
  const [stored] = await cube.query<StoredCell & { readonly reading: number }>(SQL.cell, [
    cube.numberOf(indicator.id),
    READING_CODES[reading],
    year,
    number,
  ]);
  if (!stored) return undefined;
  // What is kept for both readings has the vintage of its file.
  return reading === 'CONSTANT' && stored.reading === READING_CODES.BOTH
    ? { ...stored, vintage: cube.geography.reference }
    : stored;
}

/** The communes that a sum rests on; undefined for what is no sum. */
export function coverageOf(stored: StoredCell | undefined): Coverage | undefined {
  if (!stored || stored.communes === null || stored.communes_total === null) return undefined;
  return {
    communes: stored.communes,
    communesTotal: stored.communes_total,
    population: stored.population ?? undefined,
  };
}

/** Which terms of a ratio its sources publish for the territory itself. */
export interface PublishedTerms {
  readonly numerator: boolean;
  readonly denominator: boolean;
}

export function publishedTerms({ formula }: Indicator, stored: StoredCell | undefined): PublishedTerms {
  return termsIn('numerator' in formula && stored?.parts == null ? stored?.given : 0);
}

function termsIn(given: number | null | undefined): PublishedTerms {
  return {
    numerator: ((given ?? 0) & GIVEN_TERMS.numerator) !== 0,
    denominator: ((given ?? 0) & GIVEN_TERMS.denominator) !== 0,
  };
}

/** The published figures that a cell adds up; undefined for any other. */
export function summedOf(
  { rows }: OpenCube,
  { formula }: Indicator,
  { id }: Territory,
  stored: StoredCell | undefined,
): SummedFigures | undefined {
  const level = levelOfParts(stored?.parts_level);
  if (!stored || level === undefined || stored.parts == null) return undefined;
  const figuresTotal = rows.rows(level, stored.vintage, id).length;
  const terms = termsIn('numerator' in formula ? stored.given : GIVEN_TERMS.numerator);
  return { level, figures: stored.parts, figuresTotal, terms };
}
