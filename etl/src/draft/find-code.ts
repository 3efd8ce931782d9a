import type { OfficialLevel } from '@boussole/schema';
import type { Geography, KnownCode } from '@boussole/warehouse';
import { glue } from '../table/codes.ts';
import type { TableRow } from '../table/table-row.ts';

/** The column, or the two columns, whose values are territories. */
export interface CodeColumns {
  readonly level: OfficialLevel;
  /** Places in the row. */
  readonly at: readonly number[];
  /** Share of distinct values that are of that level. */
  readonly known: number;
  /** Distinct codes, as written. */
  readonly codes: ReadonlySet<string>;
}

/** Share of known codes under which a column does not hold codes. */
const KNOWN = 0.8;
const LEVELS = ['commune', 'epci', 'departement', 'region'] as const satisfies readonly OfficialLevel[];

/** Finds the codes of a table by fit with the territories that are known: one column, else two that glue into one. */
export function findCode(width: number, rows: readonly TableRow[], geography: Geography): CodeColumns | undefined {
  const places = Array.from({ length: width }, (_, at) => at);
  return (
    best(
      places.map((at) => [at]),
      rows,
      geography,
    ) ??
    best(
      places.flatMap((first) => places.filter((at) => at !== first).map((second) => [first, second])),
      rows.filter((_, index) => index % Math.ceil(rows.length / PAIR_ROWS) === 0),
      geography,
    )
  );
}

/** Rows looked at when columns are tried two by two. */
const PAIR_ROWS = 300;

function best(
  candidates: readonly (readonly number[])[],
  rows: readonly TableRow[],
  geography: Geography,
): CodeColumns | undefined {
  const found = candidates.flatMap((at) => {
    const codes = new Set(rows.map(({ fields }) => glue(at.map((place) => fields[place]!))));
    return LEVELS.map((level) => ({ level, at, known: shareKnown(codes, level, geography), codes }));
  });
  return found
    .filter(({ known, codes }) => known >= KNOWN && codes.size > 0)
    .sort((left, right) => right.known - left.known || right.codes.size - left.codes.size)[0];
}

function shareKnown(codes: ReadonlySet<string>, level: OfficialLevel, geography: Geography): number {
  const isKnown = toTest(level, geography);
  let [known, total] = [0, 0];
  for (const code of codes) {
    total++;
    known += isKnown(code);
  }
  return known / total;
}

/** A code that must be repaired counts for a little less than one that is right as it is. */
const REPAIRED = 0.95;

function toTest(level: OfficialLevel, geography: Geography): (code: string) => number {
  if (level === 'commune') {
    return (code) => {
      const resolution = geography.resolve(code, geography.reference);
      if (resolution.kind === 'repaired') return COMMUNES.has(resolution.as.kind) ? REPAIRED : 0;
      return resolution.kind !== 'unknown' && COMMUNES.has(resolution.kind) ? 1 : 0;
    };
  }
  const names: ReadonlyMap<string, unknown> =
    level === 'epci'
      ? new Map(geography.epciVintages.flatMap((vintage) => [...geography.epciNames(vintage)]))
      : level === 'departement'
        ? geography.departements(geography.reference)
        : geography.regions(geography.reference);
  return (code) => (names.has(code) ? 1 : 0);
}

const COMMUNES: ReadonlySet<KnownCode['kind']> = new Set(['commune', 'arrondissement', 'other-vintage', 'overseas']);
