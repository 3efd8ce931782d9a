import { departementOfCommune, isOverseasCollectivity, type Vintage } from '@boussole/schema';
import type { CommuneRow, MembershipRow, OverVintages } from '../publication/input.ts';
import { DatedRows, Mapped } from './views.ts';

/** A part of a commune that has a code of its own. */
export interface CommunePart {
  readonly code: string;
  readonly name: string;
  readonly type: 'COMD' | 'COMA' | 'ARM';
  readonly commune: string;
}

/** What is written of the communes of one vintage. */
export interface CommuneList {
  readonly vintage: Vintage;
  /** In code order. */
  readonly communes: ReadonlyMap<string, Row>;
  /** By code; a déléguée may have the code of its commune. */
  readonly parts: ReadonlyMap<string, CommunePart>;
  /** Commune that absorbed a former code without keeping it as a part. */
  readonly absorbed: ReadonlyMap<string, string>;
  readonly overseas: ReadonlyMap<string, Row>;
}

export interface CommuneLists {
  /** Oldest vintage first. */
  readonly lists: readonly CommuneList[];
  /** What all lists say of each commune, by code. */
  readonly communes: ReadonlyMap<string, readonly Row[]>;
  /** Codes of the communes of which the lists do not all say the same. */
  readonly changing: readonly string[];
}

type Row = OverVintages<CommuneRow>;

/** Puts the rows of yearly lists together. */
export function toLists(rows: Iterable<Row>): CommuneLists {
  const sorted = [...rows].sort(byCode);
  const overseas = datedRows(sorted.filter(isOverseas));
  const inside = sorted.filter((row) => !isOverseas(row));
  const communes = datedRows(inside.filter(({ type }) => type === 'COM'));
  const former = datedRows(inside.filter(({ type, parent }) => type === 'FORMER' && parent !== null));
  const parts = datedRows(inside.filter(({ type, parent }) => type !== 'COM' && type !== 'FORMER' && parent !== null));
  return {
    lists: communes.vintages.map((vintage) => ({
      vintage,
      communes: communes.at(vintage),
      parts: new Mapped(parts.at(vintage), toPart),
      absorbed: new Mapped(former.at(vintage), ({ parent }) => parent!), // those without one were left out
      overseas: overseas.at(vintage),
    })),
    communes: communes.byKey,
    changing: [...communes.byKey].filter(([, rows]) => !communes.isConstant(rows)).map(([code]) => code),
  };
}

function datedRows(rows: readonly Row[]): DatedRows<Row> {
  return new DatedRows(rows, ({ code }) => code);
}

function isOverseas({ code, departement }: Row): boolean {
  return isOverseasCollectivity(departement ?? departementOfCommune(code));
}

function toPart({ code, name, type, parent }: Row): CommunePart {
  return { code, name, type: type as CommunePart['type'], commune: parent! }; // as toLists sorts rows
}

/** The EPCI of each member, by vintage of the perimeters. */
export function toMembers(
  rows: Iterable<OverVintages<MembershipRow>>,
): ReadonlyMap<Vintage, ReadonlyMap<string, string>> {
  const inside: OverVintages<MembershipRow>[] = [];
  for (const row of rows) if (!isOverseasCollectivity(departementOfCommune(row.commune))) inside.push(row);
  const members = new DatedRows(inside, ({ commune }) => commune);
  return new Map(members.vintages.map((vintage) => [vintage, new Mapped(members.at(vintage), ({ epci }) => epci)]));
}

/** Of these vintages, the nearest to one of them; the later of two equally near. */
export function nearest<T extends Vintage>(vintages: Iterable<T>, vintage: Vintage): T | undefined {
  let best: T | undefined;
  for (const candidate of vintages) {
    if (best === undefined || Math.abs(candidate - vintage) < Math.abs(best - vintage)) best = candidate;
    else if (Math.abs(candidate - vintage) === Math.abs(best - vintage) && candidate > best) best = candidate;
  }
  return best;
}

function byCode(a: Row, b: Row): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
