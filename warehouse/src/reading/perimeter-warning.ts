import type { Warning } from '@boussole/schema';
import { group } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, isOfficial, valueAt } from './columns.ts';
import { few, NAMED } from './few.ts';
import { hasMovedBetween } from './perimeter.ts';
import { type UnlikePair, unknownPerimeters, unlikeWarnings } from './unlike.ts';

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

/** The same for a table in which years of an indicator stand side by side: enough rows are looked at to name some. */
export function perimetersSideBySide(
  cube: OpenCube,
  columns: readonly Column[],
  rows: readonly { readonly number: number; readonly territory: Territory }[],
): readonly Warning[] {
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
  return [...perimeterWarning([...moved.values()]), ...unlikeWarnings(unlike)];
}
