import { type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Rows } from '../cube/rows.ts';
import { FIRST_COMPOSED as FIRST } from '../cube/series.ts';
import type { Geography } from '../territories/geography.ts';
import type { ComposedCells } from './cells.ts';
import { type ComposedTerritory, codesWithin } from './composition.ts';

/** A cube that knows, for one question, composed territories besides the official ones. */
export function withComposed(cube: OpenCube, asked: readonly ComposedTerritory[], cells: ComposedCells): OpenCube {
  if (asked.length === 0) return cube;
  const numbers = new Map(asked.map(({ territory }, index) => [territory.id, FIRST + index]));
  const composed = (number: number): ComposedTerritory | undefined => asked[number - FIRST];
  const find = (id: TerritoryId): ComposedTerritory | undefined => composed(numbers.get(id) ?? -1);
  return {
    ...cube,
    composed,
    geography: withParents(cube.geography, find),
    numbering: {
      ...cube.numbering,
      at: (number) => composed(number)?.territory ?? cube.numbering.at(number),
      indexOf: (id) => numbers.get(id) ?? cube.numbering.indexOf(id),
    },
    rows: toRows(cube, find),
    // What they are summed from is of whole series.
    parts: async () => new Map(),
    async series(indicator, reading) {
      const series = await cube.series(indicator, reading);
      const own = await Promise.all(asked.map((one) => cells.series(one, indicator, reading)));
      return { ...series, composed: new Map(own.map((one, index) => [FIRST + index, one])) };
    },
  };
}

function withParents(geography: Geography, find: (id: TerritoryId) => ComposedTerritory | undefined): Geography {
  return {
    ...geography,
    parents(id, vintage) {
      const composed = find(id);
      if (!composed) return geography.parents(id, vintage);
      return composed.parents.flatMap((parent) => geography.territory(parent) ?? []);
    },
  };
}

function toRows(cube: OpenCube, find: (id: TerritoryId) => ComposedTerritory | undefined): Rows {
  return {
    rows(level, vintage, within) {
      const composed = within === undefined ? undefined : find(within);
      if (!composed) return cube.rows.rows(level, vintage, within);
      const { numbering } = cube;
      const numbers = codesWithin(cube.geography, composed.at(vintage), level, vintage).map((code) =>
        level === 'commune' ? numbering.commune(code, vintage) : numbering.indexOf(toTerritoryId(level, code)),
      );
      return Int32Array.from(numbers.filter((number) => number !== undefined)).sort();
    },
  };
}
