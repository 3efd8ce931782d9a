import { POPULATION_MEASURE, type Vintage } from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import type { ComposedTerritory } from './composition.ts';

/** Population of a commune of a vintage, from the nearest vintage that knows it: what it weighs in the coverage of a sum. */
export type Weights = (code: string, vintage: Vintage) => number | undefined;

interface Figure {
  readonly code: string;
  readonly cog: Vintage;
  readonly year: number;
  readonly value: number;
}

/** Reads the weights of all communes of a composed territory, those that merged included. */
export async function readWeights(cube: OpenCube, composed: ComposedTerritory): Promise<Weights> {
  const vintages = new Set(
    cube.indicators.flatMap(({ id }) => cube.slabs(id, 'PUBLISHED', 'commune').map(({ vintage }) => vintage)),
  ).add(cube.geography.reference);
  const codes = new Set(
    [...vintages].flatMap((vintage) => {
      const { communes, mergedOutside } = composed.at(vintage);
      return [...communes, ...mergedOutside.map(({ code }) => code)];
    }),
  );
  if (codes.size === 0) return () => undefined;
  const figures = await cube.query<Figure>(SQL.figuresOfCommunes, [POPULATION_MEASURE, listValue([...codes])]);
  const byCode = groupByCode(figures);
  return (code, vintage) => nearest(byCode.get(code) ?? [], vintage)?.value;
}

function groupByCode(figures: readonly Figure[]): ReadonlyMap<string, readonly Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const group = groups.get(figure.code);
    if (group) group.push(figure);
    else groups.set(figure.code, [figure]);
  }
  return groups;
}

/** As publications weigh: the nearest vintage, then the latest year. */
function nearest(figures: readonly Figure[], vintage: Vintage): Figure | undefined {
  const distance = ({ cog }: Figure): number => Math.abs(cog - vintage);
  return figures.toSorted((left, right) => distance(left) - distance(right) || right.year - left.year)[0];
}
