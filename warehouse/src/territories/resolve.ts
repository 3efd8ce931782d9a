import { departementOfCommune, isOverseasCollectivity, type Vintage } from '@boussole/schema';
import { livesOf } from './holder.ts';
import { dayOf, END, type Lineage, type Perimeter } from './lineage.ts';
import { type CommuneList, type CommunePart } from './lists.ts';

export type Repair = 'LEADING_ZERO' | 'CORSICA' | 'OVERSEAS';

/** What a code is, when it can be read as it is written. */
export type KnownCode =
  | { readonly kind: 'commune'; readonly code: string }
  | { readonly kind: 'deleguee' | 'associee' | 'arrondissement'; readonly code: string; readonly commune: string }
  | {
      /** A commune of other vintages: the first and the last, and what holds its perimeter at the vintage asked. */
      readonly kind: 'other-vintage';
      readonly code: string;
      /** Undefined before the first movement known. */
      readonly first: Vintage | undefined;
      /** Undefined while it lasts. */
      readonly last: Vintage | undefined;
      readonly successors: readonly string[];
    }
  /** A commune of an overseas collectivity: not in the figures for France. */
  | { readonly kind: 'overseas'; readonly code: string };

/** What a code met in a file is. A repair is offered only when it can be nothing else. */
export type Resolution =
  | KnownCode
  | { readonly kind: 'repaired'; readonly repair: Repair; readonly code: string; readonly as: KnownCode }
  | { readonly kind: 'unknown'; readonly code: string };

const PART_KINDS = { COMD: 'deleguee', COMA: 'associee', ARM: 'arrondissement' } as const;

/** Makes the reader of codes; answers are remembered, files repeat the same codes. */
export function toResolver(
  lists: readonly CommuneList[],
  lineage: Lineage,
): (code: string, vintage: Vintage) => Resolution {
  const byVintage = new Map<Vintage, (code: string) => Resolution>();
  return (code, vintage) => {
    let resolve = byVintage.get(vintage);
    if (!resolve) {
      resolve = resolverOf(lists, lineage, vintage);
      byVintage.set(vintage, resolve);
    }
    return resolve(code);
  };
}

function resolverOf(lists: readonly CommuneList[], lineage: Lineage, vintage: Vintage): (code: string) => Resolution {
  const ground = lineage.at(vintage);
  const ordered = lists.toSorted((a, b) => Math.abs(a.vintage - vintage) - Math.abs(b.vintage - vintage));
  const answers = new Map<string, Resolution>();

  function known(code: string): KnownCode | undefined {
    if (ground.byCode.has(code) || ground.maybe.has(code)) return { kind: 'commune', code };
    const part = partOf(code);
    if (part) return part;
    const perimeter = nearestPerimeter(lineage.ofCode.get(code) ?? [], dayOf(vintage));
    if (perimeter) {
      const [first, last] = vintagesOf(perimeter, lineage.ofCode.get(code) ?? []);
      return { kind: 'other-vintage', code, first, last, successors: holdersOf(perimeter) };
    }
    const absorbed = absorbedInto(code);
    if (absorbed) return absorbed;
    const overseas = /^\d{5}$/.test(code) && isOverseasCollectivity(departementOfCommune(code));
    return overseas || lists.some((list) => list.overseas.has(code)) ? { kind: 'overseas', code } : undefined;
  }

  /** A part that the list of the vintage names, or the nearest list that does, if its commune still holds that ground. */
  function partOf(code: string): KnownCode | undefined {
    const own = ordered[0]?.vintage === vintage ? ordered[0].parts.get(code) : undefined;
    if (own) return { kind: PART_KINDS[own.type], code, commune: own.commune };
    for (const list of ordered) {
      const part = list.parts.get(code);
      const commune = part && communeToday(part, list);
      if (commune === undefined || !part) continue;
      if (part.type === 'ARM' || list === ordered[0]) return { kind: PART_KINDS[part.type], code, commune };
    }
    return undefined;
  }

  /** A code that only the lists of those who absorbed it still name. */
  function absorbedInto(code: string): KnownCode | undefined {
    const list = lists.find(({ absorbed }) => absorbed.has(code));
    const commune = list && communeToday({ commune: list.absorbed.get(code) ?? '' }, list);
    if (commune === undefined || !list) return undefined;
    return { kind: 'other-vintage', code, first: undefined, last: list.vintage - 1, successors: [commune] };
  }

  function communeToday(part: Pick<CommunePart, 'commune'>, list: CommuneList): string | undefined {
    const perimeter = lineage.at(list.vintage).byCode.get(part.commune);
    const holders = perimeter ? holdersOf(perimeter) : [];
    return holders.length === 1 ? holders[0] : undefined;
  }

  function holdersOf(perimeter: Perimeter): readonly string[] {
    const holders = new Set<string>();
    for (const atom of perimeter.atoms) {
      const owner = ground.owners[atom];
      if (owner) holders.add(owner.code);
    }
    return [...holders].sort();
  }

  function resolve(written: string): Resolution {
    const code = written.trim();
    const repairs = repairsOf(code).flatMap(({ repair, code: repaired }) => {
      const as = known(repaired);
      return as ? [{ kind: 'repaired', repair, code, as } as const] : [];
    });
    // A Corsican code of before 1976 is a former code too: the repair says more.
    const asWritten = repairs.length === 1 && !ground.byCode.has(code) ? undefined : known(code);
    if (asWritten) return asWritten;
    const [repair] = repairs;
    return repair && repairs.length === 1 ? repair : { kind: 'unknown', code };
  }

  return (code) => {
    let answer = answers.get(code);
    if (!answer) {
      answer = resolve(code);
      answers.set(code, answer);
    }
    return answer;
  };
}

/** What a damaged code may have been. */
function repairsOf(code: string): readonly { readonly repair: Repair; readonly code: string }[] {
  if (/^\d{4}$/.test(code)) return [{ repair: 'LEADING_ZERO', code: `0${code}` }];
  if (/^20\d{3}$/.test(code))
    return ['2A', '2B'].map((departement) => toRepair('CORSICA', departement + code.slice(2)));
  if (/^2[ab]\d{3}$/.test(code)) return [{ repair: 'CORSICA', code: code.toUpperCase() }];
  // Département of three characters and commune of three: the last of the one is the first of the other.
  if (/^97(\d)\1\d\d$/.test(code)) return [{ repair: 'OVERSEAS', code: `97${code.slice(3)}` }];
  return [];
}

function toRepair(repair: Repair, code: string): { readonly repair: Repair; readonly code: string } {
  return { repair, code };
}

/** Of the perimeters of a code, the one whose life is nearest to a day; the earlier of two equally near. */
function nearestPerimeter(perimeters: readonly Perimeter[], day: string): Perimeter | undefined {
  return perimeters.findLast(({ to }) => to <= day) ?? perimeters.find(({ from }) => from > day);
}

/** First and last 1 January at which a code was in force, in the stretch of time of one of its perimeters. */
function vintagesOf(
  perimeter: Perimeter,
  perimeters: readonly Perimeter[],
): readonly [Vintage | undefined, Vintage | undefined] {
  const { from, to } =
    livesOf(perimeters).find((life) => life.from <= perimeter.from && perimeter.to <= life.to) ?? perimeter;
  return [from === '' ? undefined : firstVintage(from), to === END ? undefined : firstVintage(to) - 1];
}

/** The vintage that is the first to see a change of that day. */
export function firstVintage(day: string): Vintage {
  const year = Number(day.slice(0, 4));
  return day.endsWith('-01-01') ? year : year + 1;
}
