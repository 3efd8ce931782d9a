/** Rows set aside, as their file keeps them: titles, then fields. */
export interface QuarantineTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads CSV with semicolons, quotes doubled inside quotes (RFC 4180), with or without a byte order mark. */
export function readQuarantine(text: string): QuarantineTable {
  const rows: string[][] = [];
  let row: string[] = [];
  // A field with what ends it: the next field, the next row or the end of the file.
  for (const [, quoted, plain, end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ';') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  const [titles = [], ...others] = rows;
  return { titles, rows: others };
}
