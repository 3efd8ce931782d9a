import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';
import type { Delivery } from './delivery.ts';

/** Number of rows of the file that are set aside; a row refused for two reasons counts once. */
export function quarantinedRows({ quarantined }: Pick<Delivery, 'quarantined'>): number {
  return new Set(quarantined.map(({ line }) => line)).size;
}

/** Throws `QUARANTINE_TOO_LARGE` when more rows are set aside than the descriptor admits. */
export function checkQuarantine(delivery: Omit<Delivery, 'tables'>): void {
  const [first] = delivery.quarantined;
  if (!first) return;
  const rows = quarantinedRows(delivery);
  const share = delivery.source.reader === 'table' ? delivery.source.quarantineShare : 0;
  if (rows <= delivery.read * share) return;
  const allowed = `${(share * 100).toLocaleString('fr-FR')} %`;
  const reason = `ligne ${first.line}, colonne « ${first.column} » : ${first.reason}`;
  throw failure('QUARANTINE_TOO_LARGE', {
    file: delivery.file.name,
    rows,
    total: delivery.read,
    allowed,
    first: reason,
  });
}

/** Writes the rows set aside as CSV, in place of those of the delivery it replaces; returns the path, or undefined without rows. */
export async function writeQuarantine(folder: string, delivery: Omit<Delivery, 'tables'>): Promise<string | undefined> {
  const path = join(folder, `${delivery.source.id}-${delivery.vintage}.csv`);
  if (delivery.quarantined.length === 0) {
    await rm(path, { force: true });
    return undefined;
  }
  const rows = delivery.quarantined.map(({ line, column, code, reason, raw }) => [
    String(line),
    column,
    code,
    reason,
    raw,
  ]);
  const lines = [['ligne', 'colonne', 'code', 'motif', 'contenu'], ...rows].map((row) => row.map(toField).join(';'));
  await mkdir(folder, { recursive: true });
  // A byte order mark, so that spreadsheets read the accents.
  await writeFile(path, `\uFEFF${lines.join('\r\n')}\r\n`);
  return path;
}

/** A field that starts like a formula is quoted as text: spreadsheets would run it. */
function toField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
