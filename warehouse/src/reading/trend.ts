import {
  breaksBetween,
  checkLimit,
  hasValue,
  type Indicator,
  type Limits,
  type TerritoryId,
  unbrokenSpan,
  type Warning,
  yearsBetween,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Series } from '../cube/series.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import { changePrecision } from './change-precision.ts';
import { type Column, columnOf, coverageAt, indicatorOf, isPartial, stateAt, territoryOf, valueAt } from './columns.ts';
import { type CommonSums, commonSums } from './common-communes.ts';
import { acrossYears } from './comparability.ts';
import type { Point } from './mann-kendall.ts';
import { partialParts } from './partial-parts.ts';
import { hasMovedBetween, perimeterChange } from './perimeter.ts';
import { perimeterWarning } from './perimeter-warning.ts';
import { prepare, rangeOf } from './prepare.ts';
import { project } from './projection.ts';
import { roundTo } from './round-to.ts';
import { decimalsOfFigure, type RoundedFigure, restsOnRounded, roundedFigures } from './rounding.ts';
import { whyNoChange } from './span.ts';
import type { SpanChange, Trend, TrendChange, TrendQuestion, TrendSeries } from './trend-answers.ts';
import { trendMarker } from './trend-marker.ts';
import { tellChange } from './trend-sentence.ts';
import {
  type Grounds,
  groundsOf,
  type Unlike,
  type UnlikePair,
  unlikeness,
  unlikeWarnings,
  whyUnlike,
} from './unlike.ts';
import { cautionsOf } from './warnings.ts';
import { wholeColumns } from './whole-columns.ts';

/** Follows an indicator over the years, territory by territory, with the events that moved its ground. */
export function trend(
  whole: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  limits: Limits,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Eventual<Trend> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const indicator = indicatorOf(whole, question.indicator);
  const rows = question.territories.map((id) => territoryOf(whole, id));
  // What communes that joined or left bring is read of their own figures: any commune's.
  const isApart = question.reading === 'CONSTANT' && rows.every(({ number }) => whole.composed(number) === undefined);
  const range = isApart ? rangeOf(rows.map(({ number }) => number)) : undefined;
  const wanted = { indicators: [indicator.id], reading: question.reading, years: undefined, range };
  return after(prepare(whole, wanted), (cube) =>
    after(cube.series(indicator.id, question.reading), (all) =>
      trendRead(cube, header, question, { indicator, rows, all, populationOf }),
    ),
  );
}

interface Read {
  readonly indicator: Indicator;
  readonly rows: readonly { readonly territory: Territory; readonly number: number }[];
  readonly all: Series;
  populationOf(id: TerritoryId): { readonly value: number } | undefined;
}

function trendRead(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  read: Read,
): Eventual<Trend> {
  const { indicator, rows, all } = read;
  const columns = all.years
    .filter((year) => year >= (question.from ?? year) && year <= (question.to ?? year))
    .map((year) => columnOf(cube, indicator, year, question.reading, all));
  const numbers = rows.map(({ number }) => number);
  const figures = restsOnRounded(cube, indicator)
    ? allOf(columns.map((column) => roundedFigures(cube, column, numbers)))
    : [];
  return after(figures, (rounded) =>
    after(groundsOf(cube, columns, numbers), (grounds) =>
      after(seriesOf(cube, columns, read, rounded, grounds), ({ series, warnings }) =>
        after(partialParts(cube, columns, numbers), (partial) => {
          const years = columns.map(({ year }) => year);
          const measured = years.filter((_, index) => series.some(({ states }) => hasValue(states[index]!)));
          return {
            ...header,
            indicator,
            years,
            breaks: years.length === 0 ? [] : breaksBetween(indicator, years[0]!, years.at(-1)!),
            series,
            warnings: [
              ...acrossYears(cube, indicator, measured, [
                yearsWithFigures(all, numbers, 'every'),
                yearsWithFigures(all, numbers, 'some'),
              ]),
              ...warnings,
              ...cautionsOf(cube, columns, numbers),
              ...partial,
            ],
          };
        }),
      ),
    ),
  );
}

/** Years, in the range asked for or not, in which one of some territories has a figure, or every one. */
function yearsWithFigures(all: Series, numbers: readonly number[], how: 'some' | 'every'): readonly number[] {
  return all.years.filter((_, rank) => {
    const slice = { series: all, rank, start: rank * all.territories - all.first };
    return numbers[how]((number) => !Number.isNaN(valueAt(slice, number)));
  });
}

interface ToldSeries {
  readonly series: readonly TrendSeries[];
  readonly warnings: readonly Warning[];
}

/** The series, and what is to be said of their perimeters. */
function seriesOf(
  cube: OpenCube,
  columns: readonly Column[],
  { indicator, rows, populationOf }: Read,
  rounded: readonly (readonly (RoundedFigure | undefined)[])[],
  grounds: Grounds,
): Eventual<ToldSeries> {
  const followed = rows.map(({ territory, number }, row) =>
    follow(cube, indicator, columns, {
      territory,
      number,
      populationOf: () => populationOf(territory.id)?.value,
      rounded: columns.map((_, at) => rounded[at]?.[row]),
      grounds,
      commonOf: ([first, last]) => commonSums(cube, [first.column, last.column], territory, populationOf),
    }),
  );
  return after(allOf(followed.map((one) => one.readCommon())), () => toldOf(columns, followed));
}

function toldOf(columns: readonly Column[], followed: readonly ReturnType<typeof follow>[]): ToldSeries {
  // In constant geography no perimeter changes: what each series owes to its own need not be worked out.
  const moved =
    columns[0]?.reading === 'CONSTANT'
      ? []
      : followed.filter((one) => one.hasMoved()).map(({ series }) => series.territory.name);
  const unlike = followed.flatMap((one) => one.unlike() ?? []);
  return {
    series: followed.map((one) => one.series),
    warnings: [...perimeterWarning(moved), ...unlikeWarnings(unlike)],
  };
}

interface Followed {
  readonly territory: Territory;
  readonly number: number;
  populationOf(): number | undefined;
  /** Those of its figures that rest on rounded ones, by column. */
  readonly rounded: readonly (RoundedFigure | undefined)[];
  readonly grounds: Grounds;
  /** Figures over the communes that both years have, where those of each are not the same. */
  commonOf(pair: Pair): Promise<CommonSums | undefined>;
}

/** One territory of a trend. What takes sentences, tests and perimeters is worked out when it is first read, once. */
function follow(
  cube: OpenCube,
  indicator: Indicator,
  columns: readonly Column[],
  { territory, number, populationOf, rounded, grounds, commonOf }: Followed,
): {
  readonly series: TrendSeries;
  hasMoved(): boolean;
  unlike(): UnlikePair | undefined;
  readCommon(): Eventual<void>;
} {
  const values = floats(columns, (column) => valueAt(column, number));
  const figures = once(() =>
    columns.flatMap((column, at) =>
      Number.isNaN(values[at]!) ? [] : [{ column, value: values[at]!, rounded: rounded[at] }],
    ),
  );
  const unlikeOf = ([first, last]: Pair): Unlike | undefined =>
    unlikeness(cube, territory, number, [first.column, last.column], grounds);
  const widest = once(() => widestPair(indicator, figures()));
  let common: CommonSums | undefined;
  const mayDiffer = once(
    () =>
      grounds.incomplete.size > 0 || territory.level === 'epci' || columns.some((column) => isPartial(column, number)),
  );
  const difference = once(() => {
    const pair = mayDiffer() ? widest() : undefined;
    return pair && unlikeOf(pair);
  });
  const readCommon = (): Eventual<void> => {
    if (difference()?.kind !== 'COMMUNES') return undefined;
    return commonOf(widest()!).then((sums) => {
      common = sums;
    });
  };
  const whole = once(() => {
    const pair = widest();
    return pair && changeBetween(cube, territory, pair, common);
  });
  const unlike = once((): UnlikePair | undefined => {
    const why = difference();
    if (!why || common) return undefined;
    const [from, to] = widest()!.map(({ column: { year } }) => year) as [number, number]; // as: map forgets the pair
    return { territory, from, to, unlike: why };
  });
  const compared = once(() => wholeColumns(cube, columns, territory, number, grounds));
  const points = once(() => compared().map((column): Point => ({ year: column.year, value: valueAt(column, number) })));
  // Between years whose perimeters are not known nothing tells: those that are known do.
  const hasMoved = once(() => {
    if (difference()?.kind !== 'PERIMETER') return (whole()?.perimeterParts.length ?? 0) > 0;
    const known = compared();
    return known.length > 1 && hasMovedBetween(cube, known[0]!, known.at(-1)!, territory);
  });
  const marker = once(() => trendMarker(indicator, points(), hasMoved()));
  const series: TrendSeries = {
    territory,
    values,
    states: columns.map((column) => stateAt(column, number)),
    coverage: floats(columns, (column) => coverageAt(column, number)),
    decimals: () => precisionsOf(indicator, rounded),
    get events() {
      return cube.geography.events(territory.id);
    },
    get change() {
      const change = unlike() ? undefined : whole();
      return change && yearsBetween(indicator, change.from, change.to).overlap ? undefined : change;
    },
    get marker() {
      return marker();
    },
    project: (ahead) => project(indicator, points(), ahead, populationOf()),
    changeWithin: (from, to) => {
      const inside = figures().filter(({ column: { year } }) => from <= year && year <= to);
      return changeWithin(cube, indicator, territory, inside, to, { unlikeOf, commonOf });
    },
  };
  return { series, hasMoved, unlike, readCommon };
}

function precisionsOf(indicator: Indicator, rounded: Followed['rounded']): Int8Array | undefined {
  if (!rounded.some((figure) => figure && !figure.isGiven)) return undefined;
  return Int8Array.from(rounded, (figure) => (figure ? decimalsOfFigure(indicator, figure) : indicator.decimals));
}

function floats(columns: readonly Column[], read: (column: Column) => number): Float64Array {
  const list = new Float64Array(columns.length);
  for (let index = 0; index < columns.length; index++) list[index] = read(columns[index]!);
  return list;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A figure of a territory, in its column. */
interface Figure {
  readonly column: Column;
  readonly value: number;
  readonly rounded: RoundedFigure | undefined;
}

type Pair = readonly [Figure, Figure];

/** The widest pair of figures of the latest part of a series that no break cuts; undefined when each part has a single one. */
function widestPair(indicator: Indicator, figures: readonly Figure[]): Pair | undefined {
  if (indicator.classes) return undefined;
  const span = unbrokenSpan(
    indicator,
    figures.map(({ column }) => column.year),
  );
  if (!span) return undefined;
  const figureOf = (wanted: number): Figure => figures.find(({ column: { year } }) => year === wanted)!; // a year of theirs
  return [figureOf(span[0]), figureOf(span[1])];
}

function changeBetween(
  cube: OpenCube,
  territory: Territory,
  [first, last]: Pair,
  common: CommonSums | undefined,
): TrendChange {
  const [{ column: from }, { column: to }] = [first, last];
  const [start, end] = common?.values ?? [first.value, last.value];
  const { indicator } = to;
  const absolute = end - start;
  const ratio = start > 0 && end > 0 ? end / start : undefined;
  const relative = start === 0 ? undefined : (100 * absolute) / start;
  const perimeter = perimeterChange(cube, indicator, from, to, territory);
  const moved = {
    from: from.year,
    to: to.year,
    absolute,
    relative,
    yearly: ratio === undefined ? undefined : 100 * (ratio ** (1 / (to.year - from.year)) - 1),
  };
  const precision = changePrecision(indicator, moved, { ...first, value: start }, { ...last, value: end });
  const change = {
    ...moved,
    shown: roundTo(common ? absolute : asShown(last) - asShown(first), precision.decimals),
    perimeter: perimeter?.absolute,
    perimeterParts: perimeter?.parts ?? [],
    ...(common && { over: common.over }),
    ...precision,
  };
  return { ...change, sentence: tellChange(indicator, change, start) };
}

/** A figure with the decimals that it is shown with. */
function asShown({ column: { indicator }, value, rounded }: Figure): number {
  return roundTo(value, rounded ? decimalsOfFigure(indicator, rounded) : indicator.decimals);
}

async function changeWithin(
  cube: OpenCube,
  indicator: Indicator,
  territory: Territory,
  figures: readonly Figure[],
  last: number,
  { unlikeOf, commonOf }: { unlikeOf(pair: Pair): Unlike | undefined } & Pick<Followed, 'commonOf'>,
): Promise<SpanChange> {
  const years = figures.map(({ column }) => column.year);
  const reason = whyNoChange(indicator, years, last);
  if (reason !== undefined) return { reason };
  const pair = widestPair(indicator, figures)!; // nothing speaks against it
  const unlike = unlikeOf(pair);
  if (!unlike) return { change: changeBetween(cube, territory, pair, undefined) };
  const common = unlike.kind === 'COMMUNES' ? await commonOf(pair) : undefined;
  if (!common) return { reason: whyUnlike(unlike, pair[0].column.year, pair[1].column.year) };
  return { change: changeBetween(cube, territory, pair, common) };
}
