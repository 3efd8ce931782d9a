import { type Indicator, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { ComposedTerritory } from './composition.ts';

/** Whether a commune that was cut lies only partly in a composed territory: only then is its sum estimated. Constant geography. */
export function crosses(cube: OpenCube, composed: ComposedTerritory, { formula }: Indicator, year: number): boolean {
  const { geography } = cube;
  const inside = new Set(composed.at(geography.reference).communes);
  for (const measure of measuresOf(formula)) {
    const vintage = cube.vintageRead(measure, year, 'commune', 'CONSTANT');
    if (vintage === undefined) continue;
    const { parts, undetermined } = geography.passage(vintage, geography.reference);
    const cut = [...parts.values()].filter((shares) => shares.some(({ estimated }) => estimated));
    // Those whose shares were known when the publication was made may not be any more: its figures are estimates all the same.
    const heirs = [...cut.map((shares) => shares.map(({ code }) => code)), ...undetermined.values()];
    const isCrossed = (codes: readonly string[]): boolean => {
      const held = codes.filter((code) => inside.has(code)).length;
      return held > 0 && held < codes.length;
    };
    if (heirs.some(isCrossed)) return true;
  }
  return false;
}
