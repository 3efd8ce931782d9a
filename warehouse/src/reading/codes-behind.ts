import { measuresOf, type OfficialLevel, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import type { Column } from './columns.ts';
import type { Origin } from './origins.ts';

/** Codes of a vintage whose figures were restated into a territory of the reference vintage. */
export function codesBehind(
  cube: OpenCube,
  { code, level: kind }: Territory,
  level: OfficialLevel,
  vintage: Vintage,
): string[] {
  const { geography } = cube;
  if (kind !== 'commune') {
    const same = geography.counterpart(level, code, geography.reference, vintage);
    return level === 'france' ? [code] : same === undefined ? [] : [same];
  }
  return [...geography.passage(vintage, geography.reference).parts]
    .filter(([, parts]) => parts.some((part) => part.code === code))
    .map(([from]) => from);
}

/** Names of communes that merged into one and have no figure, where another of them has one: why there is no sum. */
export function absentParts(
  cube: OpenCube,
  { indicator, year, reading }: Column,
  territory: Territory,
  origins: readonly Origin[],
): readonly string[] {
  if (reading !== 'CONSTANT' || territory.level !== 'commune') return [];
  const names = new Set<string>();
  for (const measure of measuresOf(indicator.formula)) {
    const vintage = cube.vintageRead(measure, year, 'commune', reading);
    const codes = vintage === undefined ? [] : codesBehind(cube, territory, 'commune', vintage);
    const known = new Set(origins.flatMap((one) => (one.measure === measure && one.value !== null ? [one.code] : [])));
    if (known.size === 0) continue;
    const communes = cube.geography.communes(vintage!); // without one no code is known
    for (const code of codes) if (!known.has(code)) names.add(communes.get(code)?.name ?? code);
  }
  return [...names];
}
