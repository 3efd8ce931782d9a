import { type CellState, type Indicator, measuresOf, type Reading } from '@boussole/schema';
import { type OpenCube, textList } from '../cube/open-cube.ts';
import type { Input } from '../publication/input.ts';
import { SQL } from '../query/sql.ts';
import type { Territory } from '../territories/territory.ts';
import type { CellInput, CellMethod, SummedFigures } from './cell-answers.ts';
import { codesBehind } from './codes-behind.ts';
import { type Column, isOfficial } from './columns.ts';
import type { Derivation } from './derivation.ts';
import type { PublishedTerms } from './stored-cell.ts';

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

/** Reads the figures of sources behind a cell of an official territory, on its own ground. */
export async function originsOf(
  cube: OpenCube,
  indicator: Indicator,
  territory: Territory,
  year: number,
  reading: Reading,
): Promise<readonly Origin[]> {
  if (!isOfficial(territory.level)) return [];
  const origins: Origin[] = [];
  for (const measure of measuresOf(indicator.formula)) {
    const vintage = cube.vintageRead(measure, year, territory.level, reading);
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

/** Figures that a cell rests on among those that are given for its territory: a ratio over communes rests on none. */
export function behind(
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

/** Files that a cell rests on: the lines of its origins, and those of the communes that it adds up. */
export async function inputsOf(
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
    const below = summed && cube.vintageRead(measure, year, summed.level, reading);
    const level = summed && below !== undefined ? summed.level : 'commune';
    const vintage = below ?? cube.vintageRead(measure, year, level, reading);
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
