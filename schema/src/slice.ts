import { measuresOf } from './formula.ts';
import type { Indicator } from './indicator.ts';
import type { Measure } from './measure.ts';

export const SEXES = ['F', 'M'] as const;
export type Sex = (typeof SEXES)[number];

/** Ages in completed years, open at the end without `to`. */
export interface AgeBand {
  readonly from: number;
  readonly to?: number;
}

/** Members of dimensions as a question names them: `{ sex: 'F', age: '75-plus' }`. */
export interface SliceKey {
  readonly sex?: Sex;
  readonly age?: string;
}

/** An indicator that tells of some of the people of another, and of which. */
export interface IndicatorSlice {
  readonly indicator: string;
  readonly sex?: Sex;
  readonly age?: AgeBand;
}

/** What an indicator can be cut by. */
export interface Sliced {
  readonly slices: readonly IndicatorSlice[];
  /** Lists of age bands that together are everybody, each person once; only those that cannot be cut finer. */
  readonly ageBreakdowns: readonly (readonly string[])[];
}

/** Older than anybody: where an open band of ages ends. */
export const OLDEST = 1_000;

/** The people of one sex, or of both, from an age to before another. */
export interface People {
  /** The measure that they are a part of. */
  readonly of: string;
  readonly sex: Sex | 'all';
  readonly from: number;
  readonly before: number;
}

/** Whom a measure counts among those of the measure it is a part of: everybody when it is part of none. */
export function peopleOf({ id, dimensions }: Measure): People {
  if (!dimensions) return { of: id, sex: 'all', from: 0, before: OLDEST };
  const { of, sex = 'all', age } = dimensions;
  return { of, sex, from: age?.from ?? 0, before: age?.to === undefined ? OLDEST : age.to + 1 };
}

/** Name of a band of ages: `0-14`, `75-plus`. */
export function toAgeId({ from, to }: AgeBand): string {
  return to === undefined ? `${from}-plus` : `${from}-${to}`;
}

/**
 * Tells which indicators can be cut by sex and age, and into which others, by whom their measures count: `femmes_0_14` is `population_rp` for
 * women under 15, and the unemployment rate of women divides the unemployed among the active women as that of all does.
 */
export function toSliced(
  indicators: readonly Indicator[],
  measures: ReadonlyMap<string, Measure>,
): ReadonlyMap<string, Sliced> {
  const wholes = new Map<string, { readonly id: string; readonly people: People }>();
  const parts: { readonly key: string; readonly slice: IndicatorSlice }[] = [];
  for (const indicator of indicators) {
    const shape = maybeShape(indicator, measures);
    if (!shape) continue;
    const { key, sex, age } = shape;
    if (sex || age) parts.push({ key, slice: { indicator: indicator.id, ...(sex && { sex }), ...(age && { age }) } });
    else if (!wholes.has(key)) wholes.set(key, { id: indicator.id, people: shape.whole });
  }
  return new Map(
    [...wholes].flatMap(([key, { id, people }]): [string, Sliced][] => {
      const known = new Map<string, IndicatorSlice>();
      for (const { slice, ...part } of parts) {
        const name = sliceName(slice);
        if (part.key === key && !known.has(name)) known.set(name, slice);
      }
      if (known.size === 0) return [];
      const slices = [...known.values()].sort(bySexThenAge);
      return [[id, { slices, ageBreakdowns: ageBreakdowns(slices, people) }]];
    }),
  );
}

/** Finds the slice that a question names. */
export function maybeSlice({ slices }: Sliced, { sex, age }: SliceKey): IndicatorSlice | undefined {
  return slices.find((slice) => slice.sex === sex && (slice.age && toAgeId(slice.age)) === age);
}

/** Names a slice by its members: `F`, `0-14`, `F 0-14`. */
export function sliceName({ sex, age }: Omit<IndicatorSlice, 'indicator'>): string {
  return [sex, age && toAgeId(age)].filter(Boolean).join(' ');
}

interface Shape {
  /** The same for an indicator and for its slices. */
  readonly key: string;
  readonly whole: People;
  readonly sex: Sex | undefined;
  readonly age: AgeBand | undefined;
}

function maybeShape({ formula }: Indicator, measures: ReadonlyMap<string, Measure>): Shape | undefined {
  if ('minus' in formula && formula.minus.length > 0) return undefined;
  const sums = 'numerator' in formula ? [formula.numerator, formula.denominator] : [measuresOf(formula)];
  const shapes = sums.map((ids) => maybeSumShape(ids, measures));
  const [first] = shapes;
  const isSame = shapes.every((shape) => shape && first && sliceName(shape) === sliceName(first));
  if (!first || !isSame) return undefined;
  const ofs = shapes.map((shape) => shape?.whole.of).join(' / ');
  return { ...first, key: 'scale' in formula ? `${ofs} × ${formula.scale}` : ofs };
}

function maybeSumShape(ids: readonly string[], measures: ReadonlyMap<string, Measure>): Omit<Shape, 'key'> | undefined {
  const counted = maybeUnion(ids.flatMap((id) => measures.get(id) ?? []).map(peopleOf));
  const of = counted && measures.get(counted.of);
  if (!of) return undefined;
  const whole = peopleOf(of);
  const isEveryAge = counted.from === whole.from && counted.before === whole.before;
  return {
    whole,
    sex: counted.sex === 'all' || counted.sex === whole.sex ? undefined : counted.sex,
    age: isEveryAge ? undefined : toBand(counted),
  };
}

function toBand({ from, before }: People): AgeBand {
  return before === OLDEST ? { from } : { from, to: before - 1 };
}

/** Everybody that several measures count, when nobody is counted twice and nothing is missing in between. */
function maybeUnion(counted: readonly People[]): People | undefined {
  const [first] = counted;
  if (!first || counted.some(({ of }) => of !== first.of)) return undefined;
  const bands = new Map<string, People[]>();
  for (const people of counted) {
    const band = `${people.from} ${people.before}`;
    bands.set(band, [...(bands.get(band) ?? []), people]);
  }
  const merged = [...bands.values()].map(maybeBothSexes).sort((left, right) => (left?.from ?? 0) - (right?.from ?? 0));
  const isWhole = merged.every(
    (people, index) => people?.sex === merged[0]?.sex && (index === 0 || people?.from === merged[index - 1]?.before),
  );
  const [youngest, oldest] = [merged[0], merged.at(-1)];
  return youngest && oldest && isWhole ? { ...youngest, before: oldest.before } : undefined;
}

/** The people of a band of ages: those of one measure, or women and men of two. */
function maybeBothSexes(people: readonly People[]): People | undefined {
  const sexes = new Set(people.map(({ sex }) => sex));
  if (people.length === 1) return people[0];
  return people.length === 2 && sexes.has('F') && sexes.has('M') ? { ...people[0]!, sex: 'all' } : undefined;
}

function bySexThenAge(left: IndicatorSlice, right: IndicatorSlice): number {
  const sex = (left.sex ?? '').localeCompare(right.sex ?? '');
  const from = (left.age?.from ?? -1) - (right.age?.from ?? -1);
  return sex || from || (left.age?.to ?? OLDEST) - (right.age?.to ?? OLDEST);
}

function ageBreakdowns(slices: readonly IndicatorSlice[], { from, before }: People): string[][] {
  const bands = new Map<string, readonly [number, number]>();
  for (const { age } of slices) {
    if (age) bands.set(toAgeId(age), [age.from, age.to === undefined ? OLDEST : age.to + 1]);
  }
  const chains = (start: number, end: number): string[][] => {
    if (start === end) return [[]];
    return [...bands].flatMap(([id, [first, next]]) =>
      first === start && next <= end && !finer.has(id) ? chains(next, end).map((rest) => [id, ...rest]) : [],
    );
  };
  const finer = new Set([...bands.keys()].filter((id) => isCutFiner(id, bands)));
  return chains(from, before);
}

/** Whether other bands follow each other from where a band starts to where it ends. */
function isCutFiner(id: string, bands: ReadonlyMap<string, readonly [number, number]>): boolean {
  const [from, before] = bands.get(id)!;
  const reached = new Set([from]);
  for (const age of reached) {
    for (const [other, [start, end]] of bands) if (other !== id && start === age && end <= before) reached.add(end);
  }
  return reached.has(before);
}
