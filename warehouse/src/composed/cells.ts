import {
  CELL_STATES,
  type CellState,
  type Indicator,
  isAdditive,
  measuresOf,
  type Reading,
  type Vintage,
} from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { ComposedTerritory } from './composition.ts';
import { crosses } from './crossing.ts';
import { type ComposedCell, type Contribution, sumUp } from './sum.ts';
import { readWeights, type Weights } from './weights.ts';

/** Figures of a composed territory for an indicator in a reading, aligned with the years of its series. */
export interface ComposedSeries {
  readonly values: Float64Array;
  readonly states: readonly CellState[];
  /** Share of the communes covered, 0 to 1; NaN where it does not apply. */
  readonly coverage: Float32Array;
  /** By year; absent where nothing is known. */
  readonly cells: ReadonlyMap<number, ComposedCell>;
}

interface StoredCell {
  readonly year: number;
  readonly territory: number;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly state: number;
}

const KEPT = 2_048;

/** Sums composed territories up from the cells of one publication, each (territory, indicator, reading) once. */
export class ComposedCells {
  readonly #cube: OpenCube;
  readonly #series = new Map<string, Promise<ComposedSeries>>();
  readonly #weights = new Map<string, Promise<Weights>>();

  constructor(cube: OpenCube) {
    this.#cube = cube;
  }

  series(composed: ComposedTerritory, indicator: string, reading: Reading): Promise<ComposedSeries> {
    const key = `${composed.territory.id} ${composed.version} ${indicator} ${reading}`;
    return remember(this.#series, key, () => this.#read(composed, indicator, reading));
  }

  async #read(composed: ComposedTerritory, id: string, reading: Reading): Promise<ComposedSeries> {
    const cube = this.#cube;
    const indicator = cube.indicators.find((candidate) => candidate.id === id);
    const { years } = await cube.series(id, reading);
    const cells = indicator ? await this.#cells(composed, indicator, reading) : new Map<number, ComposedCell>();
    return {
      values: Float64Array.from(years, (year) => cells.get(year)?.value ?? Number.NaN),
      states: years.map((year) => cells.get(year)?.state ?? 'NOT_AVAILABLE'),
      coverage: Float32Array.from(years, (year) => {
        const cell = cells.get(year);
        return cell && cell.communesTotal > 0 ? cell.communes / cell.communesTotal : Number.NaN;
      }),
      cells,
    };
  }

  async #cells(
    composed: ComposedTerritory,
    indicator: Indicator,
    reading: Reading,
  ): Promise<ReadonlyMap<number, ComposedCell>> {
    const cells = await this.#sums(composed, indicator, reading);
    return reading === 'CONSTANT' ? this.#onSameGround(composed, indicator, cells) : cells;
  }

  /**
   * In constant geography, the sums over the communes of the vintage of the figures where the territory has the same ground in it, as official
   * territories have: a merger with a commune that hides its figure takes none away.
   */
  async #onSameGround(
    composed: ComposedTerritory,
    indicator: Indicator,
    cells: ReadonlyMap<number, ComposedCell>,
  ): Promise<ReadonlyMap<number, ComposedCell>> {
    const { reference } = this.#cube.geography;
    const isWhole = (vintage: Vintage): boolean => composed.at(vintage).mergedOutside.length === 0;
    if (!isWhole(reference)) return cells;
    const kept = new Map(cells);
    for (const [year, before] of await this.#sums(composed, indicator, 'PUBLISHED')) {
      const own = cells.get(year);
      if (!own || before.vintage === reference || before.communes === 0 || !isWhole(before.vintage)) continue;
      if (!this.#hasSameGround(composed, before.vintage)) continue;
      if (isNear(own.value, before.value) && isNear(own.den, before.den)) continue;
      if (this.#isReadIn(indicator, year, before.vintage)) kept.set(year, before);
    }
    return kept;
  }

  /** Whether its communes of a vintage are on the ground of those of the reference vintage: a part of an EPCI follows its EPCI, which moves. */
  #hasSameGround(composed: ComposedTerritory, vintage: Vintage): boolean {
    const { geography } = this.#cube;
    const { reference } = geography;
    const isWithin = (from: Vintage, to: Vintage): boolean => {
      const inside = new Set(composed.at(to).communes);
      return composed.at(from).communes.every((code) => {
        const { codes, isWhole } = geography.holding(code, from, to);
        return isWhole && codes.every((holder) => inside.has(holder));
      });
    };
    return isWithin(vintage, reference) && isWithin(reference, vintage);
  }

  /** Whether both readings take the figures by commune of all measures from a vintage. */
  #isReadIn({ formula }: Indicator, year: number, vintage: Vintage): boolean {
    return measuresOf(formula).every(
      (measure) => this.#cube.vintageRead(measure, year, 'commune', 'CONSTANT') === vintage,
    );
  }

  async #sums(
    composed: ComposedTerritory,
    indicator: Indicator,
    reading: Reading,
  ): Promise<ReadonlyMap<number, ComposedCell>> {
    const cube = this.#cube;
    const slabs = cube.slabs(indicator.id, reading, 'commune');
    const additive = measuresOf(indicator.formula).every((id) => isAdditive(cube.measures.get(id)!.nature));
    if (!additive) return new Map(slabs.map(({ year, vintage }) => [year, without('NOT_AGGREGABLE', vintage)]));
    const key = `${composed.territory.id} ${composed.version}`;
    const [stored, weights] = await Promise.all([
      this.#stored(composed, indicator, reading),
      remember(this.#weights, key, () => readWeights(cube, composed)),
    ]);
    const cells = new Map<number, ComposedCell>();
    for (const { year, vintage } of slabs) {
      if (!cube.opens(indicator.id, composed.at(vintage).communes, vintage)) {
        cells.set(year, without('RESTRICTED', vintage));
        continue;
      }
      const contributions = contributionsOf(cube, composed, vintage, weights, (number) =>
        stored.get(`${year} ${number}`),
      );
      if (contributions.every(({ cell }) => cell === undefined)) continue;
      const isEstimated = contributions.some(({ cell }) => cell?.state === 'ESTIMATED');
      const estimated = isEstimated && crosses(cube, composed, indicator, year);
      cells.set(year, sumUp(contributions, { vintage, scale: scaleOf(indicator), estimated }));
    }
    return cells;
  }

  /** What the publication has of the communes that are in the territory in any vintage, by year and number. */
  async #stored(
    composed: ComposedTerritory,
    indicator: Indicator,
    reading: Reading,
  ): Promise<ReadonlyMap<string, StoredCell>> {
    const cube = this.#cube;
    const vintages = new Set(cube.slabs(indicator.id, reading, 'commune').map(({ vintage }) => vintage));
    const numbers = new Set([...vintages].flatMap((vintage) => numbersOf(cube, composed, vintage)));
    if (numbers.size === 0) return new Map();
    const rows = await cube.query<StoredCell>(SQL.cellsOf, [
      cube.numberOf(indicator.id),
      READING_CODES[reading],
      listValue([...numbers]),
      Math.min(...numbers),
      Math.max(...numbers),
    ]);
    return new Map(rows.map((row) => [`${row.year} ${row.territory}`, row]));
  }
}

/** Numbers of the communes that lie wholly in a composed territory in a vintage. */
export function numbersOf(cube: OpenCube, composed: ComposedTerritory, vintage: Vintage): readonly number[] {
  return composed.at(vintage).communes.flatMap((code) => cube.numbering.commune(code, vintage) ?? []);
}

function contributionsOf(
  { numbering }: OpenCube,
  composed: ComposedTerritory,
  vintage: Vintage,
  weights: Weights,
  storedOf: (number: number) => StoredCell | undefined,
): readonly Contribution[] {
  const { communes, mergedOutside } = composed.at(vintage);
  const inside = communes.map((code): Contribution => {
    const number = numbering.commune(code, vintage);
    const stored = number === undefined ? undefined : storedOf(number);
    return {
      cell: stored && { ...stored, state: CELL_STATES[stored.state]! },
      population: weights(code, vintage),
    };
  });
  const outside = mergedOutside.map(({ code }) => ({ cell: undefined, population: weights(code, composed.vintage) }));
  return [...inside, ...outside];
}

function isNear(one: number | null, other: number | null): boolean {
  return Math.abs((one ?? 0) - (other ?? 0)) <= 1e-9 * Math.abs(other ?? 0);
}

function scaleOf({ formula }: Indicator): number {
  return 'scale' in formula ? formula.scale : 1;
}

function without(state: CellState, vintage: Vintage): ComposedCell {
  return {
    value: null,
    num: null,
    den: null,
    state,
    vintage,
    communes: 0,
    communesTotal: 0,
    population: null,
  };
}

function remember<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(key);
  if (known) return known;
  if (made.size >= KEPT) made.clear();
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
