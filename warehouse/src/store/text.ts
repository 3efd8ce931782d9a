/** Writes a text as a SQL literal, for the few statements of DuckDB that take no parameter (COPY, ATTACH, CREATE VIEW). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
