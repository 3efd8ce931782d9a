import { measuresOf, type TerritoryId, type Vintage, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { SQL } from '../query/sql.ts';
import { after, allOf, type Eventual, Remembered } from '../store/eventual.ts';
import { type Column, stateAt, valueAt, vintageOf } from './columns.ts';

/** A territory shown that holds communes: which of them have a sum of some of their parts, it has too. */
interface Holder {
  readonly number: number;
  readonly name: string;
  readonly id: TerritoryId;
}

/** A figure of a commune that adds up only some of its parts (IRIS). */
interface PartialFigure {
  readonly year: number;
  readonly code: string;
  readonly cog: Vintage;
  readonly parts: number;
  readonly partsTotal: number;
}

const SHOWN = 3;
const number = new Intl.NumberFormat('fr-FR');

/** What a publication says of its measures to those who may read them never changes: each is asked once by those of the same rights. */
const known = new WeakMap<OpenCube['query'], Remembered<string, PartialFigures>>();

type PartialFigures = ReadonlyMap<string, PartialFigure>;

/** Says which figures shown are sums of some parts of communes only, the others being hidden by the source: those of communes, and of what holds them. */
export function partialParts(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Eventual<readonly Warning[]> {
  return after(partialFor(cube, columns), (partial) =>
    partial.size === 0 ? [] : warningOf(cube, columns, shownOf(cube, numbers), partial),
  );
}

/** Years and territories, as `figureKey` writes them, of figures that some parts of a commune are missing from. */
export type IncompleteFigures = ReadonlySet<string>;

export function figureKey(year: number, territory: number): string {
  return `${year} ${territory}`;
}

/** Which figures of some territories are made of some parts only of a commune that they are or hold: not the same parts from one year to the next. */
export function incompleteFigures(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Eventual<IncompleteFigures> {
  return after(partialFor(cube, columns), (byMeasure) => {
    const found = new Set<string>();
    if (byMeasure.size === 0) return found;
    const { communes, holders } = shownOf(cube, numbers);
    for (const column of columns) {
      for (const measure of measuresOf(column.indicator.formula)) {
        const incomplete = incompleteCommunes(cube, column, byMeasure.get(measure));
        if (incomplete.size === 0) continue;
        const touched = [
          ...communes.filter((commune) => incomplete.has(commune.number)),
          ...summedOf(column, holders).filter((holder) => heldAmong(cube, column, holder, incomplete) > 0),
        ];
        for (const { number } of touched) found.add(figureKey(column.year, number));
      }
    }
    return found;
  });
}

/** What is known of the measures behind some columns: of those that have partial figures only. */
function partialFor(cube: OpenCube, columns: readonly Column[]): Eventual<ReadonlyMap<string, PartialFigures>> {
  const indicators = new Set(columns.map(({ indicator }) => indicator));
  const measures = [...new Set([...indicators].flatMap(({ formula }) => measuresOf(formula)))];
  return after(
    allOf(measures.map((measure) => partialOf(cube, measure))),
    (read) => new Map(measures.flatMap((measure, at) => (read[at]!.size > 0 ? [[measure, read[at]!] as const] : []))),
  );
}

interface Commune {
  readonly number: number;
  readonly code: string;
  readonly name: string;
}

interface Shown {
  readonly communes: readonly Commune[];
  readonly holders: readonly Holder[];
}

function shownOf(cube: OpenCube, numbers: readonly number[]): Shown {
  const territories = [...new Set(numbers)].map((number) => ({ ...cube.numbering.at(number), number }));
  return {
    communes: territories.filter(({ level }) => level === 'commune'),
    holders: territories.filter(({ level }) => level !== 'commune'),
  };
}

function warningOf(
  cube: OpenCube,
  columns: readonly Column[],
  { communes, holders }: Shown,
  byMeasure: ReadonlyMap<string, PartialFigures>,
): readonly Warning[] {
  const told = new Set<string>();
  for (const column of columns) {
    for (const measure of measuresOf(column.indicator.formula)) {
      const partial = byMeasure.get(measure);
      if (!partial) continue;
      for (const one of tellHolders(cube, column, holders, partial)) told.add(one);
      for (const commune of communes) {
        const figure = partial.get(keyOf(column.year, commune.code));
        if (!figure || Number.isNaN(valueAt(column, commune.number))) continue;
        const { parts, partsTotal } = figure;
        told.add(`${commune.name} ${column.year} (${number.format(parts)} des ${number.format(partsTotal)} parties)`);
      }
    }
  }
  if (told.size === 0) return [];
  const others = told.size - SHOWN;
  const more = others > 0 ? ` et ${others} ${others > 1 ? 'autres' : 'autre'}` : '';
  return [
    {
      code: 'PARTIAL_COVERAGE',
      message: `Sommes incomplètes : la source masque des parties de communes (IRIS). ${[...told].slice(0, SHOWN).join(', ')}${more}. Ce ne sont pas des totaux : les effectifs réels sont plus élevés.`,
    },
  ];
}

/** Sums of communes, some of which are sums of some of their parts. */
function tellHolders(
  cube: OpenCube,
  column: Column,
  holders: readonly Holder[],
  partial: PartialFigures,
): readonly string[] {
  const summed = summedOf(column, holders);
  if (summed.length === 0) return [];
  const incomplete = incompleteCommunes(cube, column, partial);
  return summed.flatMap((holder) => {
    const held = heldAmong(cube, column, holder, incomplete);
    if (held === 0) return [];
    const what = held > 1 ? 'communes incomplètes' : 'commune incomplète';
    return [`${holder.name} ${column.year} (${number.format(held)} ${what})`];
  });
}

/** Those whose figure adds up those of communes. */
function summedOf(column: Column, holders: readonly Holder[]): readonly Holder[] {
  return holders.filter(
    (holder) => !Number.isNaN(valueAt(column, holder.number)) && stateAt(column, holder.number) !== 'PUBLISHED',
  );
}

function heldAmong(cube: OpenCube, column: Column, { id }: Holder, communes: ReadonlySet<number>): number {
  const held = cube.rows.rows('commune', vintageOf(cube, column, 'commune'), id);
  return held.filter((commune) => communes.has(commune)).length;
}

/** Communes, in the vintage of a column, that hold one whose figure is partial. */
function incompleteCommunes(cube: OpenCube, column: Column, partial: PartialFigures | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  if (!partial) return found;
  const vintage = vintageOf(cube, column, 'commune');
  for (const { year, code, cog } of partial.values()) {
    if (year !== column.year) continue;
    const holders = cog === vintage ? [] : cube.geography.holding(code, cog, vintage).codes;
    for (const holder of holders.length > 0 ? holders : [code])
      found.add(cube.numbering.commune(holder, vintage) ?? -1);
  }
  return found;
}

function keyOf(year: number, code: string): string {
  return `${year} ${code}`;
}

function partialOf(cube: OpenCube, measure: string): Eventual<PartialFigures> {
  const byMeasure = known.get(cube.query) ?? new Remembered<string, PartialFigures>();
  known.set(cube.query, byMeasure);
  return byMeasure.get(measure, async () => {
    const rows = await cube.query<PartialFigure>(SQL.partialParts, [measure]);
    return new Map(rows.map((row) => [keyOf(row.year, row.code), row]));
  });
}
