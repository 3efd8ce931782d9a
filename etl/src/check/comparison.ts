import { type Catalogue, isAdditive } from '@boussole/schema';
import type { Geography, Input, ObservationRow } from '@boussole/warehouse';
import type { Delivery, Rows } from '../delivery.ts';

/** A territory whose figure changes more than that of others. */
export interface Mover {
  readonly code: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** One measure at one level, in the delivery and in the one it is compared with. */
export interface MeasureComparison {
  readonly measure: string;
  readonly label: string;
  readonly level: ObservationRow['level'];
  readonly before: Figures;
  readonly after: Figures;
  readonly movers: readonly Mover[];
}

/** The figures of one measure at one level. */
export interface MeasureSummary {
  readonly measure: string;
  readonly label: string;
  readonly level: ObservationRow['level'];
  readonly figures: Figures;
}

export interface Figures {
  readonly year: number;
  /** Territories that have a value. */
  readonly values: number;
  /** Their sum, null for a measure that does not add up. */
  readonly total: number | null;
}

/** What distinguishes a delivery from the one loaded before. */
export interface Comparison {
  readonly vintage: string;
  readonly file: string;
  readonly rows: { readonly before: number; readonly after: number };
  readonly measures: readonly MeasureComparison[];
}

/** What a delivery is compared with: the vintage it replaces, else the latest of its source before it. */
export function earlierInput(
  inputs: readonly Input[],
  { source, vintage }: Pick<Delivery, 'source' | 'vintage'>,
): Input | undefined {
  return inputs
    .filter((input) => input.source.id === source.id && input.vintage <= vintage)
    .sort((left, right) => (left.vintage < right.vintage ? 1 : -1))[0];
}

export interface ComparisonRequest {
  readonly delivery: Pick<Delivery, 'tables' | 'read'>;
  readonly earlier: Input;
  readonly observations: Rows<ObservationRow>;
  readonly geography: Geography;
  readonly catalogue: Catalogue;
}

/** Counts and adds up the figures of a delivery, measure by measure, each in its latest year. */
export function summarise({ tables }: Pick<Delivery, 'tables'>, catalogue: Catalogue): readonly MeasureSummary[] {
  return [...latest(tables.observation ?? []).values()].map((rows) => {
    const { measure, level } = rows[0]!;
    const known = catalogue.measures.get(measure);
    const figures = toFigures(rows, isAdditive(known?.nature ?? 'published'));
    return { measure, label: known?.label.fr ?? measure, level, figures };
  });
}

/** Compares a delivery with an earlier one, measure by measure, each in its latest year. */
export function compareDeliveries({
  delivery,
  earlier,
  observations,
  geography,
  catalogue,
}: ComparisonRequest): Comparison {
  const before = latest(observations);
  const measures = [...latest(delivery.tables.observation ?? [])].flatMap(([key, after]) => {
    const past = before.get(key);
    const [measure, level] = [after[0]!.measure, after[0]!.level];
    if (!past) return [];
    const additive = isAdditive(catalogue.measures.get(measure)?.nature ?? 'published');
    return [
      {
        measure,
        label: catalogue.measures.get(measure)?.label.fr ?? measure,
        level,
        before: toFigures(past, additive),
        after: toFigures(after, additive),
        movers: findMovers(past, after, additive, geography),
      },
    ];
  });
  return {
    vintage: earlier.vintage,
    file: earlier.file.name,
    rows: { before: earlier.rows.read, after: delivery.read },
    measures,
  };
}

/** Rows of the latest year of each measure and level. */
function latest(rows: Rows<ObservationRow>): ReadonlyMap<string, readonly ObservationRow[]> {
  const found = new Map<string, ObservationRow[]>();
  for (const row of rows) {
    const key = `${row.measure} ${row.level}`;
    const known = found.get(key);
    if (!known || known[0]!.year < row.year) found.set(key, [row]);
    else if (known[0]!.year === row.year) known.push(row);
  }
  return found;
}

function toFigures(rows: readonly ObservationRow[], additive: boolean): Figures {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const total = additive ? values.reduce((sum, value) => sum + value, 0) : null;
  return { year: rows[0]!.year, values: values.length, total };
}

const SHOWN_MOVERS = 3;

/** Counts by what they gain or lose, other figures by their relative change. */
function findMovers(
  before: readonly ObservationRow[],
  after: readonly ObservationRow[],
  additive: boolean,
  geography: Geography,
): readonly Mover[] {
  const past = new Map(before.map(({ code, value }) => [code, value]));
  const moved = after.flatMap(({ code, value, level, cog }) => {
    const earlier = past.get(code);
    if (value === null || earlier == null || earlier === value) return [];
    const size = additive ? 1 : Math.abs(earlier) || 1;
    return [{ code, level, cog, before: earlier, after: value, change: Math.abs(value - earlier) / size }];
  });
  return moved
    .sort((left, right) => right.change - left.change || (left.code < right.code ? -1 : 1))
    .slice(0, SHOWN_MOVERS)
    .map(({ change: _, level, cog, ...mover }) => ({ ...mover, name: nameOf(geography, level, mover.code, cog) }));
}

function nameOf(geography: Geography, level: ObservationRow['level'], code: string, cog: number): string {
  if (level === 'commune') return geography.communes(cog).get(code)?.name ?? code;
  const names = {
    epci: () => geography.epciNames(cog).get(code),
    departement: () => geography.departements(cog).get(code)?.name,
    region: () => geography.regions(cog).get(code)?.name,
    france: () => 'France',
  };
  return names[level]() ?? code;
}
