import type { CellState, Indicator, Measure, Reading } from '@boussole/schema';
import type { Figures, Written } from './figures.ts';
import { addedUp, type FactsAbove } from './plain-added-up.ts';
import { type Commune, combine, figureOf, isSameSum, measuresIn } from './plain-formula.ts';
import { PlainSeries, withoutDoubt } from './plain-series.ts';
import type { PlainTerritories } from './plain-territories.ts';

/** What a cell must be, or why nothing plain tells it. */
export type Expected =
  | {
      readonly kind: 'value';
      readonly value: number;
      readonly states: readonly CellState[];
      /** Share of its communes that a sum counts. */
      readonly communes?: number | undefined;
    }
  | { readonly kind: 'none'; readonly states: readonly CellState[] }
  | { readonly kind: 'unknown'; readonly why: string };

export interface PlainQuestion {
  readonly indicator: Indicator;
  readonly year: number;
  readonly reading: Reading;
  readonly level: 'commune' | 'epci' | 'departement' | 'region' | 'france';
  readonly code: string;
}

const HIDDEN_BY_US: CellState = 'SECRET_SECONDARY';
export const FLOOR = 0.5;
/** How near the floor of coverage nothing is expected: rounding decides there. */
export const NEAR = 0.005;

/** Recomputes cells from official figures by the rules that the documentation states, simply and slowly. */
export class PlainFigures {
  readonly #series: PlainSeries;
  readonly #territories: PlainTerritories;
  readonly #measures: ReadonlyMap<string, Measure>;
  readonly #reference: number;
  readonly #columns = new Map<string, ReadonlyMap<string, Commune> | undefined>();

  constructor(
    figures: readonly Figures[],
    territories: PlainTerritories,
    measures: ReadonlyMap<string, Measure>,
    reference: number,
  ) {
    this.#series = new PlainSeries(figures, territories, measures, reference);
    this.#territories = territories;
    this.#measures = measures;
    this.#reference = reference;
  }

  /** Whether files give every measure of an indicator. */
  knows(indicator: Indicator): boolean {
    return this.#series.knows(indicator);
  }

  /**
   * `hidden` holds the communes whose figure the warehouse hides to protect others, in the reading asked and as published: a plain reader cannot tell
   * which.
   */
  expect(question: PlainQuestion, hidden: ReadonlySet<string>, hiddenAsPublished = hidden): Expected {
    const { indicator, year, reading, level, code } = question;
    const measures = measuresIn(indicator.formula);
    const published =
      level === 'commune' ? undefined : (this.#publishedAbove(question) ?? this.#ofWholes(question, hidden));
    if (published) return published;
    const chosen = measures.map((measure) => this.#series.chosen(measure, year, 'commune', reading));
    const isApart = reading === 'PUBLISHED' && new Set(chosen.map((series) => series?.cog)).size > 1;
    if (isApart || chosen.some((series) => series === undefined))
      return this.#addedUp(question, hidden, 0) ?? { kind: 'none', states: ['NOT_AVAILABLE'] };
    const cogs = new Set(chosen.map((series) => series!.cog));
    const cog = reading === 'CONSTANT' ? this.#reference : [...cogs][0]!;
    const list = this.#territories.communes(cog);
    if (!list) return { kind: 'unknown', why: `no plain list of communes of ${cog}` };
    const column = this.#column(indicator, year, reading);
    if (!column) return { kind: 'unknown', why: `no plain passage to ${cog}` };
    if (level === 'commune') return this.#commune(question, column.get(code) ?? 'absent', list.has(code));
    if (level === 'epci' && !this.#territories.hasPerimeters(cog))
      return { kind: 'unknown', why: `no perimeters in ${cog}` };
    const members = this.#territories.members(cog, level, code);
    if (members.length === 0) return { kind: 'none', states: ['NOT_AVAILABLE'] };
    if (!this.#series.isAdditive(indicator)) return { kind: 'none', states: ['NOT_AGGREGABLE'] };
    const cells = members.map((commune) => [commune, hidden.has(commune) ? 'secret' : column.get(commune)] as const);
    const before = reading === 'CONSTANT' ? this.#sameGround(question, hiddenAsPublished) : undefined;
    if (before === 'unknown') return { kind: 'unknown', why: 'nothing plain tells the same ground' };
    // The same sum keeps its own communes, whose population tells what it covers.
    const shown = before && !isSameSum(before.cells, cells) ? before : { cells, cog };
    const sum =
      this.#addedUp(question, hidden, this.#covered(shown.cells, shown.cog)) ??
      this.#sum(indicator, shown.cells, shown.cog);
    // Nothing plain tells whether the same sum comes out with communes that were cut, and which it counts.
    const isDoubtful = shown === before && cells.some(([, cell]) => cell === 'cut');
    return isDoubtful && sum.kind === 'value' ? { ...sum, communes: undefined } : sum;
  }

  /** The communes of the vintage of the figures, of a territory that has the same ground in it: a merger takes nothing away from them. */
  #sameGround(
    { indicator, year, level, code }: PlainQuestion,
    hidden: ReadonlySet<string>,
  ):
    | { readonly cells: readonly (readonly [string, Commune | undefined])[]; readonly cog: number }
    | 'unknown'
    | undefined {
    const cogs = new Set(
      measuresIn(indicator.formula).flatMap((measure) => [
        this.#series.chosen(measure, year, 'commune', 'CONSTANT')!.cog,
        this.#series.chosen(measure, year, 'commune', 'PUBLISHED')!.cog,
      ]),
    );
    const [cog] = cogs;
    if (cogs.size > 1 || cog === undefined || cog === this.#reference) return undefined;
    if (level === 'epci' && !this.#territories.hasPerimeters(cog)) return undefined;
    const own = this.#territories.counterpart(this.#reference, level, code, cog);
    const column = this.#column(indicator, year, 'PUBLISHED');
    if (own === 'unknown' || !column) return 'unknown';
    if (own === undefined) return undefined;
    const members = this.#territories.members(cog, level, own);
    return { cells: members.map((one) => [one, hidden.has(one) ? 'secret' : column.get(one)] as const), cog };
  }

  /** Value of every commune of a column, for ranks; undefined where a commune was cut, or no list is sure. */
  values({
    indicator,
    year,
    reading,
  }: Pick<PlainQuestion, 'indicator' | 'year' | 'reading'>): ReadonlyMap<string, number> | undefined {
    const column = this.#column(indicator, year, reading);
    const cog =
      reading === 'CONSTANT'
        ? this.#reference
        : this.#series.chosen(measuresIn(indicator.formula)[0]!, year, 'commune', reading)?.cog;
    const list = cog === undefined ? undefined : this.#territories.communes(cog);
    if (!column || !list || !this.#territories.isListed(cog!)) return undefined;
    const values = new Map<string, number>();
    for (const code of list.keys()) {
      const cell = column.get(code);
      if (cell === 'cut') return undefined;
      if (typeof cell === 'object' && cell.den !== 0) values.set(code, figureOf(indicator, cell));
    }
    return values;
  }

  #addedUp(question: PlainQuestion, hidden: ReadonlySet<string>, byCommunes: number): Expected | undefined {
    if (!this.#series.isAdditive(question.indicator)) return undefined;
    const { year, reading } = question;
    const facts: FactsAbove = {
      territories: this.#territories,
      cogOf: (level) => {
        const [series] = measuresIn(question.indicator.formula).flatMap(
          (measure) => this.#series.chosen(measure, year, level, reading) ?? [],
        );
        return series && (reading === 'CONSTANT' ? this.#reference : series.cog);
      },
      cellOf: (level, code) => this.#cellAbove({ ...question, level, code }, hidden),
      covered: (cells, cog) => this.#covered(cells, cog),
    };
    return addedUp(facts, question, byCommunes);
  }

  /** What is published for a territory above communes, or made of what is, as terms to add up. */
  #cellAbove(
    question: PlainQuestion,
    hidden: ReadonlySet<string>,
  ): { readonly num: number; readonly den: number | undefined } | 'unknown' | undefined {
    const { formula } = question.indicator;
    if (!('measure' in formula)) return this.#cellOfWholes(question, hidden);
    const whole = this.#whole(question, formula.measure);
    if (whole === 'unknown') return whole;
    return whole === 'secret' || !whole ? undefined : { num: whole.value, den: undefined };
  }

  #commune({ indicator, reading }: PlainQuestion, cell: Commune, exists: boolean): Expected {
    if (cell === 'cut') return { kind: 'unknown', why: 'the commune was cut' };
    if (cell === 'absent') {
      // A median never passes to another perimeter: nothing plain tells whether the warehouse knows that, or that there is none.
      const states: CellState[] =
        reading === 'CONSTANT' && !this.#series.isAdditive(indicator)
          ? ['NOT_AVAILABLE', 'NOT_AGGREGABLE']
          : ['NOT_AVAILABLE'];
      return { kind: 'none', states: exists ? states : [...states, 'NOT_AVAILABLE'] };
    }
    if (cell === 'secret') return { kind: 'none', states: ['SECRET', HIDDEN_BY_US] };
    if (cell.den === 0) return { kind: 'none', states: ['NOT_APPLICABLE'] };
    const isMade = 'numerator' in indicator.formula || 'sum' in indicator.formula;
    return {
      kind: 'value',
      value: figureOf(indicator, cell),
      states: isMade ? ['COMPUTED'] : ['PUBLISHED', 'COMPUTED'],
    };
  }

  /** Share of the population that some communes with a figure hold, of all of them. */
  #covered(cells: readonly (readonly [string, Commune | undefined])[], cog: number): number {
    const known = cells.filter(([, cell]) => typeof cell === 'object');
    const inhabitants = (some: typeof cells): number =>
      some.reduce((sum, [code]) => sum + (this.#series.population(code, cog) ?? 0), 0);
    const all = inhabitants(cells);
    return all > 0 ? inhabitants(known) / all : known.length / cells.length;
  }

  #sum(indicator: Indicator, cells: readonly (readonly [string, Commune | undefined])[], cog: number): Expected {
    let [num, den, known, secrets, cut, here, all] = [0, 0, 0, 0, 0, 0, 0];
    for (const [code, cell] of cells) {
      const population = this.#series.population(code, cog);
      all += population ?? 0;
      if (cell === 'secret') secrets++;
      else if (cell === 'cut') cut++;
      else if (cell !== undefined && cell !== 'absent') {
        known++;
        num += cell.num;
        den += cell.den ?? 0;
        here += population ?? 0;
      }
    }
    if (cut > 0) return { kind: 'unknown', why: 'a commune of the territory was cut' };
    // A few hidden communes among many that have no figure do not make a secret of their sum.
    const isSecret = secrets > 0 && secrets >= FLOOR * (cells.length - known);
    if (known === 0) return { kind: 'none', states: isSecret ? ['SECRET'] : ['NOT_AVAILABLE'] };
    const cell = { num, den: 'numerator' in indicator.formula ? den : undefined };
    if (cell.den === 0) {
      // Nothing is missing from none of none; of communes that are hidden or missing, it is not known.
      const isAll = known === cells.length;
      return { kind: 'none', states: [isSecret ? 'SECRET' : isAll ? 'NOT_APPLICABLE' : 'NOT_AVAILABLE'] };
    }
    const coverage = all > 0 ? here / all : known / cells.length;
    if (Math.abs(coverage - FLOOR) < NEAR) return { kind: 'unknown', why: 'coverage is at the floor' };
    if (coverage < FLOOR) return { kind: 'none', states: ['NOT_AVAILABLE'] };
    const value = figureOf(indicator, cell);
    return { kind: 'value', value, states: ['COMPUTED'], communes: known / cells.length };
  }

  /** The figure that a source gives for the territory itself wins; it counts for its own perimeter only. */
  #publishedAbove({ indicator, year, reading, level, code }: PlainQuestion): Expected | undefined {
    if (!('measure' in indicator.formula)) return undefined;
    const { measure } = indicator.formula;
    const above = this.#series.chosen(measure, year, level, reading);
    if (!above) return undefined;
    const own = reading === 'CONSTANT' ? this.#territories.counterpart(this.#reference, level, code, above.cog) : code;
    if (own === 'unknown') return { kind: 'unknown', why: 'nothing plain tells the same ground' };
    const value = own === undefined ? undefined : above.values.get(own);
    if (above.doubtful?.has(own ?? '')) return { kind: 'unknown', why: 'the file says two things' };
    if (value === 'secret') return { kind: 'none', states: ['SECRET'] };
    if (value !== undefined) return { kind: 'value', value, states: ['PUBLISHED', 'COMPUTED'] };
    if (!this.#series.isAdditive(indicator)) return { kind: 'none', states: ['NOT_AGGREGABLE', 'NOT_AVAILABLE'] };
    const commune = this.#series.chosen(measure, year, 'commune', reading);
    const isOther = reading === 'PUBLISHED' && commune !== undefined && commune.cog !== above.cog;
    return isOther ? { kind: 'none', states: ['NOT_AVAILABLE'] } : undefined;
  }

  /**
   * A ratio of figures of the whole territory, one of which at least a source publishes: nothing is then asked of communes that have both parts.
   * Others are the sum of all its communes. A sum of several figures is such when all are published.
   */
  #ofWholes(question: PlainQuestion, hidden: ReadonlySet<string>): Expected | undefined {
    const cell = this.#cellOfWholes(question, hidden);
    if (cell === 'unknown') return { kind: 'unknown', why: 'nothing plain tells the figures of the whole' };
    if (!cell) return undefined;
    if (cell.den === 0) return { kind: 'none', states: ['NOT_APPLICABLE'] };
    return { kind: 'value', value: figureOf(question.indicator, cell), states: ['COMPUTED'] };
  }

  #cellOfWholes(
    question: PlainQuestion,
    hidden: ReadonlySet<string>,
  ): { readonly num: number; readonly den: number | undefined } | 'unknown' | undefined {
    const { indicator, year, reading, level } = question;
    const { formula } = indicator;
    const measures = measuresIn(formula);
    if ('measure' in formula || !measures.some((measure) => this.#series.chosen(measure, year, level, reading)))
      return undefined;
    const wholes = new Map<string, number>();
    const cogs = new Set<number>();
    let summed = 0;
    for (const measure of measures) {
      const above = this.#whole(question, measure);
      if (above === 'unknown') return above;
      if (above === 'secret') return undefined;
      const whole = above ?? this.#sumOfAll(question, measure);
      if (!whole || whole === 'unknown') return whole;
      if (!above) summed++;
      wholes.set(measure, whole.value);
      cogs.add(whole.cog);
    }
    if (cogs.size > 1 || summed === measures.length || ('sum' in formula && summed > 0)) return undefined;
    if (summed > 0 && hidden.size > 0) return 'unknown';
    const cell = combine(formula, (measure) => wholes.get(measure));
    return typeof cell === 'object' ? cell : undefined;
  }

  #whole(
    { year, reading, level, code }: PlainQuestion,
    measure: string,
  ): { readonly value: number; readonly cog: number } | 'secret' | 'unknown' | undefined {
    const above = this.#series.chosen(measure, year, level, reading);
    if (!above) return undefined;
    const own = reading === 'CONSTANT' ? this.#territories.counterpart(this.#reference, level, code, above.cog) : code;
    if (own === 'unknown' || above.doubtful?.has(own ?? '')) return 'unknown';
    const value = own === undefined ? undefined : above.values.get(own);
    if (value === undefined || value === 'secret') return value;
    return { value, cog: reading === 'CONSTANT' ? this.#reference : above.cog };
  }

  #sumOfAll(
    { year, reading, level, code }: PlainQuestion,
    measure: string,
  ): { readonly value: number; readonly cog: number } | 'unknown' | undefined {
    const series = this.#series.chosen(measure, year, 'commune', reading);
    if (!series || this.#measures.get(measure)!.nature === 'published') return undefined;
    const cog = reading === 'CONSTANT' ? this.#reference : series.cog;
    const values = reading === 'CONSTANT' ? this.#series.restated(series) : withoutDoubt(series);
    const members = this.#territories.members(cog, level, code);
    if (!values || (level === 'epci' && !this.#territories.hasPerimeters(cog))) return 'unknown';
    const parts = members.map((commune) => values.get(commune));
    if (parts.includes('cut')) return 'unknown';
    if (parts.length === 0 || !parts.every((part) => typeof part === 'number')) return undefined;
    return { value: parts.reduce((sum, part) => sum + part, 0), cog };
  }

  #column(indicator: Indicator, year: number, reading: Reading): ReadonlyMap<string, Commune> | undefined {
    const key = `${indicator.id} ${year} ${reading}`;
    if (!this.#columns.has(key)) {
      if (this.#columns.size > 60) this.#columns.clear();
      this.#columns.set(key, this.#readColumn(indicator, year, reading));
    }
    return this.#columns.get(key);
  }

  #readColumn(indicator: Indicator, year: number, reading: Reading): ReadonlyMap<string, Commune> | undefined {
    const { formula } = indicator;
    const read = new Map<string, ReadonlyMap<string, Written | 'cut' | 'moved'>>();
    const parts: ReadonlyMap<string, number>[] = [];
    for (const measure of measuresIn(formula)) {
      const series = this.#series.chosen(measure, year, 'commune', reading)!;
      const values = reading === 'CONSTANT' ? this.#series.restated(series) : withoutDoubt(series);
      if (!values) return undefined;
      read.set(measure, values);
      if (series.parts && 'numerator' in formula) parts.push(series.parts);
    }
    const codes = new Set([...read.values()].flatMap((values) => [...values.keys()]));
    return new Map(
      [...codes].map((code) => {
        const of = (measure: string) => read.get(measure)!.get(code);
        const cell = combine(formula, of);
        // Figures over other parts of a commune do not divide.
        const areAlike = new Set(parts.map((of) => of.get(code))).size < 2;
        return [code, typeof cell === 'object' && !areAlike ? 'absent' : cell] as const;
      }),
    );
  }
}
