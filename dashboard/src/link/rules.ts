import { type Catalogue, yearsOf } from '../indicators/use-catalogue.ts';
import { maybeCellKey, maybeYear } from '../url.ts';

/** Why a value of an address could not be used. */
export type Unused = 'VALUE' | 'UNREAD' | 'INDICATOR' | 'YEAR' | 'TERRITORY' | 'NOT_THERE' | 'PERIMETERS';
/** What a page does without it. */
export type Instead =
  | 'USUAL'
  | 'OTHERS'
  | 'ALL'
  | 'SHOWN'
  | 'LATEST'
  | 'FRANCE'
  | 'NO_GAP'
  | 'ORDER'
  | 'NO_FILTER'
  | 'UNGROUPED'
  | 'NONE';

export interface Verdict {
  readonly why: Unused;
  readonly instead: Instead;
  /** What is shown in its place, for `SHOWN`. */
  readonly shown?: string | undefined;
}

/** A value of an address that a page could not use: `i=revenu_medain`. */
export interface UnusedPart extends Verdict {
  readonly name: string;
  readonly value: string;
}

/** Judges one value of a parameter; undefined for one that can be used. */
export type Judge = (value: string) => Verdict | undefined;

/** How a page reads its parameters, those that are lists separated by commas being judged item by item. It reads no other. */
export interface Rules {
  readonly lists: Readonly<Record<string, Judge>>;
  readonly single: Readonly<Record<string, Judge>>;
  /** Those that it reads too, and that are judged elsewhere or may hold anything. */
  readonly free: readonly string[];
}

/** What mailings and social networks add to the links that they pass on: nobody asked a page for it. */
const TRACKERS = /^(?:utm_|mtm_|pk_|at_)|^(?:fbclid|gclid|msclkid|mc_[ce]id)$/;

/** The values of an address that a page cannot use, in the order in which they are written. */
export function unusedParts(parameters: URLSearchParams, { lists, single, free }: Rules): readonly UnusedPart[] {
  const isFree = (name: string): boolean => free.includes(name) || TRACKERS.test(name);
  const judges = new Map(Object.entries({ ...single, pourquoi: explanation }));
  return [...parameters].flatMap(([name, text]) => {
    const judgeItem = Object.hasOwn(lists, name) ? lists[name] : undefined;
    const values = judgeItem ? [...new Set(text.split(','))] : [text];
    const judge = judgeItem ?? judges.get(name) ?? (isFree(name) ? undefined : unread);
    return values.flatMap((value) => {
      const verdict = value === '' ? undefined : judge?.(value);
      return verdict ? [{ name, value, ...verdict }] : [];
    });
  });
}

/** The address without some of its values. */
export function withoutParts(parameters: URLSearchParams, parts: readonly UnusedPart[]): URLSearchParams {
  const kept = new URLSearchParams(parameters);
  for (const { name, value } of parts) {
    const items = (kept.get(name) ?? '').split(',').filter((item) => item !== value);
    if (kept.get(name) === value || items.length === 0) kept.delete(name);
    else kept.set(name, items.join(','));
  }
  return kept;
}

/** One of some words; the usual one may be written out. */
export function oneOf(...words: readonly string[]): Judge {
  return (value) => (words.includes(value) ? undefined : { why: 'VALUE', instead: 'USUAL' });
}

/** A value that its reader takes in capitals too. */
export function inAnyCase(judge: Judge): Judge {
  return (value) => judge(value.toLowerCase());
}

/** What other pages read and this one does not. */
export const unread: Judge = () => ({ why: 'UNREAD', instead: 'OTHERS' });
/** The same where what it would narrow down is shown whole. */
export const unreadOfAll: Judge = () => ({ why: 'UNREAD', instead: 'ALL' });

/** One of some ids. */
export function among(ids: readonly string[], instead: Instead): Judge {
  return (value) => (ids.includes(value) ? undefined : { why: 'NOT_THERE', instead });
}

/** Anything that can be read, as the reader of the address does. */
export function readable(read: (value: string) => unknown, instead: Instead = 'USUAL'): Judge {
  return (value) => (read(value) === undefined ? { why: 'VALUE', instead } : undefined);
}

/** An indicator of the catalogue; `shown` names what stands in for one that is not. */
export function indicatorOf({ byId }: Pick<Catalogue, 'byId'>, shown: string | undefined): Judge {
  return (value) =>
    byId.has(value) ? undefined : { why: 'INDICATOR', instead: shown === undefined ? 'OTHERS' : 'SHOWN', shown };
}

/** Indicators of the catalogue: when none is, `shown` names what stands in for them. */
export function indicatorsOf(catalogue: Pick<Catalogue, 'byId'>, asked: readonly string[], shown: string): Judge {
  return indicatorOf(catalogue, asked.some((id) => catalogue.byId.has(id)) ? undefined : shown);
}

/** One of the years for which there are figures. */
export function yearOf(years: readonly number[], { instead, shown }: Omit<Verdict, 'why'>): Judge {
  return (value) => {
    const year = maybeYear(value);
    if (year !== undefined && years.includes(year)) return undefined;
    return { why: year === undefined ? 'VALUE' : 'YEAR', instead, shown };
  };
}

/** Years for which one of some indicators has figures. */
export function yearsOfAll(ids: readonly string[], { byId }: Pick<Catalogue, 'byId'>): readonly number[] {
  return ids.flatMap((id) => yearsOf(byId.get(id) ?? { years: [] }));
}

export const GEOGRAPHY = oneOf('publiee', 'constante');
export const YES = oneOf('oui', 'non');

function explanation(value: string): Verdict | undefined {
  const key = maybeCellKey(new URLSearchParams({ pourquoi: value }));
  return key ? undefined : { why: 'VALUE', instead: 'NONE' };
}
