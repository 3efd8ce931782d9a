import {
  CELL_STATES,
  type CellState,
  hasValue,
  type Indicator,
  type LocalizedText,
  type Reading,
  type TerritoryId,
} from '@boussole/schema';
import { isNoneOfNone } from '../composed/sum.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import type { CellMethod, ExplainedCell } from './cell-answers.ts';
import { chanceOf } from './chance.ts';
import { absentParts } from './codes-behind.ts';
import { type Column, readColumn, stateAt, territoryOf, valueAt } from './columns.ts';
import { sentenceOf } from './explanation.ts';
import { behind, inputsOf, type Origin, originsOf } from './origins.ts';
import { partialParts } from './partial-parts.ts';
import { decimalsOfFigure, type RoundedFigure, roundedFigures } from './rounding.ts';
import { coverageOf, type PublishedTerms, publishedTerms, type StoredCell, storedOf, summedOf } from './stored-cell.ts';
import { cautionsOf } from './warnings.ts';
import { asideOf, secretOf, unevenParts } from './why-none.ts';
import { withoutFigure } from './without-figure.ts';

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
  const without = hasValue(state) ? undefined : withoutFigure(cube, column, territory, number);
  const absent = state === 'NOT_AVAILABLE' ? absentParts(cube, column, territory, origins) : [];
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
      without,
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
    without,
    absent,
    uneven,
    aside,
    warnings: [...cautionsOf(cube, [column], [number]), ...(await partialParts(cube, [column], [number]))],
  };
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

function yearsWithValue(column: Column, number: number): readonly number[] {
  const { series } = column;
  return series.years.filter(
    (_, rank) => !Number.isNaN(valueAt({ series, rank, start: rank * series.territories }, number)),
  );
}
