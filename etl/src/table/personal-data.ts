import { failure } from '@boussole/schema';
import type { TableRow } from './table-row.ts';

/** Rows looked at, spread over the file. */
const LOOKED_AT = 500;
/** Share of the filled cells of a column that must look alike. */
const ALIKE = 0.5;

const KINDS = [
  { kind: 'des numéros de sécurité sociale', isOne: isSocialSecurityNumber },
  { kind: 'des adresses électroniques', isOne: (text: string) => /^[^\s@;,]+@[^\s@;,]+\.[a-z]{2,}$/i.test(text) },
  {
    kind: 'des numéros de téléphone',
    isOne: (text: string) => /^(?:(?:\+|00)33 ?|0)[1-9](?:[ .-]?\d{2}){4}$/.test(text),
  },
] as const;

/** Throws `PERSONAL_DATA` when a column names people: Boussole counts them, and must not hold what tells one from another. */
export function refusePersonalData(file: string, header: TableRow, rows: readonly TableRow[]): void {
  const every = Math.ceil(rows.length / LOOKED_AT);
  const sample = rows.filter((_, index) => index % every === 0);
  for (const [at, column] of header.fields.entries()) {
    const filled = sample.flatMap((row) => row.field(at).trim() || []);
    const found = KINDS.find(({ isOne }) => filled.length > 0 && filled.filter(isOne).length >= filled.length * ALIKE);
    if (found) throw failure('PERSONAL_DATA', { file, line: header.line, column: column.trim(), kind: found.kind });
  }
}

/** NIR: sex, year, month, département, commune, order, and the key where it is written. INSEE: https://www.insee.fr/fr/metadonnees/definition/c1409 */
function isSocialSecurityNumber(text: string): boolean {
  // Groups are apart everywhere or nowhere: a decimal point in the middle is that of a number.
  const digits = /^\d[\s.]\d{2}[\s.]\d{2}[\s.]\w{2}[\s.]\d{3}[\s.]\d{3}(?:[\s.]\d{2})?$/.test(text)
    ? text.replace(/[\s.]/g, '')
    : text;
  const parts = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(?:\s?(\d{2}))?$/i.exec(digits);
  if (!parts) return false;
  const [, number = '', key] = parts;
  const plain = Number(number.replace(/2A/i, '19').replace(/2B/i, '18'));
  return key === undefined || 97 - (plain % 97) === Number(key);
}
