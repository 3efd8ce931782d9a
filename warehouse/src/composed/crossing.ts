import { type Indicator, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import type { ComposedTerritory } from './composition.ts';

/** Whether a commune that was cut lies only partly in a composed territory: only then is its sum estimated. Constant geography. */
export async function crosses(
  cube: OpenCube,
  composed: ComposedTerritory,
  { formula }: Indicator,
  year: number,
): Promise<boolean> {
  const { geography } = cube;
  const inside = new Set(composed.at(geography.reference).communes);
  for (const measure of measuresOf(formula)) {
    const [choice] = await cube.query<{ constant: number }>(SQL.choice, [measure, year, 'commune']);
    if (!choice) continue;
    for (const parts of geography.passage(choice.constant, geography.reference).parts.values()) {
      if (!parts.some(({ estimated }) => estimated)) continue;
      const held = parts.filter(({ code }) => inside.has(code)).length;
      if (held > 0 && held < parts.length) return true;
    }
  }
  return false;
}
