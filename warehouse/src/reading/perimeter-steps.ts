import type { TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, valueAt } from './columns.ts';
import { NEARLY_ALL } from './common-communes.ts';
import { heldAt, perimeterChange } from './perimeter.ts';
import type { Held } from './perimeter-moves.ts';
import type { PerimeterPart, PerimeterStep } from './trend-answers.ts';
import { unknownPerimeters } from './unlike.ts';

type PopulationOf = (id: TerritoryId) => { readonly value: number } | undefined;

/**
 * The changes of ground between each figure of a territory and the one before, as both were published, oldest first. A line may be drawn across one
 * where both figures are about nearly the same people, as a change is told over nearly all communes.
 */
export function perimeterSteps(
  cube: OpenCube,
  columns: readonly Column[],
  territory: Territory,
  number: number,
  populationOf: PopulationOf,
): readonly PerimeterStep[] {
  const known = columns.filter((column) => column.reading !== 'CONSTANT' && !Number.isNaN(valueAt(column, number)));
  return known.slice(1).flatMap((to, index): PerimeterStep[] => {
    const from = known[index]!;
    const years = { from: from.year, to: to.year };
    const unknownVintages = unknownPerimeters(cube, territory, [from, to]);
    if (unknownVintages.length > 0) {
      return [{ ...years, parts: [], absolute: undefined, population: undefined, unknownVintages, isOther: true }];
    }
    const change = perimeterChange(cube, to.indicator, from, to, territory);
    if (!change || change.parts.length === 0) return [];
    const { parts, absolute } = change;
    const population = maybeShareMoved(cube, heldAt(cube, from, territory)!, parts, populationOf);
    const isOther = population === undefined || population > 1 - NEARLY_ALL;
    return [{ ...years, parts, absolute, population, unknownVintages, isOther }];
  });
}

/** Share of the people of both grounds together who live on one of them only; undefined when a commune that moved has no known population, or moved in part. */
function maybeShareMoved(
  cube: OpenCube,
  before: Held,
  parts: readonly PerimeterPart[],
  populationOf: PopulationOf,
): number | undefined {
  const inhabitants = (id: TerritoryId | undefined): number | undefined =>
    id === undefined ? undefined : populationOf(id)?.value;
  const joined = parts.filter((part) => part.joined);
  if (joined.some(({ isCut }) => isCut)) return undefined;
  const moved = parts.map(({ territory }) => inhabitants(territory?.id));
  const held = before.communes.map((code) => {
    const number = cube.numbering.commune(code, before.vintage);
    return number === undefined ? undefined : inhabitants(cube.numbering.at(number).id);
  });
  const arrived = joined.map(({ territory }) => inhabitants(territory?.id));
  if (moved.includes(undefined)) return undefined;
  const all = total([...held, ...arrived]);
  return all > 0 ? total(moved) / all : undefined;
}

function total(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
