/** Writes a line of fields that are text: quoted where needed, and never taken for a formula by a spreadsheet. */
export function toTextLine(fields: readonly string[], delimiter: string): string {
  return fields.map((field) => quote(neutralise(field), delimiter)).join(delimiter);
}

/** Spreadsheets run a text that starts like a formula: https://owasp.org/www-community/attacks/CSV_Injection. */
function neutralise(text: string): string {
  return /^[\s]*[=+\-@|\t\r]/.test(text) ? `'${text}` : text;
}

function quote(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
