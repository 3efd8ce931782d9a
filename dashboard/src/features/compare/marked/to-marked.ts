import { differenceShown, precise } from '../../../format.ts';
import type { MarkedGapsQuery } from '../../../graphql/generated.ts';
import type { Catalogue, Indicator } from '../../../indicators/use-catalogue.ts';
import type { MarkedView } from '../../../marked-url.ts';
import type { TerritoryRef } from '../../../territories/territory.ts';

type Answer = MarkedGapsQuery['markedGaps'];
type Gap = Answer['gaps'][number];
type Column = Answer['columns'][number];

/** A figure that stands out, with what it is told against. */
export interface MarkedLine extends Pick<Gap, 'territory' | 'value' | 'state' | 'decimals' | 'direction' | 'distance'> {
  readonly indicator: Indicator;
  readonly year: number;
  readonly judgement: Gap['judgement'];
  readonly probability: number | undefined;
  /** Figure of the whole; undefined when it has none that can be compared with. */
  readonly benchmark: Reference | undefined;
  /** Whether that one rests on some of the communes only. */
  readonly isBenchmarkPartial: boolean;
  readonly median: Reference | undefined;
  /** Which of the two references is nearer: the distance is counted from it. */
  readonly from: 'WHOLE' | 'MEDIAN';
  /** Difference from that one, of both figures as they are shown. */
  readonly gap: Reference;
  /** Usual gap of its side. */
  readonly usual: number;
}

export interface Reference {
  readonly value: number;
  readonly decimals: number;
}

/** How many gaps of one indicator are told before the reader asks for the others. */
export const MOST_OF_AN_INDICATOR = 3;

/** The gaps of an answer, the most marked first; indicators that the catalogue has not are left out. */
export function toLines(
  { gaps, columns }: Pick<Answer, 'gaps' | 'columns'>,
  catalogue: Catalogue,
): readonly MarkedLine[] {
  const columnOf = new Map(columns.map((column) => [column.indicator.id, column]));
  return gaps.flatMap((gap) => {
    const indicator = catalogue.byId.get(gap.column.indicator.id);
    const column = columnOf.get(gap.column.indicator.id);
    return indicator && column ? [toLine(gap, column, indicator)] : [];
  });
}

function toLine(gap: Gap, column: Column, indicator: Indicator): MarkedLine {
  const { territory, value, state, decimals, direction, judgement, distance, probability } = gap;
  const benchmark = maybeReference(column.benchmark, column.benchmarkDecimals);
  const median = maybeReference(column.median, column.medianDecimals);
  const isFromWhole =
    benchmark !== undefined && !(median && Math.abs(value - median.value) < Math.abs(value - benchmark.value));
  const reference = (isFromWhole ? benchmark : median) ?? { value, decimals };
  return {
    ...{ territory, value, state, decimals, direction, judgement, distance, indicator, benchmark, median },
    year: column.year,
    isBenchmarkPartial: column.benchmarkPartial,
    probability: probability ?? undefined,
    from: isFromWhole ? 'WHOLE' : 'MEDIAN',
    gap: {
      value: differenceShown(indicator, { value, decimals }, reference),
      decimals: precise(indicator, decimals, reference.decimals).decimals,
    },
    usual: (direction === 'HIGHER' ? column.usualAbove : column.usualBelow) ?? 0,
  };
}

function maybeReference(value: number | null | undefined, decimals: number): Reference | undefined {
  return value == null ? undefined : { value, decimals };
}

/** Those that the reader asked for. */
export function chosen(
  lines: readonly MarkedLine[],
  { theme, side, indicator, only }: Pick<MarkedView, 'theme' | 'side' | 'indicator' | 'only'>,
): readonly MarkedLine[] {
  return lines.filter(
    (line) =>
      (theme === undefined || line.indicator.theme.id === theme) &&
      (side === undefined || line.direction === side || line.judgement === side) &&
      (indicator === undefined || line.indicator.id === indicator) &&
      (only === undefined || line.territory.id === only),
  );
}

export interface ShortList {
  readonly lines: readonly MarkedLine[];
  /** How many gaps of an indicator are left out, told after the last line of that indicator. */
  readonly leftAfter: ReadonlyMap<MarkedLine, number>;
}

/** The first gaps of each indicator, so that none of them fills the list. */
export function shortList(lines: readonly MarkedLine[]): ShortList {
  const kept: MarkedLine[] = [];
  const last = new Map<string, MarkedLine>();
  const counts = new Map<string, number>();
  for (const line of lines) {
    const count = (counts.get(line.indicator.id) ?? 0) + 1;
    counts.set(line.indicator.id, count);
    if (count > MOST_OF_AN_INDICATOR) continue;
    kept.push(line);
    last.set(line.indicator.id, line);
  }
  const left = [...last].flatMap(([id, line]) => {
    const more = counts.get(id)! - MOST_OF_AN_INDICATOR;
    return more > 0 ? [[line, more] as const] : [];
  });
  return { lines: kept, leftAfter: new Map(left) };
}

/** The whole list, of which nothing is left out. */
export function wholeList(lines: readonly MarkedLine[]): ShortList {
  return { lines, leftAfter: new Map() };
}

const MOST_RECURRENT = 6;

/** Territories that stand out on several indicators, by how many. */
export function recurrent(
  lines: readonly MarkedLine[],
): readonly { readonly territory: TerritoryRef; readonly count: number }[] {
  const counts = new Map<string, { territory: TerritoryRef; count: number }>();
  for (const { territory } of lines) {
    const known = counts.get(territory.id) ?? { territory, count: 0 };
    counts.set(territory.id, { ...known, count: known.count + 1 });
  }
  return [...counts.values()]
    .filter(({ count }) => count > 1)
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_RECURRENT);
}
