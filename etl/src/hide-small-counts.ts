import {
  type Catalogue,
  type DatasetRounding,
  round,
  type Secrecy,
  type SourceDescriptor,
  type TableSource,
} from '@boussole/schema';
import type { ObservationRow, SmallRow } from '@boussole/warehouse';
import type { Rows } from './delivery.ts';

/**
 * Hides what its dataset does not let out and its provider leaves to whoever publishes: counts from 1 to below the threshold, amounts that
 * come from too few or that one contributor makes. Rounds what it asks to round. What is hidden is not kept at all.
 */
export function hideSmallCounts(
  observations: Rows<ObservationRow>,
  source: SourceDescriptor,
  { measures }: Catalogue,
): Rows<ObservationRow> {
  const { secrecy, rounding } = protectionOf(source);
  const threshold = thresholdOf(source);
  const isCount = ({ measure }: ObservationRow): boolean => measures.get(measure)?.unit === 'count';
  const helpers = new Set(Object.values(secrecy?.amounts ?? {}).flatMap(({ largest }) => largest ?? []));
  if (threshold === undefined && !secrecy && !rounding?.apply) return observations;
  const isHidden = toHiddenAmounts(observations, secrecy, threshold);
  return observations
    .filter(({ measure }) => !helpers.has(measure))
    .map((row) => {
      if (row.value === null) return row;
      const isSmall = threshold !== undefined && isCount(row) && isBelow(row, threshold);
      if (isSmall || isHidden(row)) return { ...row, value: null, state: 'SECRET' };
      return rounding?.apply && isRounded(rounding, row.measure, isCount(row))
        ? { ...row, value: round(row.value, rounding) }
        : row;
    });
}

/** Counts that the threshold hides, and nothing else. */
export function smallCounts(
  observations: Rows<ObservationRow>,
  threshold: number,
  { measures }: Catalogue,
): readonly SmallRow[] {
  return observations
    .filter((row) => measures.get(row.measure)?.unit === 'count' && isBelow(row, threshold))
    .map(({ measure, year, level, code, cog }) => ({ measure, year, level, code, cog }));
}

function isBelow({ value }: ObservationRow, threshold: number): boolean {
  return value !== null && value > 0 && value < threshold;
}

function protectionOf(source: SourceDescriptor): Pick<TableSource, 'secrecy' | 'rounding'> {
  return source.reader === 'table' ? source : {};
}

/** Counts from 1 to below this are hidden: the greater of what the dataset and its convention say. */
export function thresholdOf(source: SourceDescriptor): number | undefined {
  const thresholds = [source.access?.threshold, protectionOf(source).secrecy?.threshold];
  const told = thresholds.filter((threshold) => threshold !== undefined);
  return told.length > 0 ? Math.max(...told) : undefined;
}

/** All counts, unless the dataset names what it rounds. */
export function isRounded({ measures }: DatasetRounding, measure: string, isCount: boolean): boolean {
  return measures ? measures.includes(measure) : isCount;
}

/** Whether a row is an amount that comes from too few, from nobody knows how many, or for too much from one. */
function toHiddenAmounts(
  observations: Rows<ObservationRow>,
  secrecy: Secrecy | undefined,
  threshold: number | undefined,
): (row: ObservationRow) => boolean {
  const amounts = secrecy?.amounts ?? {};
  const asked = new Set(Object.values(amounts).flatMap(({ of, largest }) => [of, ...(largest ? [largest] : [])]));
  const told = new Map(observations.filter(({ measure }) => asked.has(measure)).map((row) => [keyOf(row), row.value]));
  return (row) => {
    const rule = amounts[row.measure];
    if (!rule || row.value === 0) return false;
    const count = told.get(keyOf({ ...row, measure: rule.of })) ?? undefined;
    const fewest = rule.fewest ?? threshold;
    if (count === undefined || (fewest !== undefined && count < fewest)) return true;
    const largest = rule.largest && (told.get(keyOf({ ...row, measure: rule.largest })) ?? undefined);
    return rule.largest !== undefined && (largest === undefined || Number(largest) > rule.share * row.value!);
  };
}

function keyOf({ measure, year, level, cog, code }: ObservationRow): string {
  return `${measure} ${year} ${level} ${cog} ${code}`;
}
