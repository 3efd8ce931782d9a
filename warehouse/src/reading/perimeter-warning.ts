import type { Level, OfficialLevel, TerritoryId, Warning } from '@boussole/schema';
import { group } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, isOfficial, valueAt } from './columns.ts';
import { few, NAMED } from './few.ts';
import { hasMovedBetween, maybeMovedSince } from './perimeter.ts';
import { type UnlikePair, unknownPerimeters, unlikeWarnings } from './unlike.ts';

/** Levels whose names go on over other ground. */
const MOVING = ['commune', 'epci'] as const;

/** Says whose perimeter changed between figures that are read as they were published. */
export function perimeterWarning(moved: readonly string[]): readonly Warning[] {
  if (moved.length === 0) return [];
  const named = few(moved);
  return [
    {
      code: 'PERIMETER_CHANGED',
      message: `Le périmètre a changé pour ${named.fr} : lisez aussi la géographie constante.`,
      english: `The perimeter of ${named.en} changed: read the constant geography too.`,
    },
  ];
}

/**
 * Says whose perimeter changed between years of an indicator that stand side by side, and whose figures, read as they were published, are those of other
 * ground than the one that their name stands for today. Enough rows are looked at to name some.
 */
export function perimetersOf(cube: OpenCube, columns: readonly Column[], rows: readonly Row[]): readonly Warning[] {
  const moved = new Map<string, string>();
  const unlike: UnlikePair[] = [];
  const isEnough = (): boolean => moved.size > NAMED + 1 || unlike.length > NAMED + 1;
  for (const years of group(columns, ({ indicator }) => indicator.id).values()) {
    const ordered = years.toSorted((one, other) => one.year - other.year);
    const [first, last] = [ordered[0]!, ordered.at(-1)!];
    if (first.year === last.year || first.reading === 'CONSTANT') continue;
    for (const { number, territory } of rows) {
      if (isEnough()) break;
      if (!isOfficial(territory.level)) continue;
      const known = [first, last].every((column) => !Number.isNaN(valueAt(column, number)));
      if (!known) continue;
      const vintages = unknownPerimeters(cube, territory, [first, last]);
      if (vintages.length > 0) {
        unlike.push({ territory, from: first.year, to: last.year, unlike: { kind: 'PERIMETER', vintages } });
      } else if (hasMovedBetween(cube, first, last, territory)) moved.set(territory.id, territory.name);
    }
  }
  const others = rows.filter(({ territory }) => !moved.has(territory.id));
  return [...perimeterWarning([...moved.values()]), ...unlikeWarnings(unlike), ...formerGround(cube, columns, others)];
}

interface Row {
  readonly number: number;
  readonly territory: Territory;
}

/** Says which figures of a column, read as they were published, are those of other ground than the one that their name stands for today. */
export function formerGroundIn(
  cube: OpenCube,
  column: Column,
  level: OfficialLevel,
  numbers: Int32Array,
): readonly Warning[] {
  const isOther = maybeMovedSince(cube, column, level);
  if (!isOther) return [];
  const found: string[] = [];
  for (let index = 0; index < numbers.length && found.length <= NAMED + 1; index++) {
    const number = numbers[index]!;
    if (Number.isNaN(valueAt(column, number)) || !isOther(number)) continue;
    found.push(`${cube.numbering.at(number).name} ${column.year}`);
  }
  return formerGroundWarning(found);
}

/** Told in the first year shown in which it is so. */
function formerGround(cube: OpenCube, columns: readonly Column[], rows: readonly Row[]): readonly Warning[] {
  const moving = group(
    columns.flatMap((column) =>
      MOVING.flatMap((level) => {
        const isOther = maybeMovedSince(cube, column, level);
        return isOther ? [{ column, level, isOther }] : [];
      }),
    ),
    ({ level }): Level => level,
  );
  const found = new Map<TerritoryId, string>();
  for (const { number, territory } of moving.size > 0 ? rows : []) {
    if (found.size > NAMED + 1) break;
    const { id, level, name } = territory;
    const itself = cube.numbering.indexOf(id) ?? number;
    const first = moving
      .get(level)
      ?.find(({ column, isOther }) => !Number.isNaN(valueAt(column, number)) && isOther(itself));
    if (first) found.set(id, `${name} ${first.column.year}`);
  }
  return formerGroundWarning([...found.values()]);
}

function formerGroundWarning(figures: readonly string[]): readonly Warning[] {
  if (figures.length === 0) return [];
  const named = few(figures);
  const [fr, en] =
    figures.length === 1
      ? [
          'le chiffre est celui du périmètre de l’époque, qui a changé depuis',
          'the figure is that of the boundaries of then, which have changed since',
        ]
      : [
          'les chiffres sont ceux des périmètres de l’époque, qui ont changé depuis',
          'the figures are those of the boundaries of then, which have changed since',
        ];
  return [
    {
      code: 'PERIMETER_CHANGED',
      message: `${named.fr} : ${fr}. Pour ceux d’aujourd’hui, lisez la géographie constante.`,
      english: `${named.en}: ${en}. For those of today, read the constant geography.`,
    },
  ];
}
