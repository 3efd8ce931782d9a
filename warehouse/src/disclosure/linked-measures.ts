import type { Identity } from '@boussole/schema';
import type { Leaf, LinkedTable } from './attack.ts';
import { isSecret, type LinkedFigures, numberOf, type SourceFigure } from './linked-table.ts';

/** A measure with all its figures of a year. */
export interface LinkedMeasure {
  readonly measure: string;
  readonly linked: LinkedFigures;
}

/** A figure of one of several measures, and where it stands in the table of its own. */
export interface LinkedCell extends Leaf {
  readonly table: number;
  readonly kind: 'leaf' | 'aggregate' | 'loose';
  readonly place: number;
  readonly figure: SourceFigure;
}

/** A figure that is the sum of figures of other measures, of the same territory and vintage. */
export interface CellIdentity {
  readonly total: number;
  readonly parts: readonly number[];
}

/** Measures of a year of which some are sums of others: their cells are numbered, one table after the other. */
export interface LinkedMeasures {
  readonly measures: readonly LinkedMeasure[];
  readonly cells: readonly LinkedCell[];
  /** Number of the first leaf, and of the first aggregate, of each table. */
  readonly starts: readonly { readonly leaves: number; readonly aggregates: number }[];
  readonly identities: readonly CellIdentity[];
}

/** Links the figures of measures that stand for the same territory in the same vintage. */
export function linkMeasures(measures: readonly LinkedMeasure[], identities: readonly Identity[]): LinkedMeasures {
  const cells: LinkedCell[] = [];
  const places = new Map<string, ReadonlyMap<string, number>>();
  const starts = measures.map(({ measure, linked }, table) => {
    const start = { leaves: cells.length, aggregates: cells.length + linked.leaves.length };
    const own = new Map<string, number>();
    for (const cell of cellsOf(linked, table)) {
      own.set(keyOf(cell.figure), cells.length);
      cells.push(cell);
    }
    places.set(measure, own);
    return start;
  });
  return { measures, cells, starts, identities: identities.flatMap((identity) => cellsBy(identity, places)) };
}

/** Groups measures that an identity links, directly or through others; a measure that none names stands alone. */
export function groupLinked(
  measures: readonly string[],
  identities: readonly Identity[],
): readonly (readonly string[])[] {
  const groupOf = new Map(measures.map((id) => [id, new Set([id])]));
  for (const { total, parts } of identities) {
    const joined = new Set([total, ...parts].flatMap((id) => [...(groupOf.get(id) ?? [])]));
    for (const id of joined) groupOf.set(id, joined);
  }
  return [...new Set(groupOf.values())].map((group) => [...group].sort());
}

function* cellsOf({ table, leaves, aggregates, loose }: LinkedFigures, number: number): Generator<LinkedCell> {
  for (const [place, figure] of leaves.entries()) {
    yield { table: number, kind: 'leaf', place, figure, ...table.leaves[place]! };
  }
  for (const [place, figure] of aggregates.entries()) {
    const { value, bounds, error, told, leaves: held } = table.aggregates[place]!;
    const weight = held.reduce((sum, leaf) => sum + (table.leaves[leaf]!.weight ?? Number.NaN), 0);
    const known = Number.isNaN(weight) ? {} : { weight };
    const secret = isSecret(figure);
    yield { table: number, kind: 'aggregate', place, figure, value, secret, bounds, error, told, ...known };
  }
  for (const [place, figure] of loose.entries()) {
    const { bounds, error, told } = figure;
    yield {
      table: number,
      kind: 'loose',
      place,
      figure,
      value: numberOf(figure),
      secret: isSecret(figure),
      bounds,
      error,
      told,
    };
  }
}

function keyOf({ level, cog, code }: SourceFigure): string {
  return `${level} ${cog} ${code}`;
}

function cellsBy(
  { total, parts }: Identity,
  places: ReadonlyMap<string, ReadonlyMap<string, number>>,
): readonly CellIdentity[] {
  const [totals, ...others] = [total, ...parts].map((id) => places.get(id));
  if (!totals || others.some((other) => !other)) return [];
  return [...totals].flatMap(([key, cell]) => {
    const found = others.flatMap((other) => other!.get(key) ?? []);
    return found.length === parts.length ? [{ total: cell, parts: found }] : [];
  });
}

/** The table of one of the measures as it is once some cells are hidden: what is hidden is secret in its turn. */
export function tableOf({ measures, starts }: LinkedMeasures, table: number, hidden: ReadonlySet<number>): LinkedTable {
  const { leaves, aggregates } = measures[table]!.linked.table;
  const start = starts[table]!;
  return {
    leaves: leaves.map((leaf, place) =>
      hidden.has(start.leaves + place) ? { ...leaf, value: undefined, secret: true } : leaf,
    ),
    aggregates: aggregates.map((aggregate, place) =>
      hidden.has(start.aggregates + place) ? { ...aggregate, value: undefined } : aggregate,
    ),
  };
}
