import type { OfficialLevel, Vintage } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import { codesAbove } from '../territories/yearbook.ts';
import type { Aggregate, Leaf, LinkedTable } from './attack.ts';
import type { Bounds, Slack } from './equation.ts';

/** A figure as its source gives it. */
export interface SourceFigure {
  readonly level: OfficialLevel;
  readonly code: string;
  readonly cog: Vintage;
  readonly value: number | null;
  readonly state: string;
  /** What a reader knows of it where it is not shown: that it is not negative, unless told otherwise. */
  readonly bounds?: Bounds | undefined;
  /** How far the true figure may be from the one shown, as its source rounds. */
  readonly error?: Slack | undefined;
  /** Whether an earlier publication, which can still be read, shows it. */
  readonly told?: boolean | undefined;
}

/** Figures of one measure in one year that a publication shows, put together as a table, and which figure each place of it is. */
export interface LinkedFigures {
  readonly table: LinkedTable;
  readonly leaves: readonly SourceFigure[];
  readonly aggregates: readonly SourceFigure[];
  /** Figures whose ground is not that of any leaves: no sum of this table tells them. */
  readonly loose: readonly SourceFigure[];
}

/**
 * Links figures of all levels and vintages. The leaves are the communes of the vintage `leaves`; every other figure whose ground is exactly
 * that of some of them is a sum of them. A commune that no figure tells of is a leaf of which nothing is known, and nothing is to hide.
 * The least populated are hidden first; without populations, the smallest figures.
 */
export function linkFigures(
  geography: Geography,
  figures: readonly SourceFigure[],
  leaves: Vintage,
  populationOf?: (commune: string) => number | undefined,
): LinkedFigures {
  const told = new Map<string, SourceFigure>();
  const others: SourceFigure[] = [];
  for (const figure of figures) {
    if (figure.level === 'commune' && figure.cog === leaves) told.set(figure.code, figure);
    else if (figure.state !== 'NOT_AVAILABLE') others.push(figure);
  }
  const codes = [...new Set([...geography.communes(leaves).keys(), ...told.keys()])];
  const places = new Map(codes.map((code, place) => [code, place]));
  const grounds = groundsOf(geography, leaves);
  const loose: SourceFigure[] = [];
  const sums = others.flatMap((figure) => {
    const held = grounds.communesOf(figure);
    if (!held) loose.push(figure);
    return held ? [{ figure, leaves: held.flatMap((code) => places.get(code) ?? []) }] : [];
  });
  return {
    table: {
      leaves: codes.map((code) => ({
        ...toLeaf(told.get(code)),
        ...(populationOf && { weight: populationOf(code) ?? Number.MAX_VALUE }),
      })),
      aggregates: sums.map(
        ({ figure, leaves }): Aggregate => ({
          value: numberOf(figure),
          leaves,
          bounds: figure.bounds,
          error: figure.error,
          told: figure.told,
        }),
      ),
    },
    leaves: codes.map(
      (code) => told.get(code) ?? { level: 'commune', code, cog: leaves, value: null, state: 'NOT_AVAILABLE' },
    ),
    aggregates: sums.map(({ figure }) => figure),
    loose,
  };
}

function toLeaf(figure: SourceFigure | undefined): Leaf {
  if (!figure) return { value: undefined, secret: false };
  const { bounds, error, told } = figure;
  return { value: numberOf(figure), secret: isSecret(figure), bounds, error, told };
}

/** A figure that does not apply is nothing to add. */
export function numberOf({ value, state }: SourceFigure): number | undefined {
  return state === 'NOT_APPLICABLE' ? 0 : (value ?? undefined);
}

export function isSecret({ state }: Pick<SourceFigure, 'state'>): boolean {
  return state === 'SECRET' || state === 'SECRET_SECONDARY';
}

/** Read once: there is a table for each measure and year. */
const known = new WeakMap<Geography, Map<Vintage, Grounds>>();

function groundsOf(geography: Geography, leaves: Vintage): Grounds {
  const byVintage = known.get(geography) ?? new Map<Vintage, Grounds>();
  known.set(geography, byVintage);
  const grounds = byVintage.get(leaves) ?? new Grounds(geography, leaves);
  byVintage.set(leaves, grounds);
  return grounds;
}

/** Which communes of one vintage make up territories of any level and vintage. */
class Grounds {
  readonly #geography: Geography;
  readonly #leaves: Vintage;
  readonly #members = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #held = new Map<string, readonly string[] | undefined>();

  constructor(geography: Geography, leaves: Vintage) {
    this.#geography = geography;
    this.#leaves = leaves;
  }

  /** Undefined when no set of those communes has exactly that ground. */
  communesOf(figure: SourceFigure): readonly string[] | undefined {
    const key = `${figure.level} ${figure.cog} ${figure.code}`;
    if (!this.#held.has(key)) this.#held.set(key, this.#find(figure));
    return this.#held.get(key);
  }

  #find({ level, code, cog }: SourceFigure): readonly string[] | undefined {
    const members = this.#membersOf(level, cog).get(code) ?? [];
    if (members.length === 0) return undefined;
    if (cog === this.#leaves) return members;
    const inside = new Set(members);
    const held = new Set<string>();
    for (const member of members) {
      const { codes, isWhole } = this.#geography.holding(member, cog, this.#leaves);
      if (!isWhole) return undefined;
      for (const holder of codes) held.add(holder);
    }
    const fits = [...held].every((holder) => {
      const { codes, isWhole } = this.#geography.holding(holder, this.#leaves, cog);
      return isWhole && codes.every((origin) => inside.has(origin));
    });
    return fits ? [...held] : undefined;
  }

  #membersOf(level: OfficialLevel, cog: Vintage): ReadonlyMap<string, readonly string[]> {
    const key = `${level} ${cog}`;
    const known = this.#members.get(key);
    if (known) return known;
    const members = new Map<string, string[]>();
    for (const [commune, membership] of this.#geography.membership(cog)) {
      for (const code of codesAbove(level, commune, membership)) {
        const others = members.get(code);
        if (others) others.push(commune);
        else members.set(code, [commune]);
      }
    }
    this.#members.set(key, members);
    return members;
  }
}
