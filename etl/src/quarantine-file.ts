import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failure } from '@boussole/schema';
import type { Delivery } from './delivery.ts';
import { readCsv } from './table/csv.ts';
import { decodeAny } from './table/decode-any.ts';
import { checkWidth } from './table/width.ts';

/** A row set aside, as its CSV file keeps it. */
export interface KeptRow {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly reason: string;
  /** The row as it stands in the file. */
  readonly raw: string;
  /** The row, or the value of its column, as a person says it should be; empty until then. */
  readonly correction: string;
  /** Name of the file it comes from. */
  readonly file: string;
}

/** The rows set aside of one delivery; its id is that of the source and the vintage, then `-refused` when it is not published. */
export interface KeptQuarantine {
  readonly id: string;
  readonly path: string;
  readonly rows: readonly KeptRow[];
}

const HEADER = ['ligne', 'colonne', 'code', 'motif', 'contenu', 'correction', 'fichier'] as const;

/** What ends the id of the quarantine of a delivery that is not published. */
export const UNPUBLISHED = '-refused';

/**
 * Writes the rows set aside of a delivery that is not published, beside those of the one that is; returns the path, or undefined without rows.
 * The rows of an earlier refusal are replaced.
 */
export function writeUnpublished(folder: string, delivery: Quarantined): Promise<string | undefined> {
  return write(folder, `${idOf(delivery)}${UNPUBLISHED}`, delivery);
}

/** Writes the rows set aside of a delivery once published, in place of those of the one it replaces; returns the path, or undefined without rows. */
export function writePublished(folder: string, delivery: Quarantined): Promise<string | undefined> {
  return write(folder, idOf(delivery), delivery);
}

/** Forgets what was set aside before a delivery was published. */
export function removeUnpublished(folder: string, delivery: Quarantined): Promise<void> {
  return rm(csvPath(folder, `${idOf(delivery)}${UNPUBLISHED}`), { force: true });
}

type Quarantined = Pick<Delivery, 'source' | 'vintage' | 'file' | 'quarantined'>;

/** The id of the quarantine of a source and a vintage. */
function idOf({ source, vintage }: Pick<Delivery, 'source' | 'vintage'>): string {
  return `${source.id}-${vintage}`;
}

function csvPath(folder: string, id: string): string {
  return join(folder, `${id}.csv`);
}

async function write(folder: string, id: string, { quarantined, file }: Quarantined): Promise<string | undefined> {
  const path = csvPath(folder, id);
  if (quarantined.length === 0) {
    await rm(path, { force: true });
    return undefined;
  }
  const rows = quarantined.map((row) => ({ ...row, correction: '', file: file.name }));
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.tmp`, toCsv(rows));
  await rename(`${path}.tmp`, path);
  return path;
}

/** Rows as CSV, with a byte order mark so that spreadsheets read the accents. */
export function toCsv(rows: readonly KeptRow[]): string {
  const fields = rows.map(({ line, column, code, reason, raw, correction, file }) => [
    String(line),
    column,
    code,
    reason,
    raw,
    correction,
    file,
  ]);
  const lines = [[...HEADER], ...fields].map((row) => row.map(toField).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Quarantines kept in a folder, by id. Throws what reading them throws. */
export async function listQuarantines(folder: string): Promise<readonly KeptQuarantine[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(
    files.map(async (name) => {
      const path = join(folder, name);
      return { id: name.slice(0, -'.csv'.length), path, rows: await readQuarantine(path) };
    }),
  );
}

/** Reads a file of rows set aside, a person's corrections included. Throws `FILE_NOT_FOUND`, `HEADER_MISSING_COLUMN` or `ROW_WIDTH`. */
export async function readQuarantine(path: string): Promise<readonly KeptRow[]> {
  const file = basename(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
  });
  const [header, ...rows] = readCsv(file, decodeAny(file, bytes).text, ';');
  const names = header?.fields ?? [];
  const missing = HEADER.find((name) => !names.includes(name));
  if (missing) throw failure('HEADER_MISSING_COLUMN', { file, line: 1, column: missing, found: names.join(', ') });
  return rows.map(({ line, fields }) => {
    checkWidth(file, line, names.length, fields.length);
    const get = (name: (typeof HEADER)[number]): string => toText(fields[names.indexOf(name)]!);
    return {
      line: Number(get('ligne')),
      column: get('colonne'),
      code: get('code'),
      reason: get('motif'),
      raw: get('contenu'),
      correction: get('correction'),
      file: get('fichier'),
    };
  });
}

/** A field that starts like a formula is quoted as text: spreadsheets would run it. */
function toField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toText(field: string): string {
  return /^'[=+\-@\t\r]/.test(field) ? field.slice(1) : field;
}
