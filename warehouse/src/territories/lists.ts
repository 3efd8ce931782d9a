import { departementOfCommune, isOverseasCollectivity, type Vintage } from '@boussole/schema';
import type { CommuneRow, MembershipRow } from '../publication/input.ts';

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
  readonly communes: ReadonlyMap<string, CommuneRow>;
  /** By code; a déléguée may have the code of its commune. */
  readonly parts: ReadonlyMap<string, CommunePart>;
  /** Commune that absorbed a former code without keeping it as a part. */
  readonly absorbed: ReadonlyMap<string, string>;
  readonly overseas: ReadonlySet<string>;
}

/** Puts the rows of yearly lists together, oldest vintage first, communes in code order. */
export function toLists(rows: Iterable<CommuneRow>): readonly CommuneList[] {
  const byVintage = new Map<
    Vintage,
    { communes: CommuneRow[]; parts: Map<string, CommunePart>; absorbed: Map<string, string>; overseas: Set<string> }
  >();
  for (const row of rows) {
    let list = byVintage.get(row.cog);
    if (!list) {
      list = { communes: [], parts: new Map(), absorbed: new Map(), overseas: new Set() };
      byVintage.set(row.cog, list);
    }
    if (isOverseasCollectivity(row.departement ?? departementOfCommune(row.code))) list.overseas.add(row.code);
    else if (row.type === 'COM') list.communes.push(row);
    else if (row.parent !== null && row.type === 'FORMER') list.absorbed.set(row.code, row.parent);
    else if (row.parent !== null && row.type !== 'FORMER') {
      list.parts.set(row.code, { code: row.code, name: row.name, type: row.type, commune: row.parent });
    }
  }
  return [...byVintage]
    .sort(([a], [b]) => a - b)
    .map(([vintage, { communes, parts, absorbed, overseas }]) => ({
      vintage,
      communes: new Map(communes.sort(byCode).map((row) => [row.code, row])),
      parts,
      absorbed,
      overseas,
    }));
}

/** The commune of each member of an EPCI, by vintage of the perimeters. */
export function toMembers(rows: Iterable<MembershipRow>): ReadonlyMap<Vintage, ReadonlyMap<string, string>> {
  const byVintage = new Map<Vintage, Map<string, string>>();
  for (const { cog, epci, commune } of rows) {
    if (isOverseasCollectivity(departementOfCommune(commune))) continue;
    const members = byVintage.get(cog);
    if (members) members.set(commune, epci);
    else byVintage.set(cog, new Map([[commune, epci]]));
  }
  return byVintage;
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

function byCode(a: CommuneRow, b: CommuneRow): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
