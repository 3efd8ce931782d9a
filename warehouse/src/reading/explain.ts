import {
  CELL_STATES,
  type CellState,
  type Coverage,
  hasValue,
  type Indicator,
  type LocalizedText,
  measuresOf,
  type Reading,
  stateCode,
  type TerritoryId,
  type Vintage,
} from '@boussole/schema';
import { isNoneOfNone } from '../composed/sum.ts';
import { type OpenCube, textList } from '../cube/open-cube.ts';
import { GIVEN_TERMS, levelOfParts, READING_CODES } from '../cube/states.ts';
import type { Input } from '../publication/input.ts';
import { SQL } from '../query/sql.ts';
import type { Territory } from '../territories/territory.ts';
import type {
  AnswerHeader,
  CellInput,
  CellMethod,
  ExplainedCell,
  SecretFigure,
  SetAside,
  SummedFigures,
  UnevenParts,
} from './answers.ts';
import { chanceOf } from './chance.ts';
import { absentParts, codesBehind, vintageRead } from './codes-behind.ts';
import { type Column, isOfficial, readColumn, stateAt, territoryOf, valueAt } from './columns.ts';
import type { Derivation } from './derivation.ts';
import { sentenceOf } from './explanation.ts';
import { partialParts } from './partial-parts.ts';
import { decimalsOfFigure, type RoundedFigure, roundedFigures } from './rounding.ts';
import { cautionsOf } from './warnings.ts';

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

/** A figure as its source gives it, that a cell rests on. */
export interface Origin {
  readonly measure: string;
  readonly code: string;
  readonly value: number | null;
  readonly state: CellState;
  readonly line: number;
  readonly input: Input;
  /** How it was made of what its source gives, when it was. */
  readonly derived: Derivation | undefined;
}

/** Says how a figure was obtained, from which files, on what ground, or why there is none. */
export async function explain(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: {
    readonly indicator: string;
    readonly territory: TerritoryId;
    readonly year: number;
    readonly reading: Reading;
  },
): Promise<ExplainedCell> {
  const { territory, number } = territoryOf(cube, question.territory);
  const column = await readColumn(cube, question.indicator, question.year, question.reading);
  const { indicator } = column;
  const stored = await storedOf(cube, column, number);
  const state = stored ? CELL_STATES[stored.state]! : stateAt(column, number);
  const origins = await originsOf(cube, indicator, territory, question.year, question.reading);
  const method = methodOf(indicator, territory, stored, state, origins);
  const coverage = coverageOf(stored);
  const secret = secretOf(cube, origins);
  const published = publishedTerms(indicator, stored);
  const { reference } = cube.geography;
  const isOther = question.reading === 'CONSTANT' && stored !== undefined && stored.vintage !== reference;
  const sameGroundAs = isOther ? reference : undefined;
  const summed = summedOf(cube, indicator, territory, stored);
  const [rounded] = await roundedFigures(cube, column, [number]);
  const uneven = state === 'NOT_AVAILABLE' ? unevenParts(origins) : undefined;
  const aside = state === 'NOT_AVAILABLE' ? asideOf(cube, indicator, question.year) : [];
  const absent = state === 'NOT_AVAILABLE' ? await absentParts(cube, column, territory, origins) : [];
  return {
    ...header,
    territory,
    indicator,
    year: question.year,
    vintage: stored?.vintage,
    sameGroundAs,
    value: stored?.value ?? undefined,
    state,
    method,
    explanation: sentenceOf({
      cube,
      indicator,
      territory,
      stored,
      state,
      method,
      coverage,
      origins,
      secret,
      published,
      summed,
      rounded,
      absent,
      uneven,
      aside,
      reading: question.reading,
      sameGroundAs,
      years: yearsWithValue(column, number),
    }),
    coverage,
    summed,
    parts: partsOf(cube, indicator, stored, origins, published, rounded),
    inputs: await inputsOf(
      cube,
      indicator,
      column,
      behind(indicator, territory, origins, method, published),
      method,
      summed,
    ),
    interval: rounded?.bounds && { ...rounded.bounds, decimals: decimalsOfFigure(indicator, rounded) },
    chance: chanceOf(indicator, cube.measures, stored, { state, coverage }),
    derivation: method === 'DERIVED' ? origins[0]!.derived : undefined,
    secret,
    absent,
    uneven,
    aside,
    warnings: [...cautionsOf(cube, [column], [number]), ...(await partialParts(cube, [column], [number]))],
  };
}

async function storedOf(cube: OpenCube, column: Column, number: number): Promise<StoredCell | undefined> {
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

async function originsOf(
  cube: OpenCube,
  indicator: Indicator,
  territory: Territory,
  year: number,
  reading: Reading,
): Promise<readonly Origin[]> {
  if (!isOfficial(territory.level)) return [];
  const origins: Origin[] = [];
  for (const measure of measuresOf(indicator.formula)) {
    const vintage = await vintageRead(cube, measure, year, territory.level, reading);
    if (vintage === undefined) continue;
    const codes = reading === 'CONSTANT' ? codesBehind(cube, territory, territory.level, vintage) : [territory.code];
    // A commune that had merged by then stands behind nothing, and an empty list has no type to bind.
    if (codes.length === 0) continue;
    const rows = await cube.query<{
      code: string;
      value: number | null;
      state: CellState;
      line: number;
      input: number;
      rule: Derivation['rule'] | null;
      parts: number;
      partsTotal: number;
    }>(SQL.observations, [measure, year, territory.level, vintage, textList(codes)]);
    for (const { rule, parts, partsTotal, ...row } of rows) {
      const derived = rule === null ? undefined : { rule, parts, partsTotal };
      origins.push({ ...row, measure, input: cube.inputs[row.input]!, derived });
    }
  }
  return origins;
}

function methodOf(
  indicator: Indicator,
  territory: Territory,
  stored: StoredCell | undefined,
  state: CellState,
  origins: readonly Origin[],
): CellMethod {
  if (!stored || !hasValue(state)) return 'NONE';
  if (state === 'PUBLISHED') return 'SOURCE';
  if ('numerator' in indicator.formula) return 'RATIO';
  if (origins.length === 1 && origins[0]!.derived) return 'DERIVED';
  return state === 'ESTIMATED' && territory.level === 'commune' ? 'APPORTIONED' : 'SUM';
}

function secretOf({ measures }: OpenCube, origins: readonly Origin[]): SecretFigure | undefined {
  const hidden = origins.find(({ state }) => state === 'SECRET');
  if (!hidden) return undefined;
  const { parts: known = 0, partsTotal: total = 0 } = hidden.derived ?? {};
  return {
    source: hidden.input.source,
    isCount: measures.get(hidden.measure)?.unit === 'count',
    parts: known > 0 ? { known, total } : undefined,
  };
}

/** Figures of a commune that add up different parts of it; undefined where all add up as many. */
function unevenParts(origins: readonly Origin[]): UnevenParts | undefined {
  const added = origins.filter(({ derived, value }) => derived?.rule === 'PARTS' && value !== null);
  const counts = [...new Set(added.map(({ derived }) => derived!.parts))].sort((one, other) => one - other);
  if (counts.length < 2) return undefined;
  const [{ derived, input }] = added as [Origin]; // as: there are two at least
  return { counts, total: derived!.partsTotal, name: input.source.parts?.name };
}

/** Deliveries of an indicator in a year of which rows were set aside. */
function asideOf({ inputsOf }: OpenCube, { formula }: Indicator, year: number): readonly SetAside[] {
  const inputs = new Set(measuresOf(formula).flatMap((measure) => inputsOf.get(measure) ?? []));
  return [...inputs].flatMap(({ file, rows, vintage }) => {
    const [first, last = first] = (vintage.match(/\d{4}/g) ?? []).map(Number);
    const isOfYear = first === undefined || (first <= year && year <= last!);
    return rows.quarantined > 0 && isOfYear ? [{ file: file.name, rows: rows.quarantined }] : [];
  });
}

/** Which terms of a ratio its sources publish for the territory itself. */
export interface PublishedTerms {
  readonly numerator: boolean;
  readonly denominator: boolean;
}

function publishedTerms({ formula }: Indicator, stored: StoredCell | undefined): PublishedTerms {
  return termsIn('numerator' in formula && stored?.parts == null ? stored?.given : 0);
}

function termsIn(given: number | null | undefined): PublishedTerms {
  return {
    numerator: ((given ?? 0) & GIVEN_TERMS.numerator) !== 0,
    denominator: ((given ?? 0) & GIVEN_TERMS.denominator) !== 0,
  };
}

function summedOf(
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

/** Figures that a cell rests on among those that are given for its territory: a ratio over communes rests on none. */
function behind(
  { formula }: Indicator,
  { level }: Territory,
  origins: readonly Origin[],
  method: CellMethod,
  published: PublishedTerms,
): readonly Origin[] {
  if (method !== 'RATIO' || level === 'commune' || !('numerator' in formula)) return origins;
  return origins.filter(
    ({ measure }) =>
      (published.numerator && formula.numerator.includes(measure)) ||
      (published.denominator && formula.denominator.includes(measure)),
  );
}

function coverageOf(stored: StoredCell | undefined): Coverage | undefined {
  if (!stored || stored.communes === null || stored.communes_total === null) return undefined;
  return {
    communes: stored.communes,
    communesTotal: stored.communes_total,
    population: stored.population ?? undefined,
  };
}

function partsOf(
  cube: OpenCube,
  indicator: Indicator,
  stored: StoredCell | undefined,
  origins: readonly Origin[],
  published: PublishedTerms,
  rounded: RoundedFigure | undefined,
): ExplainedCell['parts'] {
  const { formula } = indicator;
  const nameOf = (id: string): LocalizedText => cube.measures.get(id)?.label ?? { fr: id, en: id };
  const added = (ids: readonly string[]): LocalizedText =>
    localized((language) => ids.map((id) => nameOf(id)[language]).join(' + '));
  // What a sentence says is not shown is in no part either.
  const state = stored && CELL_STATES[stored.state]!;
  if (stored && state && !hasValue(state) && stored.num !== null && !isNoneOfNone({ ...stored, state })) return [];
  if ('numerator' in formula && stored && stored.num !== null && stored.den !== null) {
    const term = (key: keyof PublishedTerms, value: number): ExplainedCell['parts'][number] => ({
      measure: formula[key].join('+'),
      label: added(formula[key]),
      value,
      state: published[key] ? 'PUBLISHED' : 'COMPUTED',
      decimals: published[key] ? undefined : rounded?.terms?.[key],
    });
    return [term('numerator', stored.num), term('denominator', stored.den)];
  }
  if (origins.length < 2) return [];
  const name = ({ code, measure }: Origin): LocalizedText => {
    const known = cube.geography.territory(`commune:${code}`);
    return localized((language) => `${nameOf(measure)[language]} — ${known?.name ?? code} (${code})`);
  };
  return origins.map((origin) => ({
    measure: origin.measure,
    label: name(origin),
    value: origin.value ?? undefined,
    state: origin.state,
    decimals: undefined,
  }));
}

function localized(write: (language: keyof LocalizedText) => string): LocalizedText {
  return { fr: write('fr'), en: write('en') };
}

async function inputsOf(
  cube: OpenCube,
  indicator: Indicator,
  { year, reading }: Column,
  origins: readonly Origin[],
  method: CellMethod,
  summed: SummedFigures | undefined,
): Promise<readonly CellInput[]> {
  const byPlace = new Map(origins.map((origin) => [`${origin.input.id} ${origin.line}`, origin]));
  const given = [...byPlace.values()].map(({ input, line }) => describe(input, line));
  if (method === 'NONE' || (origins.length > 0 && method !== 'RATIO')) return given;
  const inputs = new Set<Input>();
  for (const measure of measuresOf(indicator.formula)) {
    if (origins.some((origin) => origin.measure === measure)) continue;
    const below = summed && (await vintageRead(cube, measure, year, summed.level, reading));
    const level = summed && below !== undefined ? summed.level : 'commune';
    const vintage = below ?? (await vintageRead(cube, measure, year, level, reading));
    if (vintage === undefined) continue;
    for (const { input } of await cube.query<{ input: number }>(SQL.inputsOf, [measure, year, vintage, level])) {
      inputs.add(cube.inputs[input]!);
    }
  }
  return [...given, ...[...inputs].map((input) => describe(input, 0))];
}

function describe(input: Input, line: number): CellInput {
  return {
    source: input.source,
    file: input.file.name,
    line: line > 0 ? line : undefined,
    sha256: input.file.sha256,
    loadedAt: input.loadedAt,
  };
}

function yearsWithValue(column: Column, number: number): readonly number[] {
  const { series } = column;
  return series.years.filter(
    (_, rank) => !Number.isNaN(valueAt({ series, rank, start: rank * series.territories }, number)),
  );
}
