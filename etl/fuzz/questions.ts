import { isBoussoleError, measuresOf, type OfficialLevel, type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { CellColumn, CoveredColumn, Cube, IndicatorYear, Position } from '@boussole/warehouse';
import fc from 'fast-check';
import type { Expected, PlainFigures, PlainQuestion } from './plain-figures.ts';
import type { PlainTerritories } from './plain-territories.ts';

/** About how many questions are drawn together: a column is recomputed by hand once for them. */
export const QUESTIONS_TOGETHER = 20;
const LEVELS = ['commune', 'epci', 'departement', 'region', 'france'] as const satisfies readonly OfficialLevel[];
/** How far a figure may be from the plain one, relatively: the same numbers added in another order. */
const TOLERANCE = 1e-9;
/** How far a share may be from the plain one: it is kept as a single float. */
const SHARE = 1e-6;

/** A cell, and the door of the warehouse through which it is read. */
export interface Question extends Omit<PlainQuestion, 'indicator'> {
  readonly indicator: string;
  readonly door: 'grid' | 'compare' | 'trend' | 'mapLayer' | 'explain';
}

/** What became of the questions asked. */
export interface Tally {
  asked: number;
  /** Cells that had to have a value, and had it. */
  values: number;
  /** Cells that had to have none, and had none for the right reason. */
  holes: number;
  ranks: number;
  /** Questions that nothing plain answers, by reason. */
  readonly unknown: Map<string, number>;
}

export interface Opponents {
  readonly cube: Cube;
  readonly plain: PlainFigures;
  readonly territories: PlainTerritories;
}

interface Found {
  readonly value: number;
  readonly state: string;
  /** Share of its communes that it counts; undefined where a door does not tell it. */
  readonly communes?: number | undefined;
  readonly rank?: Position | undefined;
}

export function newTally(): Tally {
  return { asked: 0, values: 0, holes: 0, ranks: 0, unknown: new Map() };
}

/**
 * Random questions, some together on one indicator, one of its years and a reading: each of a level, a territory of any listed vintage and a door.
 */
export function questions({ cube, plain, territories }: Opponents): fc.Arbitrary<readonly Question[]> {
  const { referenceVintage: reference } = cube.publication;
  const lists = [2019, 2021, 2023, reference].map((cog) => territories.communes(cog)!);
  const homes = [...lists.at(-1)!.values()];
  const codes: Record<(typeof LEVELS)[number], readonly string[]> = {
    commune: [...new Set(lists.flatMap((list) => [...list.keys()]))],
    epci: [...new Set([2019, 2022, reference].flatMap((cog) => territories.epcis(cog)))],
    departement: [...new Set(homes.map(({ departement }) => departement))],
    region: [...new Set(homes.map(({ region }) => region))],
    france: ['FR', 'METRO'],
  };
  const columns = cube.indicators
    .filter((indicator) => plain.knows(indicator))
    .flatMap(({ id }) =>
      cube.years(id).flatMap(({ year, readings }) => readings.map((reading) => ({ indicator: id, year, reading }))),
    );
  const cell = fc.record({
    place: fc
      .oneof(
        { weight: 5, arbitrary: fc.constant('commune' as const) },
        { weight: 5, arbitrary: fc.constant('epci' as const) },
        { weight: 2, arbitrary: fc.constantFrom('departement' as const, 'region' as const, 'france' as const) },
      )
      .chain((level) => fc.record({ level: fc.constant(level), code: fc.constantFrom(...codes[level]) })),
    door: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('grid' as const, 'compare' as const, 'trend' as const) },
      { weight: 1, arbitrary: fc.constantFrom('mapLayer' as const, 'explain' as const) },
    ),
  });
  return fc
    .record({
      column: fc.constantFrom(...columns),
      cells: fc.array(cell, { minLength: 1, maxLength: 2 * QUESTIONS_TOGETHER, size: 'max' }),
    })
    .map(({ column, cells }) => cells.map(({ place, door }) => ({ ...column, ...place, door })));
}

/** Asks a question of both and says how they disagree, in a sentence; undefined when they agree, or when nothing plain answers. */
export async function disagreement(
  opponents: Opponents,
  question: Question,
  tally: Tally,
): Promise<string | undefined> {
  const { cube, plain } = opponents;
  const pass = (why: string): undefined => {
    tally.unknown.set(why, (tally.unknown.get(why) ?? 0) + 1);
  };
  tally.asked++;
  if (!cube.territory(toTerritoryId(question.level, question.code))) return pass('no such territory');
  const hidden = await hiddenAt(cube, question, 'commune');
  if (await isWholeHidden(cube, question)) return pass('a figure that it is made of is hidden to protect others');
  const plainly: PlainQuestion = { ...question, indicator: cube.indicator(question.indicator)! };
  const asPublished = await hiddenAt(cube, { ...question, reading: 'PUBLISHED' }, 'commune').catch((error) => {
    if (isBoussoleError(error) && error.code === 'YEAR_UNAVAILABLE') return hidden;
    throw error;
  });
  const expected = plain.expect(plainly, hidden, asPublished);
  if (expected.kind === 'unknown') return pass(expected.why);
  const found = await read(cube, question);
  if (!found) return pass('not a row of this map');
  if (!agrees(expected, found)) return told(question, expected, found);
  if (Number.isNaN(found.value)) tally.holes++;
  else tally.values++;
  if (!found.rank) return undefined;
  const rank = rankIn(plain, plainly, hidden);
  if (rank === undefined) return undefined;
  tally.ranks++;
  return rank === found.rank.rank
    ? undefined
    : `${told(question, expected, found)} Rank ${found.rank.rank}, by hand ${rank}.`;
}

function agrees(expected: Exclude<Expected, { kind: 'unknown' }>, { value, state, communes }: Found): boolean {
  // Which figures are hidden to protect others is proved by attacking them, not here.
  if (state === 'SECRET_SECONDARY') return Number.isNaN(value);
  if (!(expected.states as readonly string[]).includes(state)) return false;
  if (expected.kind === 'none') return Number.isNaN(value);
  if (expected.communes !== undefined && communes !== undefined && Math.abs(communes - expected.communes) > SHARE)
    return false;
  return Math.abs(value - expected.value) <= TOLERANCE * Math.max(1, Math.abs(expected.value));
}

async function read(cube: Cube, { door, indicator, year, reading, level, code }: Question): Promise<Found | undefined> {
  const id: TerritoryId = toTerritoryId(level, code);
  const at = ({ values, states }: CellColumn, index: number): Found => ({
    value: values[index]!,
    state: states[index]!,
  });
  // No shares are told where all sums are whole, nor one beside a figure that is no sum.
  const covered = (column: CoveredColumn, index: number): Found => {
    const communes = column.coverage()?.[index] ?? 1;
    return { ...at(column, index), communes: Number.isNaN(communes) ? 1 : communes };
  };
  switch (door) {
    case 'grid': {
      const rows = { kind: 'list', ids: [id] } as const;
      const { columns } = await cube.grid({
        rows,
        columns: [{ indicator, year }],
        reading,
        filters: [],
        sort: [],
        offset: 0,
        limit: 1,
      });
      return covered(columns[0]!, 0);
    }
    case 'compare': {
      const [column] = (
        await cube.compare({ territories: [id], indicators: [indicator], year, benchmarks: [], reading })
      ).columns;
      return (
        column && {
          ...covered(column, 0),
          rank: level === 'commune' ? (await column.positions('france'))[0] : undefined,
        }
      );
    }
    case 'trend': {
      const { years, series } = await cube.trend({ indicator, territories: [id], reading });
      return at(series[0]!, years.indexOf(year));
    }
    case 'mapLayer': {
      const layer = await cube.mapLayer({ indicator, year, level, reading });
      const index = layer.ids.indexOf(id);
      return index < 0 ? undefined : covered(layer, index);
    }
    case 'explain': {
      const { value = Number.NaN, state, coverage } = await cube.explain(indicator, id, year, reading);
      return { value, state, communes: coverage && coverage.communes / coverage.communesTotal };
    }
  }
}

const HIDDEN = new WeakMap<Cube, Map<string, ReadonlySet<string>>>();

/**
 * Whether a measure that is published for the territory itself is hidden there, so that what is made of communes is shown; or for one that its figure
 * may add up.
 */
async function isWholeHidden(cube: Cube, question: Question): Promise<boolean> {
  const { formula } = cube.indicator(question.indicator)!;
  const { level } = question;
  if (level === 'commune') return false;
  const below = LEVELS.slice(2, LEVELS.indexOf(level));
  for (const measure of measuresOf(formula)) {
    const isRead = ({ year, readings }: IndicatorYear) => year === question.year && readings.includes(question.reading);
    if (!cube.indicator(measure) || !cube.years(measure).some(isRead)) continue;
    const hidden = (at: OfficialLevel) => hiddenAt(cube, { ...question, indicator: measure }, at);
    if (!('measure' in formula) && (await hidden(level)).has(question.code)) return true;
    for (const at of below) if ((await hidden(at)).size > 0) return true;
  }
  return false;
}

/** Codes of the territories of a level whose figure is hidden to protect others. */
async function hiddenAt(
  cube: Cube,
  { indicator: id, year, reading }: Question,
  level: OfficialLevel,
): Promise<ReadonlySet<string>> {
  const known = HIDDEN.get(cube) ?? new Map<string, ReadonlySet<string>>();
  HIDDEN.set(cube, known);
  const key = `${id} ${year} ${reading} ${level}`;
  if (!known.has(key)) {
    const { ids, states } = await cube.mapLayer({ indicator: id, year, level, reading });
    known.set(
      key,
      new Set(
        ids.filter((_, index) => states[index] === 'SECRET_SECONDARY').map((each) => each.slice(level.length + 1)),
      ),
    );
  }
  return known.get(key)!;
}

/** One more than the communes above, counted one by one. */
function rankIn(plain: PlainFigures, question: PlainQuestion, hidden: ReadonlySet<string>): number | undefined {
  const values = plain.values(question);
  const own = values?.get(question.code);
  if (!values || own === undefined) return undefined;
  let rank = 1;
  for (const [code, value] of values) if (value > own && !hidden.has(code)) rank++;
  return rank;
}

function told(
  { door, indicator, year, reading, level, code }: Question,
  expected: Expected,
  { value, state, communes }: Found,
): string {
  const over = (share: number | undefined): string => (share === undefined ? '' : `, over ${share} of communes`);
  const wanted =
    'states' in expected
      ? `${expected.kind === 'value' ? expected.value : 'no value'} (${expected.states.join(' or ')})`
      : '';
  const wantedOver = expected.kind === 'value' ? over(expected.communes) : '';
  return `${indicator} ${year} ${reading} of ${level}:${code} by ${door}: ${value} (${state})${over(communes)}, by hand ${wanted}${wantedOver}.`;
}
