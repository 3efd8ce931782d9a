import {
  FRANCE,
  maybeTerritoryKey,
  NATIONAL_CODES,
  type OfficialLevel,
  type TerritoryId,
  toTerritoryId,
  type Vintage,
} from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import { codesAbove } from '../territories/yearbook.ts';
import type { Numbering } from './places.ts';

/** Numbers of the territories of a level in a vintage, in number order, optionally within another territory. */
export interface Rows {
  rows(level: OfficialLevel, vintage: Vintage, within?: TerritoryId): Int32Array;
}

const selections = new WeakMap<Int32Array, string>();
let made = 0;

/** Name of rows that are kept, so that what is worked out for them is too; undefined for rows made for one question. */
export function maybeSelection(rows: Int32Array): string | undefined {
  return selections.get(rows);
}

/** Names rows that are kept: official territories, each once, that nobody changes. */
export function keepSelection(rows: Int32Array): Int32Array {
  if (!selections.has(rows)) selections.set(rows, `selection ${++made}`);
  return rows;
}

/** Smaller pages are read anew each time: there are too many of them. */
const KEPT_PAGE = 256;
const KEPT_PAGES = 64;
const pages = new WeakMap<Int32Array, Map<string, Int32Array>>();

/** A page of rows: the same one for the same page of a selection, when it is long. */
export function pageOf(rows: Int32Array, offset: number, limit: number): Int32Array {
  if (offset === 0 && rows.length <= limit) return rows;
  const page = rows.slice(offset, offset + limit);
  if (page.length < KEPT_PAGE || !selections.has(rows)) return page;
  const known = pages.get(rows) ?? new Map<string, Int32Array>();
  pages.set(rows, known);
  const key = `${offset} ${limit}`;
  const kept = known.get(key) ?? keepSelection(page);
  if (known.size >= KEPT_PAGES) known.clear();
  known.set(key, kept);
  return kept;
}

type HoldingLevel = Exclude<OfficialLevel, 'commune'>;
type Held = Map<string, string[]>;

/** Finds the rows of official territories, each selection once. */
export class RowBook implements Rows {
  readonly #geography: Geography;
  readonly #numbering: Numbering;
  readonly #made = new Map<string, Int32Array>();
  readonly #heldBy = new Map<Vintage, Record<HoldingLevel, Held>>();

  constructor(geography: Geography, numbering: Numbering) {
    this.#geography = geography;
    this.#numbering = numbering;
  }

  rows(level: OfficialLevel, vintage: Vintage, within?: TerritoryId): Int32Array {
    const key = `${level} ${vintage} ${within ?? ''}`;
    let rows = this.#made.get(key);
    if (!rows) {
      const numbers = this.#codes(level, vintage, within).map((code) =>
        level === 'commune'
          ? this.#numbering.commune(code, vintage)
          : this.#numbering.indexOf(toTerritoryId(level, code)),
      );
      rows = Int32Array.from(numbers.filter((number) => number !== undefined)).sort();
      if (this.#made.size > 4_096) this.#made.clear();
      this.#made.set(key, rows);
      keepSelection(rows);
    }
    return rows;
  }

  #codes(level: OfficialLevel, vintage: Vintage, within: TerritoryId | undefined): string[] {
    const container = within === undefined ? undefined : maybeTerritoryKey(within);
    const geography = this.#geography;
    if (!container || within === FRANCE) return this.#all(level, vintage);
    const { level: outer, code } = container;
    if (outer !== 'epci' && outer !== 'departement' && outer !== 'region' && outer !== 'france') return [];
    const communes = this.#held(outer, vintage).get(code) ?? [];
    if (level === 'commune') return [...communes];
    if (level === 'france') return outer === 'france' ? [code] : [];
    const membership = geography.membership(vintage);
    // EPCI straddle départements: one is within each département that holds one of its communes.
    const holders = new Set(communes.map((commune) => membership.get(commune)?.[level]));
    return [...holders].filter((inner) => inner !== undefined);
  }

  /** Codes of the communes that each territory of a level holds in a vintage. Going through a vintage takes long: all levels are filled at once. */
  #held(level: HoldingLevel, vintage: Vintage): ReadonlyMap<string, readonly string[]> {
    let held = this.#heldBy.get(vintage);
    if (!held) {
      held = { epci: new Map(), departement: new Map(), region: new Map(), france: new Map() };
      for (const [commune, membership] of this.#geography.membership(vintage)) {
        for (const [outer, holders] of Object.entries(held) as [HoldingLevel, Held][]) {
          for (const code of codesAbove(outer, commune, membership)) {
            const communes = holders.get(code);
            if (communes) communes.push(commune);
            else holders.set(code, [commune]);
          }
        }
      }
      this.#heldBy.set(vintage, held);
    }
    return held[level];
  }

  #all(level: OfficialLevel, vintage: Vintage): string[] {
    const geography = this.#geography;
    switch (level) {
      case 'commune':
        return [...geography.communes(vintage).keys()];
      case 'epci':
        return [...geography.epciNames(vintage).keys()];
      case 'departement':
        return [...geography.departements(vintage).keys()];
      case 'region':
        return [...geography.regions(vintage).keys()];
      case 'france':
        return [...NATIONAL_CODES];
    }
  }
}
