import type { Identity, Indicator, Measure } from '@boussole/schema';
import {
  findIdentities,
  investigate,
  type LinkedFigures,
  type LinkedMeasures,
  linkFigures,
  linkMeasures,
  type Solver,
  type SourceFigure,
} from '@boussole/warehouse';
import type { Book } from './book.ts';
import type { Ground } from './ground.ts';
import { boundsOf, type Knowledge } from './knowledge.ts';
import { isShown, type Layer, LEVELS } from './layers.ts';
import type { Sum } from './sums.ts';

export interface WorkedOut {
  readonly hidden: number;
  /** Sums that are known and hold something hidden. */
  readonly equations: number;
  /** Level, code, measure and year of each figure that is hidden and that sums tell. */
  readonly exact: readonly string[];
  /** How many others are known between nearer ends than their state alone tells. */
  readonly narrowed: number;
}

export interface Facts {
  readonly book: Book;
  readonly ground: Ground;
  /** Measures that an indicator shows as they are, by the indicator. */
  readonly plain: ReadonlyMap<string, Measure>;
  /** Indicators that add and subtract measures. */
  readonly combined: readonly Indicator[];
  readonly identities: readonly Identity[];
  knowledge(measure: string, year: number): Knowledge;
  /** Sums read elsewhere than in layers, by indicator and year. */
  readonly sums: readonly Sum[];
}

/** Turns all that was read of a year into sums of unknown figures within bounds, and works out what they tell. */
export function workOut(year: number, facts: Facts, solver: Solver): WorkedOut {
  const linked = [...facts.plain].flatMap(([indicator, measure]) => {
    const figures = toLinkedFigures(indicator, measure, year, facts);
    return figures ? [{ measure: measure.id, linked: figures }] : [];
  });
  const combined = facts.combined.flatMap(({ id, formula }) => {
    const figures = toLinkedFigures(id, undefined, year, facts);
    if (!figures) return [];
    const own = { measure: `=${id}`, linked: figures };
    return 'sum' in formula && formula.minus.length > 0 ? [own, { measure: `+${id}`, linked: unread(figures) }] : [own];
  });
  const read = new Set(linked.map(({ measure }) => measure));
  const declared = facts.identities.filter(({ total, parts }) => [total, ...parts].every((id) => read.has(id)));
  const made = facts.combined.flatMap(({ id, formula }) => {
    if (!('sum' in formula) || ![...formula.sum, ...formula.minus].every((measure) => read.has(measure))) return [];
    if (formula.minus.length === 0) return [{ total: `=${id}`, parts: formula.sum }];
    // What is added is what is told and what is subtracted: a figure that nobody reads, twice.
    return [
      { total: `+${id}`, parts: [`=${id}`, ...formula.minus] },
      { total: `+${id}`, parts: formula.sum },
    ];
  });
  const together = shownOnly(linkMeasures([...linked, ...combined], [...declared, ...seen(linked), ...made]));
  const { told, bounds } = investigate(together, new Set(), solver);
  const secret = together.cells.flatMap(({ secret: isSecret, table }, cell) =>
    isSecret && table < linked.length ? [cell] : [],
  );
  const isTold = new Set(told);
  return {
    hidden: secret.length,
    equations:
      linked.reduce((sum, { linked: { table } }) => sum + table.aggregates.length, 0) + together.identities.length,
    exact: told.map((cell) => {
      const { table, figure } = together.cells[cell]!;
      return `${figure.level} ${figure.code} of ${figure.cog} (${together.measures[table]!.measure} ${year})`;
    }),
    narrowed: secret.filter((cell) => {
      const [before, after] = [together.cells[cell]!.bounds, bounds.get(cell)];
      if (isTold.has(cell) || !before || !after) return false;
      return after.lower > before.lower + NEARER || after.upper < before.upper - NEARER;
    }).length,
  };
}

const NEARER = 1e-6;

function toLinkedFigures(
  indicator: string,
  measure: Measure | undefined,
  year: number,
  { book, ground, knowledge, sums }: Facts,
): LinkedFigures | undefined {
  const leaves = book.layer(indicator, year, 'commune', 'PUBLISHED');
  if (!leaves) return undefined;
  const known = measure ? knowledge(measure.id, year) : { rounding: undefined };
  const figures = new Map<string, SourceFigure>();
  for (const level of LEVELS) {
    for (const reading of ['PUBLISHED', 'CONSTANT'] as const) {
      const layer = book.layer(indicator, year, level, reading);
      const communes = book.layer(indicator, year, 'commune', reading);
      const isGiven = (code: string): boolean => layer !== undefined && isWhole(layer, code, communes, ground);
      for (const figure of layer ? toFigures(layer, known, measure?.unit === 'count', isGiven) : []) {
        const key = `${level} ${figure.cog} ${figure.code}`;
        if (!figures.has(key)) figures.set(key, figure);
      }
    }
  }
  const linked = linkFigures(ground.geography, [...figures.values()], leaves.vintage);
  return withSums(
    linked,
    sums.filter((sum) => sum.indicator === indicator && sum.year === year),
    ground,
  );
}

/** Of what is made of measures, what is shown alone tells of them: the rest is hidden with them, and may be less than zero. */
function shownOnly(together: LinkedMeasures): LinkedMeasures {
  const isMade = (table: number): boolean => together.measures[table]!.measure.startsWith('=');
  const isLost = (cell: number): boolean => {
    const { table, value } = together.cells[cell]!;
    return isMade(table) && value === undefined;
  };
  return {
    ...together,
    measures: together.measures.map((one) =>
      /^[=+]/.test(one.measure)
        ? { ...one, linked: { ...one.linked, table: { ...one.linked.table, aggregates: [] } } }
        : one,
    ),
    identities: together.identities.filter(({ total, parts }) => ![total, ...parts].some(isLost)),
  };
}

/** Figures of the same places, none of which is known nor hidden. */
function unread(linked: LinkedFigures): LinkedFigures {
  const clear = (figure: SourceFigure): SourceFigure => ({
    ...figure,
    value: null,
    state: 'NOT_SHOWN',
    bounds: undefined,
  });
  return {
    table: {
      leaves: linked.table.leaves.map(() => ({ value: undefined, secret: false })),
      aggregates: linked.table.aggregates.map(({ leaves }) => ({ value: undefined, leaves })),
    },
    leaves: linked.leaves.map(clear),
    aggregates: linked.aggregates.map(clear),
    loose: linked.loose.map(clear),
  };
}

/**
 * Whether every commune of a territory has a figure, hidden or not. Elsewhere one that is hidden may be the sum of the few that have one, which
 * its source does not give and no threshold tells of.
 */
function isWhole({ level, vintage }: Layer, code: string, communes: Layer | undefined, ground: Ground): boolean {
  if (level === 'commune') return true;
  if (communes?.vintage !== vintage) return false;
  const members = ground.communes(level, code, vintage);
  return members.every((member) => (communes.cells.get(member)?.state ?? 'NOT_AVAILABLE') !== 'NOT_AVAILABLE');
}

/** What is summed from a part of its communes, or apportioned, is no sum of them all. */
function toFigures(
  { level, vintage, cells }: Layer,
  known: Knowledge,
  isCount: boolean,
  isGiven: (code: string) => boolean,
): readonly SourceFigure[] {
  return [...cells].flatMap(([code, cell]): SourceFigure[] => {
    const isSum = !isShown(cell) || (cell.coverage >= 1 && cell.state !== 'ESTIMATED');
    if (!isSum && level !== 'commune') return [];
    const { value, state } = isSum ? cell : { value: null, state: 'NOT_AVAILABLE' as const };
    return [
      { level, code, cog: vintage, value, state, ...boundsOf({ value, state }, known, isCount && isGiven(code)) },
    ];
  });
}

/** The figures with sums over lists of communes, each as one more territory. */
function withSums(linked: LinkedFigures, sums: readonly Sum[], ground: Ground): LinkedFigures {
  const { reference } = ground.geography;
  const places = new Map<string, readonly number[]>();
  linked.leaves.forEach(({ code, cog }, place) => {
    places.set(`PUBLISHED ${code}`, [place]);
    if (cog === reference) places.set(`CONSTANT ${code}`, [place]);
  });
  linked.aggregates.forEach(({ level, code, cog }, index) => {
    if (level === 'commune' && cog === reference)
      places.set(`CONSTANT ${code}`, linked.table.aggregates[index]!.leaves);
  });
  const added = sums.flatMap(({ communes, told, reading }, index) => {
    const leaves = communes.map((code) => places.get(`${reading} ${code}`));
    if (leaves.some((held) => held === undefined)) return [];
    const figure: SourceFigure = { level: 'france', code: `sum-${index}`, cog: reference, ...told };
    return [{ figure, aggregate: { value: told.value ?? undefined, leaves: leaves.flatMap((held) => held ?? []) } }];
  });
  return {
    ...linked,
    table: { ...linked.table, aggregates: [...linked.table.aggregates, ...added.map(({ aggregate }) => aggregate)] },
    aggregates: [...linked.aggregates, ...added.map(({ figure }) => figure)],
  };
}

/** Sums that the figures themselves show, whether anybody declared them or not. */
function seen(linked: readonly { readonly measure: string; readonly linked: LinkedFigures }[]) {
  const columns = linked.map(({ linked: { leaves } }) => new Map(leaves.map(({ code, value }) => [code, value])));
  const codes = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const complete = codes
    .map((code) => ({ code, count: columns.filter((column) => (column.get(code) ?? null) !== null).length }))
    .sort((left, right) => right.count - left.count)
    .slice(0, LOOKED_AT);
  const found = findIdentities({
    measures: linked.map(({ measure }) => measure),
    values: columns.map((column) => Float64Array.from(complete, ({ code }) => column.get(code) ?? Number.NaN)),
  });
  const columnOf = new Map(linked.map(({ measure }, place) => [measure, columns[place]!]));
  return found.filter(({ total, parts }) =>
    codes.every((code) => {
      const [whole, ...others] = [total, ...parts].map((measure) => columnOf.get(measure)?.get(code) ?? Number.NaN);
      const rest = others.reduce((left, value) => left - value, whole!);
      return Number.isNaN(rest) || Math.abs(rest) <= NEARER;
    }),
  );
}

/** Communes in which sums are looked for, those of which the most is shown. */
const LOOKED_AT = 600;
