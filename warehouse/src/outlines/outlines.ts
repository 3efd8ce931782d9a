import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { failure, type OfficialLevel, type Vintage } from '@boussole/schema';
import { withLock } from '../publication/lock.ts';
import { dataPaths, isMissing, toDataDirectoryError, writeAtomically } from '../store/data-directory.ts';

export type OutlineLevel = Exclude<OfficialLevel, 'france'>;

/** Which outlines a file holds: those of a level at a vintage, of the whole country or of one département. */
export interface OutlineKey {
  readonly level: OutlineLevel;
  readonly vintage: Vintage;
  /** Code of the département; undefined for the whole country. */
  readonly departement?: string;
}

/** A file of outlines: TopoJSON in longitudes and latitudes (WGS 84), whose geometries have the codes of territories as ids. */
export interface Outlines extends OutlineKey {
  /** Hash of the TopoJSON, in hexadecimal: the same outlines have the same one. */
  readonly sha256: string;
  /** Size once compressed (gzip). */
  readonly bytes: number;
  readonly territories: number;
  /** Territories of that level and vintage that have no outline. */
  readonly missing: number;
  /** True when they were put together from outlines of a finer level. */
  readonly merged: boolean;
  /** Who drew them, or else the files that they come from: what has to stand beside a map. */
  readonly credits: readonly string[];
}

export interface OutlineDraft extends OutlineKey, Pick<Outlines, 'territories' | 'missing' | 'merged' | 'credits'> {
  /** TopoJSON. */
  readonly text: string;
}

/** Outlines that a data directory holds. They are geometry, not figures: no publication depends on them. */
export interface OutlineReader {
  /** Latest vintage first, then by level and département. */
  list(): Promise<readonly Outlines[]>;
  /** The TopoJSON of one of them, compressed (gzip). */
  read(outlines: Outlines): Promise<Buffer>;
}

const INDEX = 'index.json';

/** Those that were stored before credits were kept have none. */
type Stored = Omit<Outlines, 'credits'> & Partial<Pick<Outlines, 'credits'>>;

/** Opens the outlines of a data directory; new ones are seen at once. */
export function openOutlines(dataDirectory: string): OutlineReader {
  const folder = outlinesFolder(dataDirectory);
  return {
    list: () => readIndex(folder),
    read: ({ sha256 }) => readFile(join(folder, fileOf(sha256))),
  };
}

/** Stores outlines, each in a file named by its content; those of the same level, vintage and département are replaced. */
export async function storeOutlines(
  dataDirectory: string,
  drafts: readonly OutlineDraft[],
): Promise<readonly Outlines[]> {
  const folder = outlinesFolder(dataDirectory);
  try {
    await mkdir(folder, { recursive: true });
    return await withLock(join(folder, 'index.lock'), async () => {
      const stored: Outlines[] = [];
      for (const draft of drafts) stored.push(await writeOutlines(folder, draft));
      const replaced = new Set(stored.map(nameOfOutlines));
      const kept = (await readIndex(folder)).filter((outlines) => !replaced.has(nameOfOutlines(outlines)));
      await writeAtomically(join(folder, INDEX), `${JSON.stringify([...kept, ...stored].sort(inOrder), null, 1)}\n`);
      return stored;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) {
      throw toDataDirectoryError(dataDirectory, error);
    }
    throw error;
  }
}

/** Writes `commune-2025`, `commune-2025-69`: the name of outlines in addresses. */
export function nameOfOutlines({ level, vintage, departement }: OutlineKey): string {
  return [level, vintage, departement].filter((part) => part !== undefined).join('-');
}

/** Finds outlines by their name; throws `OUTLINES_UNKNOWN` with those of the whole country that there are. */
export function findOutlines(known: readonly Outlines[], name: string): Outlines {
  const found = known.find((outlines) => nameOfOutlines(outlines) === name);
  if (found) return found;
  const whole = known.filter(({ departement }) => departement === undefined).map(nameOfOutlines);
  throw failure('OUTLINES_UNKNOWN', { name, known: whole.join(', ') || 'aucun' });
}

async function writeOutlines(folder: string, { text, ...draft }: OutlineDraft): Promise<Outlines> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const target = join(folder, fileOf(sha256));
  let bytes = (await stat(target).catch(() => undefined))?.size;
  if (bytes === undefined) {
    const compressed = await promisify(gzip)(text, { level: 9 });
    const beside = join(folder, `.${sha256}.tmp`);
    try {
      await writeFile(beside, compressed, { flush: true });
      await rename(beside, target);
    } finally {
      await rm(beside, { force: true });
    }
    bytes = compressed.length;
  }
  return { ...draft, sha256, bytes };
}

async function readIndex(folder: string): Promise<readonly Outlines[]> {
  try {
    const stored = JSON.parse(await readFile(join(folder, INDEX), 'utf8')) as readonly Stored[]; // written by storeOutlines()
    return stored.map((outlines) => ({ credits: [], ...outlines }));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const LEVELS: readonly OutlineLevel[] = ['region', 'departement', 'epci', 'commune'];

function inOrder(left: Outlines, right: Outlines): number {
  return (
    right.vintage - left.vintage ||
    LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level) ||
    (left.departement ?? '').localeCompare(right.departement ?? '')
  );
}

function outlinesFolder(dataDirectory: string): string {
  return dataPaths(dataDirectory).outlines;
}

function fileOf(sha256: string): string {
  return `${sha256}.topojson.gz`;
}
