import type { OfficialLevel, Reading, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { CoverageQuestion, CoverageRow, CoverageYear } from './answers.ts';
import { indicatorOf, pick, readColumn, territoryOf, vintageOf } from './columns.ts';

const HIDDEN: ReadonlySet<string> = new Set(['SECRET', 'SECRET_SECONDARY', 'RESTRICTED']);

/** Counts the territories of a level, or of a territory, that have a figure; throws `INDICATOR_UNKNOWN`, `TERRITORY_ID_INVALID`, `TERRITORY_UNKNOWN`. */
export async function coverage(cube: OpenCube, question: CoverageQuestion): Promise<readonly CoverageRow[]> {
  const { level, within, reading } = question;
  if (within !== undefined) territoryOf(cube, within);
  const rows: CoverageRow[] = [];
  for (const id of question.indicators) {
    const indicator = indicatorOf(cube, id);
    const years =
      within === undefined ? everywhere(cube, id, level, reading) : await inside(cube, id, { ...question, within });
    rows.push({ indicator, years });
  }
  return rows;
}

function everywhere(cube: OpenCube, id: string, level: OfficialLevel, reading: Reading): readonly CoverageYear[] {
  return cube.slabs(id, reading, level).map(({ year, vintage, present }) => {
    return { year, vintage, territories: cube.rows.rows(level, vintage).length, withValue: present, hidden: null };
  });
}

async function inside(
  cube: OpenCube,
  id: string,
  { level, within, reading }: CoverageQuestion & { readonly within: TerritoryId },
): Promise<readonly CoverageYear[]> {
  const years: CoverageYear[] = [];
  for (const { year } of cube.slabs(id, reading, level)) {
    const column = await readColumn(cube, id, year, reading);
    const vintage = vintageOf(cube, column, level);
    const { values, states } = pick(column, cube.rows.rows(level, vintage, within));
    years.push({
      year,
      vintage,
      territories: values.length,
      withValue: values.filter((value) => !Number.isNaN(value)).length,
      hidden: states.filter((state) => HIDDEN.has(state)).length,
    });
  }
  return years;
}
