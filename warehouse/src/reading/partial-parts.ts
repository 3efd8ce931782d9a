import type { LocalizedText, OfficialLevel, Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { after, type Eventual } from '../store/eventual.ts';
import { codesAbove } from '../territories/yearbook.ts';
import { type Column, isOfficial, showsSeveral, stateAt, valueAt, vintageOf } from './columns.ts';
import { type IncompleteFigures, incompleteWarnings, SHOWN } from './incomplete-figures.ts';
import { type OfYear, type PartialFigure, type PartialFigures, partialFor, partialIn } from './partial-figures.ts';

/** What is told of one column. */
type ToldColumn = Pick<IncompleteFigures, 'count' | 'first'>;

/** Numbers of the territories that one made for the question adds up; undefined for those that the cube knows. */
type MembersOf = (number: number) => ArrayLike<number> | undefined;

/** What a table shows besides its rows. */
interface Besides {
  readonly membersOf?: MembersOf;
  /** Number of the territory whose figures are the total. */
  readonly total?: number | undefined;
}

const numbers = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') };

/**
 * Says which figures shown are made of some parts of communes only, the others being hidden by the source: those of communes, and of what
 * holds them.
 */
export function partialParts(
  cube: OpenCube,
  columns: readonly Column[],
  shown: ArrayLike<number>,
  besides: Besides = {},
): Eventual<readonly Warning[]> {
  return after(partialFor(cube, columns), (byMeasure) =>
    byMeasure.size === 0
      ? []
      : incompleteWarnings(figuresOf(cube, columns, { ...besides, shown }, byMeasure), showsSeveral(columns), WORDS),
  );
}

/** How many communes behind each figure of a column have one made of some parts only; undefined when none has. */
export function incompleteCommunes(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Eventual<Int32Array | undefined> {
  return after(partialFor(cube, [column]), (byMeasure) => {
    const partial = partialIn(cube, column, byMeasure);
    if (partial.size === 0) return undefined;
    const membersOf: MembersOf = (number) => column.series.composed?.get(number)?.cells.get(column.year)?.members;
    const heldBy = toHeld(cube, column, partial, membersOf);
    const counts = Int32Array.from(numbers, (number) => {
      if (Number.isNaN(valueAt(column, number))) return 0;
      // A sum of some rows of a table is no territory of the cube.
      if (membersOf(number)) return heldBy(number);
      const { level, code } = cube.numbering.at(number);
      if (level === 'commune') return partial.has(code) ? 1 : 0;
      const isKnown = isOfficial(level) || cube.composed(number) !== undefined;
      return !isKnown || stateAt(column, number) === 'PUBLISHED' ? 0 : heldBy(number);
    });
    return counts.some((count) => count > 0) ? counts : undefined;
  });
}

interface Shown extends Besides {
  readonly shown: ArrayLike<number>;
}

function figuresOf(
  cube: OpenCube,
  columns: readonly Column[],
  { shown, membersOf, total }: Shown,
  byMeasure: ReadonlyMap<string, PartialFigures>,
): readonly IncompleteFigures[] {
  const told = new Map<string, { indicator: Column['indicator']; count: number; first: LocalizedText[] }>();
  const seen = new Set<string>();
  const selection = shown instanceof Int32Array ? maybeSelection(shown) : undefined;
  const rows = selection === undefined ? new Set(Array.from(shown)) : (shown as Int32Array); // a selection has each once
  for (const column of columns) {
    const { indicator, year, series } = column;
    const key = `${indicator.id} ${year}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const partial = partialIn(cube, column, byMeasure);
    if (partial.size === 0) continue;
    const tell = (): ToldColumn => tellColumn(cube, column, { rows, membersOf }, partial);
    const own = selection === undefined ? tell() : series.derived.keep(`parts ${year} ${selection}`, tell, TOLD_BYTES);
    const last = total === undefined ? [] : [tellColumn(cube, column, { rows: [total], membersOf }, partial)];
    const whole = told.get(indicator.id) ?? { indicator, count: 0, first: [] };
    told.set(indicator.id, whole);
    for (const { count, first } of [own, ...last]) {
      whole.count += count;
      whole.first.push(...first.slice(0, SHOWN - whole.first.length));
    }
  }
  return [...told.values()];
}

/** About what is told of a column. */
const TOLD_BYTES = 600;

function tellColumn(
  cube: OpenCube,
  column: Column,
  { rows, membersOf }: { readonly rows: Iterable<number>; readonly membersOf: MembersOf | undefined },
  partial: OfYear,
): ToldColumn {
  const first: LocalizedText[] = [];
  let count = 0;
  const heldBy = toHeld(cube, column, partial, membersOf);
  for (const number of rows) {
    const territory = cube.numbering.at(number);
    const figure = territory.level === 'commune' ? partial.get(territory.code) : undefined;
    if (territory.level === 'commune' && !figure) continue;
    if (Number.isNaN(valueAt(column, number))) continue;
    const held = figure ? 1 : stateAt(column, number) === 'PUBLISHED' ? 0 : heldBy(number);
    if (held === 0) continue;
    count++;
    if (first.length < SHOWN) first.push(tell(`${territory.name} ${column.year}`, figure ?? held));
  }
  return { count, first };
}

function tell(what: string, figure: PartialFigure | number): LocalizedText {
  if (typeof figure === 'number') {
    return {
      fr: `${what} (${numbers.fr.format(figure)} ${figure > 1 ? 'communes incomplètes' : 'commune incomplète'})`,
      en: `${what} (${numbers.en.format(figure)} incomplete ${figure > 1 ? 'communes' : 'commune'})`,
    };
  }
  const { parts, partsTotal } = figure;
  return {
    fr: `${what} (${numbers.fr.format(parts)} des ${numbers.fr.format(partsTotal)} parties)`,
    en: `${what} (${numbers.en.format(parts)} of the ${numbers.en.format(partsTotal)} parts)`,
  };
}

/** How many of the communes that a territory adds up have a figure made of some parts. */
function toHeld(
  cube: OpenCube,
  column: Column,
  partial: OfYear,
  membersOf: MembersOf | undefined,
): (number: number) => number {
  const vintage = vintageOf(cube, column, 'commune');
  const byLevel = new Map<OfficialLevel, Map<string, number>>();
  const countsAt = (level: OfficialLevel): ReadonlyMap<string, number> => {
    const counted = byLevel.get(level);
    if (counted) return counted;
    const counts = new Map<string, number>();
    const memberships = cube.geography.membership(vintage);
    for (const commune of partial.keys()) {
      const membership = memberships.get(commune);
      if (!membership) continue;
      for (const code of codesAbove(level, commune, membership)) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    byLevel.set(level, counts);
    return counts;
  };
  const held = (number: number): number => {
    const all = (members: ArrayLike<number>): number =>
      Array.from(members).reduce((sum, member) => sum + held(member), 0);
    const members = membersOf?.(number);
    // A sum of rows is made of those that have a figure: a hidden one is not in it.
    if (members) return all(Array.from(members).filter((member) => !Number.isNaN(valueAt(column, member))));
    const { level, code, id } = cube.numbering.at(number);
    return isOfficial(level) ? (countsAt(level).get(code) ?? 0) : all(cube.rows.rows('commune', vintage, id));
  };
  return held;
}

const WORDS = {
  sums: {
    fr: [
      'Sommes incomplètes : la source masque des parties de communes (IRIS).',
      'Ce ne sont pas des totaux : les effectifs réels sont plus élevés. Au-dessous de 98 % des parties, une somme n’a pas de rang.',
    ],
    en: [
      'Incomplete sums: the source hides parts (IRIS) of communes.',
      'These are not totals: the real figures are higher. Below 98% of the parts, a sum has no rank.',
    ],
  },
  ratios: {
    fr: [
      'Taux, parts, moyennes ou soldes sur une partie des IRIS : la source masque des parties de communes.',
      'Ils ne reposent que sur les IRIS connus : le niveau réel peut être plus haut ou plus bas.',
    ],
    en: [
      'Rates, shares, means or balances over part of the IRIS: the source hides parts of communes.',
      'They rest on the known IRIS only: the real level may be higher or lower.',
    ],
  },
} as const;
