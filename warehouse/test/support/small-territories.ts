import type { CommuneRow, GeographyRows, MembershipRow, MovementRow } from '@boussole/warehouse';

/** Rows of a few communes, in the shape of the inputs, for tests that say all there is to know. */
export type SmallRows = { readonly [Table in keyof GeographyRows]?: readonly unknown[] & GeographyRows[Table] };

export function rowsOf(rows: SmallRows): GeographyRows {
  return { commune: [], departement: [], region: [], epci: [], membership: [], movement: [], postal: [], ...rows };
}

/** `communes(2020, '01001 Bellevue', '01002 Coteau > 01001')`: the second is a déléguée of the first. */
export function communes(cog: number, ...written: readonly string[]): readonly CommuneRow[] {
  return written.map((text) => {
    const [, code = '', name = '', parent] = /^(\S+) ([^>]+?)(?: > (\S+))?$/.exec(text) ?? [];
    const type = parent === undefined ? 'COM' : 'COMD';
    return { cog, code, name, type, departement: null, region: null, parent: parent ?? null };
  });
}

/** `members(2020, '200000001', '01001', '01002')`. */
export function members(cog: number, epci: string, ...codes: readonly string[]): readonly MembershipRow[] {
  return codes.map((commune) => ({ cog, epci, commune }));
}

/** `movement(32, '2017-01-01', 'COM 74011 Annecy-le-Vieux', 'COM 74010 Annecy')`, an empty text for nothing. */
export function movement(mod: number, date: string, before: string, after: string): MovementRow {
  const [, typeBefore = '', codeBefore = '', nameBefore = ''] = /^(\S+) (\S+) (.+)$/.exec(before) ?? [];
  const [, typeAfter = '', codeAfter = '', nameAfter = ''] = /^(\S+) (\S+) (.+)$/.exec(after) ?? [];
  return { mod, date, typeBefore, codeBefore, nameBefore, typeAfter, codeAfter, nameAfter };
}
