import type { CellState, TerritoryId } from '@boussole/schema';
import { type Indicator, unbrokenSpan, yearsBetween } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import type { Territory, TerritoryEvent } from '../territories/territory.ts';
import { changePrecision } from './change-precision.ts';
import { type Column, coverageAt, isPartial, isShareOfFormer, stateAt, valueAt } from './columns.ts';
import type { CommonSums } from './common-communes.ts';
import { coverageIn } from './covered.ts';
import { fewCasesIn } from './few-cases.ts';
import type { Point } from './mann-kendall.ts';
import { hasMovedBetween, perimeterChange } from './perimeter.ts';
import { perimeterSteps } from './perimeter-steps.ts';
import { project } from './projection.ts';
import { roundTo } from './round-to.ts';
import { decimalsOfFigure, type RoundedFigure } from './rounding.ts';
import type { TrendMarker } from './significance-answers.ts';
import { APPORTIONED, atFloor, whyNoChange, whyNoFigure, type YearState } from './span.ts';
import type { PerimeterStep, Projection, SpanChange, TrendChange, TrendSeries } from './trend-answers.ts';
import { trendMarker } from './trend-marker.ts';
import { tellChange } from './trend-sentence.ts';
import { type Grounds, type Unlike, type UnlikePair, unlikeness, whyUnlike } from './unlike.ts';
import { wholeColumns } from './whole-columns.ts';

/** What all territories of a trend share. */
export interface Following {
  readonly cube: OpenCube;
  readonly indicator: Indicator;
  readonly columns: readonly Column[];
  readonly grounds: Grounds;
  populationOf(id: TerritoryId): { readonly value: number } | undefined;
  /** Figures over the communes that both years have, where those of each are not the same. */
  commonOf(pair: readonly [Column, Column], territory: Territory): Promise<CommonSums | undefined>;
}

/**
 * One territory of a trend. What takes sentences, tests and perimeters is worked out when it is first read, once. It is a class: an object with getters of
 * its own has a shape of its own too, which outlives it until the whole memory is swept, with all that they see.
 */
export class FollowedTerritory implements TrendSeries {
  readonly territory: Territory;
  readonly values: Float64Array;
  readonly states: readonly CellState[];
  readonly coverage: Float64Array;
  readonly #number: number;
  /** Those of its figures that rest on rounded ones, by column. */
  readonly #rounded: readonly (RoundedFigure | undefined)[];
  readonly #following: Following;
  readonly #known = new Map<string, unknown>();
  #common: CommonSums | undefined;

  constructor(
    following: Following,
    { territory, number }: { readonly territory: Territory; readonly number: number },
    rounded: readonly (RoundedFigure | undefined)[],
  ) {
    const { columns } = following;
    this.territory = territory;
    this.values = floats(columns, number, valueAt);
    this.states = columns.map((column) => stateAt(column, number));
    this.coverage = floats(columns, number, coverageAt);
    this.#number = number;
    this.#rounded = rounded;
    this.#following = following;
  }

  get events(): readonly TerritoryEvent[] {
    return this.#following.cube.geography.events(this.territory.id);
  }

  get change(): TrendChange | undefined {
    const change = this.unlike ? undefined : this.#whole;
    const isTold = change && !yearsBetween(this.#following.indicator, change.from, change.to).overlap;
    return isTold ? change : undefined;
  }

  get perimeterSteps(): readonly PerimeterStep[] {
    const { cube, columns, populationOf } = this.#following;
    return this.#once('steps', () => perimeterSteps(cube, columns, this.territory, this.#number, populationOf));
  }

  get marker(): TrendMarker {
    return this.#once('marker', () =>
      trendMarker(this.#following.indicator, this.#points, this.hasMoved, {
        leftOut: this.#own.length - this.#points.length,
        apportioned: this.#figures.length - this.#own.length,
      }),
    );
  }

  decimals(): Int8Array | undefined {
    const { indicator } = this.#following;
    if (!this.#rounded.some((figure) => figure && !figure.isGiven)) return undefined;
    return Int8Array.from(this.#rounded, (figure) =>
      figure ? decimalsOfFigure(indicator, figure) : indicator.decimals,
    );
  }

  populations(): Eventual<Float64Array | undefined> {
    return after(this.#each('populations'), (shares) =>
      shares.some((share) => share !== undefined)
        ? Float64Array.from(shares, (share) => share?.[0] ?? Number.NaN)
        : undefined,
    );
  }

  incomplete(): Eventual<Int32Array | undefined> {
    return after(this.#each('incomplete'), (counts) =>
      counts.some((count) => count !== undefined) ? Int32Array.from(counts, (count) => count?.[0] ?? 0) : undefined,
    );
  }

  fewCases(): readonly boolean[] | undefined {
    const { cube, columns } = this.#following;
    const few = columns.map((column) => fewCasesIn(cube, column, [this.#number])?.[0] ?? false);
    return few.includes(true) ? few : undefined;
  }

  /** What its figure of each year rests on. */
  #each(of: 'populations' | 'incomplete'): Eventual<readonly (ArrayLike<number> | undefined)[]> {
    const { cube, columns } = this.#following;
    return allOf<ArrayLike<number> | undefined>(
      columns.map((column) => coverageIn(cube, column, [this.#number])[of]()),
    );
  }

  project(ahead: number): Projection {
    const { indicator, populationOf } = this.#following;
    return project(indicator, this.#points, ahead, populationOf(this.territory.id)?.value);
  }

  async changeWithin(from: number, to: number): Promise<SpanChange> {
    const { indicator, commonOf } = this.#following;
    const isInside = ({ column: { year } }: Figure): boolean => from <= year && year <= to;
    const inside = this.#own.filter(isInside);
    if (inside.length < 2 && this.#figures.filter(isInside).length > inside.length) return { reason: APPORTIONED };
    const figures = inside.filter((figure) => !isAtFloor(indicator, figure));
    if (inside.length > 1 && figures.length < 2) return { reason: atFloor(indicator) };
    const years = figures.map(({ column }) => column.year);
    const reason =
      (years.length === 0 ? whyNoFigure(this.#statesWithin(from, to)) : undefined) ??
      whyNoChange(indicator, years, to, lastYearOf(this.territory));
    if (reason !== undefined) return { reason };
    const pair = widestPair(indicator, figures)!; // nothing speaks against it
    const unlike = this.#unlikeOf(pair);
    if (!unlike) return { change: this.#changeBetween(pair, undefined) };
    const [first, last] = columnsOf(pair);
    const common = unlike.kind === 'COMMUNES' ? await commonOf([first, last], this.territory) : undefined;
    if (!common) return { reason: whyUnlike(unlike, first.year, last.year) };
    return { change: this.#changeBetween(pair, common) };
  }

  #statesWithin(from: number, to: number): readonly YearState[] {
    return this.#following.columns
      .filter(({ year }) => from <= year && year <= to)
      .map((column) => ({ year: column.year, state: stateAt(column, this.#number) }));
  }

  /** Whether its ground moved between its first and last figures. */
  get hasMoved(): boolean {
    return this.#once('moved', () => {
      if (this.#difference?.kind !== 'PERIMETER') return (this.#whole?.perimeterParts.length ?? 0) > 0;
      // Between years whose perimeters are not known nothing tells: those that are known do.
      const known = this.#compared;
      return known.length > 1 && hasMovedBetween(this.#following.cube, known[0]!, known.at(-1)!, this.territory);
    });
  }

  /** Why no change is told of it; undefined when one may be. */
  get unlike(): UnlikePair | undefined {
    const why = this.#difference;
    if (!why || this.#common) return undefined;
    const [from, to] = columnsOf(this.#widest!);
    return { territory: this.territory, from: from.year, to: to.year, unlike: why };
  }

  /** Whether a change would be told, were it not that of the whole commune that it was cut from. */
  get isApportioned(): boolean {
    // Asked of each territory: most have no share at all.
    if (!this.states.includes('ESTIMATED')) return false;
    const figures = this.#figures;
    return this.#own.length < figures.length && this.#widest === undefined && figures.length > 1;
  }

  /** Reads the figures over the communes that both of its years have, when they are needed: before its change is read. */
  readCommon(): Eventual<void> {
    if (this.#difference?.kind !== 'COMMUNES') return undefined;
    return this.#following.commonOf(columnsOf(this.#widest!), this.territory).then((sums) => {
      this.#common = sums;
    });
  }

  get #figures(): readonly Figure[] {
    return this.#once('figures', () =>
      this.#following.columns.flatMap((column, at) => {
        const value = this.values[at]!;
        return Number.isNaN(value) ? [] : [{ column, value, rounded: this.#rounded[at] }];
      }),
    );
  }

  /** Figures of its own: a commune that was cut from another has a share of those of that other before, which change as it did. */
  get #own(): readonly Figure[] {
    return this.#once('own', () =>
      this.#figures.filter(({ column }) => !isShareOfFormer(column, this.territory, this.#number)),
    );
  }

  get #widest(): Pair | undefined {
    const { indicator } = this.#following;
    return this.#once('widest', () =>
      widestPair(
        indicator,
        this.#own.filter((figure) => !isAtFloor(indicator, figure)),
      ),
    );
  }

  get #mayDiffer(): boolean {
    const { grounds, columns } = this.#following;
    return (
      grounds.incomplete.size > 0 ||
      this.territory.level === 'epci' ||
      columns.some((column) => isPartial(column, this.#number))
    );
  }

  get #difference(): Unlike | undefined {
    return this.#once('difference', () => {
      const pair = this.#mayDiffer ? this.#widest : undefined;
      return pair && this.#unlikeOf(pair);
    });
  }

  get #whole(): TrendChange | undefined {
    return this.#once('whole', () => {
      const pair = this.#widest;
      return pair && this.#changeBetween(pair, this.#common);
    });
  }

  get #compared(): readonly Column[] {
    const { cube, columns, grounds } = this.#following;
    return this.#once('compared', () => wholeColumns(cube, columns, this.territory, this.#number, grounds));
  }

  get #points(): readonly Point[] {
    return this.#compared.map((column) => ({ year: column.year, value: valueAt(column, this.#number) }));
  }

  #unlikeOf(pair: Pair): Unlike | undefined {
    const { cube, grounds } = this.#following;
    return unlikeness(cube, this.territory, this.#number, columnsOf(pair), grounds);
  }

  #changeBetween(pair: Pair, common: CommonSums | undefined): TrendChange {
    return changeBetween(this.#following.cube, this.territory, pair, common);
  }

  #once<T>(name: string, make: () => T): T {
    if (this.#known.has(name)) return this.#known.get(name) as T; // a name says what is kept under it
    const made = make();
    this.#known.set(name, made);
    return made;
  }
}

/** The last year that a territory that ended was whole; undefined while it exists. */
function lastYearOf({ validTo }: Territory): number | undefined {
  return validTo === undefined ? undefined : Number(validTo.slice(0, 4)) - 1;
}

function floats(
  columns: readonly Column[],
  number: number,
  read: (column: Column, number: number) => number,
): Float64Array {
  const list = new Float64Array(columns.length);
  for (let index = 0; index < columns.length; index++) list[index] = read(columns[index]!, number);
  return list;
}

/** A figure of a territory, in its column. */
interface Figure {
  readonly column: Column;
  readonly value: number;
  readonly rounded: RoundedFigure | undefined;
}

type Pair = readonly [Figure, Figure];

function columnsOf([first, last]: Pair): readonly [Column, Column] {
  return [first.column, last.column];
}

/** A floor stands for anything below it: no change is told from it, nor to it. */
function isAtFloor({ floor }: Indicator, { value }: Figure): boolean {
  return value === floor;
}

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
