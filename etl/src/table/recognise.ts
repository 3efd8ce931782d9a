import { basename } from 'node:path';
import {
  type BoussoleError,
  failure,
  isBoussoleError,
  NATIONAL_CODES,
  type OfficialGeographySource,
  type OfficialLevel,
  type SourceDescriptor,
  type TableSource,
} from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import { sniff } from '../draft/sniff.ts';
import { toCount } from '../words.ts';
import { territoryCode } from './codes.ts';
import { compareHeader, matchHeader } from './header.ts';
import { isOfficialHeader, OFFICIAL_FORMATS } from './official-geography.ts';
import { otherWritings } from './other-writings.ts';
import { refusePersonalData } from './personal-data.ts';
import { readHeader, readRows, type TableFormat, type TableRows } from './rows.ts';
import { type TableRow, TextRow } from './table-row.ts';

export type FileSource = TableSource | OfficialGeographySource;

const SHOWN_COLUMNS = 8;
/** Of a header that no format can read. */
const SHOWN_BYTES = 80;
/** Columns that a header and a descriptor must share for one to be called near the other; the unknown ones are fewer than half. */
const NEAR = 2;
/** Share of the codes that must be of the level of a source for the file to be from it. */
const KNOWN_CODES = 0.5;

/**
 * Finds the source that a file comes from, by its header and not by its name; when several levels share a header, by its codes. Throws
 * `FILE_UNRECOGNISED` with the header and, when one source nearly fits, the columns that differ.
 */
export async function recognise(
  path: string,
  bytes: Buffer,
  sources: readonly SourceDescriptor[],
  geography: () => Promise<Geography>,
): Promise<FileSource> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const headers = new Headers(path, bytes);
  const candidates = sources.filter((source) => source.reader !== 'cog-packages');
  const matching: TableSource[] = [];
  for (const source of candidates) {
    const header = await headers.of(formatOf(source));
    if (!header) continue;
    if (source.reader !== 'table') {
      if (isOfficialHeader(source.reader, header.fields)) return source;
    } else if (matches(file, header, source)) matching.push(source);
  }
  const [only, ...others] = matching;
  if (only && others.length === 0) return only;
  if (only) {
    const source = await byCodes(path, bytes, matching, await geography());
    if (source) return source;
  }
  const otherwise = matching.length === 0 ? await written(file, headers, candidates) : [];
  if (otherwise.length === 1) return otherwise[0]!;
  if (otherwise.length > 1) {
    const source = await byCodes(path, bytes, otherwise, await geography());
    if (source) return source;
  }
  let near = (await nearest(headers, candidates)) ?? (await misplaced(file, headers, candidates));
  if (!near && headers.problem) {
    const saved = candidates.map(asSaved);
    if (headers.problem.code !== 'ENCODING_INVALID') throw headers.problem;
    for (const source of saved) {
      const header = source.reader === 'table' ? await headers.of(source) : undefined;
      if (header && source.reader === 'table' && matches(file, header, source)) throw headers.problem;
    }
    near = (await nearest(headers, saved)) ?? (await misplaced(file, headers, saved));
    if (!near && !headers.isText) throw headers.problem;
  }
  await refusePeople(path, bytes);
  const header = near?.header ?? headers.widest();
  const shown = header.fields.slice(0, SHOWN_COLUMNS).join(', ') + (header.fields.length > SHOWN_COLUMNS ? '…' : '');
  const told = only
    ? ` Ses colonnes sont celles de ${matching.map(({ id }) => id).join(', ')}, mais ses codes ne sont d’aucun de leurs niveaux.`
    : (near?.differences ?? '');
  throw failure('FILE_UNRECOGNISED', { file, line: header.line, header: shown, nearest: told });
}

/** The sources whose header the file has whole, once read as one of the other writings of their tables; the first that fits for each. */
async function written(
  file: string,
  headers: Headers,
  sources: readonly FileSource[],
): Promise<readonly TableSource[]> {
  const found: TableSource[] = [];
  for (const source of sources) {
    if (source.reader !== 'table') continue;
    for (const own of otherWritings(source, headers.format)) {
      const header = await headers.of(own);
      if (!header || !matches(file, header, own)) continue;
      found.push(own);
      break;
    }
  }
  return found;
}

/** The source as a French spreadsheet saves its file. */
function asSaved(source: FileSource): FileSource {
  return source.reader === 'table' && source.encoding === 'utf-8' ? { ...source, encoding: 'windows-1252' } : source;
}

/** Lines among which the header of a source is looked for where its descriptor does not place it. */
const HEADER_LINES = 12;

/** The source whose header stands at another line than its descriptor says. */
async function misplaced(file: string, headers: Headers, sources: readonly FileSource[]): Promise<Near | undefined> {
  for (const source of sources) {
    if (source.reader !== 'table' || source.format !== 'csv') continue;
    for (let skipLines = 0; skipLines < HEADER_LINES; skipLines++) {
      const own = { ...source, skipLines };
      const header = await headers.of(own);
      if (!header || !matches(file, header, own)) continue;
      const place = `Son en-tête, ligne ${header.line}, est celui de ${source.id}, dont le descripteur l’attend après ${toCount(source.skipLines, 'ligne')}`;
      return { header, differences: ` ${place} : écrivez-y « skipLines: ${skipLines} ».` };
    }
  }
  return undefined;
}

/** A file of people is told as such before any descriptor is drafted for it. */
async function refusePeople(path: string, bytes: Buffer): Promise<void> {
  try {
    const { header, rows } = await sniff(path, bytes);
    refusePersonalData(basename(path), header, rows);
  } catch (error) {
    if (!isBoussoleError(error) || error.code === 'PERSONAL_DATA') throw error;
  }
}

/** A header that a source nearly fits, and how it differs, in French. */
interface Near {
  readonly header: TableRow;
  readonly differences: string;
}

function formatOf(source: FileSource): TableFormat {
  return source.reader === 'table' ? source : OFFICIAL_FORMATS[source.reader];
}

/** Formats of the same key read the same rows. */
function keyOf({ encoding, delimiter, skipLines, skipRows, footnotes, sheet, records }: TableFormat): string {
  return JSON.stringify([encoding, delimiter, skipLines, skipRows, footnotes, sheet, records]);
}

/** Headers of a file as each format reads it; undefined where a format cannot. */
class Headers {
  /** Why the file can be from no source at all: its bytes are not text, or not a workbook. */
  problem: BoussoleError | undefined;
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly format: TableFormat['format'];
  readonly #known = new Map<string, TableRow | undefined>();

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
    this.format = formatOfBytes(bytes);
  }

  async of(format: TableFormat): Promise<TableRow | undefined> {
    if (format.format !== this.format) return undefined;
    const key = keyOf(format);
    if (!this.#known.has(key)) this.#known.set(key, await this.#read(format));
    return this.#known.get(key);
  }

  /** Whether a format could read a header. */
  get isText(): boolean {
    return [...this.#known.values()].some((header) => header !== undefined);
  }

  /** The header with most columns: that of the right delimiter. */
  widest(): TableRow {
    const read = [...this.#known.values()].filter((header) => header !== undefined);
    const start = this.#bytes.subarray(0, SHOWN_BYTES).toString('latin1').split(/\r?\n/, 1);
    const none: TableRow = new TextRow(1, start, '');
    return read.reduce((widest, header) => (header.width > widest.width ? header : widest), none);
  }

  async #read(format: TableFormat): Promise<TableRow | undefined> {
    try {
      if (this.format !== 'csv') return (await readRows(this.#path, this.#bytes, format)).header;
      return readHeader(this.#path, this.#bytes, format);
    } catch (error) {
      if (!isBoussoleError(error)) throw error;
      if (error.code !== 'QUOTE_INVALID' && format.sheet === undefined) this.problem ??= error;
      return undefined;
    }
  }
}

/** What the first bytes of a file tell of its format. */
function formatOfBytes(bytes: Buffer): TableFormat['format'] {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start === 'PK\u0003\u0004') return 'xlsx';
  if (start === 'PAR1') return 'parquet';
  return /^\s*[[{]/.test(start) ? 'json' : 'csv';
}

function matches(file: string, header: TableRow, source: TableSource): boolean {
  try {
    matchHeader(file, header, source);
    return true;
  } catch (error) {
    if (isBoussoleError(error)) return false;
    throw error;
  }
}

/** The descriptor that shares most columns with the file, and what differs. */
async function nearest(headers: Headers, sources: readonly FileSource[]): Promise<Near | undefined> {
  let best: (Near & { readonly shared: number; readonly missing: number }) | undefined;
  for (const source of sources) {
    const header = source.reader === 'table' ? await headers.of(source) : undefined;
    if (!header || source.reader !== 'table') continue;
    const names = header.fields.map((name) => name.trim());
    const { unknown, missing, code, measures, vintages } = compareHeader(names, source);
    const shared = measures.length + code.length;
    if (shared < NEAR || unknown.length * 2 > names.length) continue;
    if (best && (shared < best.shared || (shared === best.shared && missing.length >= best.missing))) continue;
    const twice = names.filter((name, at) => name !== '' && names.indexOf(name) < at);
    const differences = [
      say(
        'inconnue',
        unknown.map((name) => `« ${name} » (colonne ${names.indexOf(name) + 1})`),
      ),
      say(
        'absente',
        missing.map((name) => `« ${name} »`),
      ),
      say(
        'en double',
        twice.map((name) => `« ${name} »`),
      ),
      vintages.size > 1 ? say('d’années différentes', [...vintages.values()]) : '',
    ];
    const said = differences.filter((text) => text !== '').join(' ; ');
    best = {
      shared,
      missing: missing.length,
      header,
      differences: ` La source la plus proche est ${source.id} : ${said}.`,
    };
  }
  return best;
}

function say(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${what} ${names.slice(0, SHOWN_COLUMNS).join(', ')}${names.length > SHOWN_COLUMNS ? '…' : ''}`;
}

/** Of sources with the same header, the one whose level knows most of the codes, then whose territories the file holds most of. */
async function byCodes(
  path: string,
  bytes: Buffer,
  sources: readonly TableSource[],
  geography: Geography,
): Promise<TableSource | undefined> {
  const scores = [];
  const read = new Map<string, TableRows>();
  for (const source of sources) {
    const key = keyOf(source);
    const table = read.get(key) ?? (await readRows(path, bytes, source));
    read.set(key, table);
    const { header, rows } = table;
    const { code } = matchHeader(basename(path), header, source);
    const codes = new Set(rows.map((row) => territoryCode(row, code, source)));
    const { isKnown, size } = LEVELS[source.geography.level](geography);
    const known = [...codes].filter(isKnown).length;
    scores.push({ source, known: known / codes.size, held: known / size });
  }
  const [best] = scores.sort((left, right) => right.known - left.known || right.held - left.held);
  return best && best.known >= KNOWN_CODES ? best.source : undefined;
}

type Level = { readonly isKnown: (code: string) => boolean; readonly size: number };

const LEVELS: Readonly<Record<OfficialLevel, (geography: Geography) => Level>> = {
  commune: (geography) => ({
    isKnown: (code) => geography.resolve(code, geography.reference).kind !== 'unknown',
    size: geography.communes(geography.reference).size,
  }),
  // A SIREN tells an EPCI of any year, loaded or not.
  epci: (geography) => ({
    isKnown: (code) => /^\d{9}$/.test(code),
    size: geography.epciNames(geography.reference).size,
  }),
  departement: (geography) => among(geography.departements(geography.reference)),
  region: (geography) => among(geography.regions(geography.reference)),
  france: () => among(new Map(NATIONAL_CODES.map((code) => [code, undefined]))),
};

function among(codes: ReadonlyMap<string, unknown>): Level {
  return { isKnown: (code) => codes.has(code), size: codes.size };
}
