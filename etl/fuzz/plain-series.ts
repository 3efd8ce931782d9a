import type { Indicator, Measure, Reading } from '@boussole/schema';
import type { Figures, Written } from './figures.ts';
import { measuresIn } from './plain-formula.ts';
import type { PlainTerritories } from './plain-territories.ts';

/** Which figures of files are read, in which vintage, restated where the reading asks for it. */
export class PlainSeries {
  readonly #figures: readonly Figures[];
  readonly #territories: PlainTerritories;
  readonly #measures: ReadonlyMap<string, Measure>;
  readonly #reference: number;
  readonly #choices = new Map<string, Figures | undefined>();
  readonly #populations = new Map<number, ReadonlyMap<string, Written>>();
  readonly #moved = new WeakMap<Figures, ReadonlyMap<string, Written | 'cut' | 'moved'> | undefined>();

  constructor(
    figures: readonly Figures[],
    territories: PlainTerritories,
    measures: ReadonlyMap<string, Measure>,
    reference: number,
  ) {
    this.#figures = figures;
    this.#territories = territories;
    this.#measures = measures;
    this.#reference = reference;
  }

  /** Whether files give every measure of an indicator. */
  knows({ formula }: Indicator): boolean {
    return measuresIn(formula).every((measure) => this.#figures.some((series) => series.measure === measure));
  }

  /** Figures of a series in the perimeters of the reference vintage, worked out once. */
  restated(series: Figures): ReadonlyMap<string, Written | 'cut' | 'moved'> | undefined {
    if (!this.#moved.has(series)) this.#moved.set(series, this.#restate(series));
    return this.#moved.get(series);
  }

  #restate(series: Figures): ReadonlyMap<string, Written | 'cut' | 'moved'> | undefined {
    const passage = this.#territories.passage(series.cog);
    if (!passage) return undefined;
    const isAdditive = this.#measures.get(series.measure)!.nature !== 'published';
    const values = withoutDoubt(series);
    const restated = new Map<string, Written | 'cut' | 'moved'>();
    for (const [target, sources] of passage.from) {
      const isCut = sources.some((source) => passage.to.get(source)!.length > 1);
      const parts = sources.map((source) => values.get(source));
      if (isCut) restated.set(target, 'cut');
      else if (!isAdditive && sources.length > 1) restated.set(target, 'moved');
      else if (parts.includes('cut')) restated.set(target, 'cut');
      else if (parts.includes('secret')) restated.set(target, 'secret');
      else if (!parts.includes(undefined))
        restated.set(
          target,
          parts.reduce<number>((sum, part) => sum + Number(part), 0),
        );
    }
    return restated;
  }

  /** In which vintage a measure is read: the one that lacks fewest territories, then the earliest, or the nearest to the reference. */
  chosen(measure: string, year: number, level: Figures['level'], reading: Reading): Figures | undefined {
    const key = `${measure} ${year} ${level} ${reading}`;
    if (!this.#choices.has(key)) this.#choices.set(key, this.#choose(measure, year, level, reading));
    return this.#choices.get(key);
  }

  #choose(measure: string, year: number, level: Figures['level'], reading: Reading): Figures | undefined {
    const byCog = new Map<number, Figures>();
    const ordered = [...this.#figures].sort((one, other) => one.priority - other.priority);
    for (const series of ordered) {
      if (series.measure !== measure || series.year !== year || series.level !== level) continue;
      const values = new Map([...(byCog.get(series.cog)?.values ?? []), ...series.values]);
      byCog.set(series.cog, { ...series, values });
    }
    const merged = [...byCog.values()];
    const missing = ({ cog, values }: Figures): number => this.#size(level, cog) - values.size;
    const far = ({ cog }: Figures): number => (reading === 'CONSTANT' ? Math.abs(cog - this.#reference) : 0);
    return merged.sort(
      (one, other) => missing(one) - missing(other) || far(one) - far(other) || one.cog - other.cog,
    )[0];
  }

  #size(level: Figures['level'], cog: number): number {
    if (level === 'commune') return this.#territories.communes(cog)?.size ?? 0;
    if (level === 'epci') return this.#territories.epcis(cog).length;
    return 0;
  }

  /** Municipal population of each commune in the nearest vintage that knows it, the latest year of that vintage. */
  population(code: string, cog: number): number | undefined {
    let known = this.#populations.get(cog);
    if (!known) {
      const series = this.#figures
        .filter(({ measure, level }) => measure === 'population_municipale' && level === 'commune')
        .sort(
          (one, other) =>
            Math.abs(other.cog - cog) - Math.abs(one.cog - cog) ||
            one.year - other.year ||
            one.priority - other.priority,
        );
      known = new Map(series.flatMap(({ values }) => [...values]));
      this.#populations.set(cog, known);
    }
    return known.get(code) as number | undefined; // as: populations are never secret
  }

  isAdditive({ formula }: Indicator): boolean {
    return measuresIn(formula).every((measure) => this.#measures.get(measure)!.nature !== 'published');
  }
}

/** Figures of a series, without those of which its file says two things. */
export function withoutDoubt({
  values,
  doubtful = new Set(),
}: Figures): ReadonlyMap<string, Written | 'cut' | 'moved'> {
  const certain = new Map<string, Written | 'cut'>(values);
  for (const code of doubtful) certain.set(code, 'cut');
  return certain;
}
