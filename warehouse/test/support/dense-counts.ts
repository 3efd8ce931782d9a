import type { Identity } from '@boussole/schema';
import { type LinkedMeasures, linkFigures, linkMeasures, type SourceFigure } from '@boussole/warehouse';
import { packagedGeography, populations } from './real-geography.ts';

const COG = 2025;
const IDENTITY: Identity = { total: 'ensemble', parts: ['femmes', 'hommes'] };

/** The same numbers from 0 to 1 each time. */
function drawing(seed: number): () => number {
  let drawn = seed;
  return () => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
}

/**
 * Counts of about a share of the inhabitants, women and men of whom add up to all, in the communes of some régions or of all: those below the
 * threshold are secret at every level, which are a half of the communes for 3 % and 11.
 */
export function denseCounts(share: number, threshold: number, regions?: readonly string[]): LinkedMeasures {
  const draw = drawing(48_271);
  const counts = {
    ensemble: new Map<string, number>(),
    femmes: new Map<string, number>(),
    hommes: new Map<string, number>(),
  };
  for (const [code, { region }] of packagedGeography.membership(COG)) {
    const population = populations.of(code, COG);
    if (population === undefined || (regions && !(region && regions.includes(region)))) continue;
    const all = Math.max(0, Math.round(population * share * (0.5 + draw()) + draw() - 0.5));
    const women = Math.min(all, Math.round(all * (0.25 + draw() / 2)));
    counts.ensemble.set(code, all);
    counts.femmes.set(code, women);
    counts.hommes.set(code, all - women);
  }
  const measures = Object.entries(counts).map(([measure, values]) => {
    const figures = figuresOf(values, threshold);
    return { measure, linked: linkFigures(packagedGeography, figures, COG, (code) => populations.of(code, COG)) };
  });
  return linkMeasures(measures, [IDENTITY]);
}

function figuresOf(values: ReadonlyMap<string, number>, threshold: number): readonly SourceFigure[] {
  const sums = new Map<string, number>();
  const figures: SourceFigure[] = [];
  const add = (level: SourceFigure['level'], code: string, value: number): void => {
    const isSecret = value > 0 && value < threshold;
    const least = value >= threshold ? threshold : 0;
    figures.push({
      level,
      code,
      cog: COG,
      value: isSecret ? null : value,
      state: isSecret ? 'SECRET' : 'PUBLISHED',
      bounds: isSecret ? { lower: 1, upper: threshold - 1 } : { lower: least, upper: Number.POSITIVE_INFINITY },
    });
  };
  for (const [code, value] of values) {
    add('commune', code, value);
    const { epci, departement, region } = packagedGeography.membership(COG).get(code)!; // values are of its communes
    for (const [level, holder] of Object.entries({ epci, departement, region, france: 'FR' }))
      if (holder !== undefined) sums.set(`${level} ${holder}`, (sums.get(`${level} ${holder}`) ?? 0) + value);
  }
  for (const [key, value] of sums) {
    const [level, code] = key.split(' ') as [SourceFigure['level'], string]; // as they are put together above
    add(level, code, value);
  }
  return figures;
}
