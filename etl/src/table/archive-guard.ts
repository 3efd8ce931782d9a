import { createInflateRaw } from 'node:zlib';
import { type ArchiveDirectoryEntry, readDirectory } from './zip-directory.ts';

const MAXIMUM_ENTRIES = 2_000;
const MAXIMUM_UNPACKED = 256 * 2 ** 20;
/** Above this size, an archive of figures does not shrink more than this: one that does is made to harm. */
const PLAIN_SIZE = 32 * 2 ** 20;
const MAXIMUM_RATIO = 100;
const PROLOG = 1_024;

/**
 * Says in French what in the directory of an archive or a workbook shows that it is made to harm: too many or too large entries, names that lead
 * elsewhere, encryption. Nothing is inflated.
 */
export function problemOutside(bytes: Buffer): string | undefined {
  const entries = readDirectory(bytes);
  if (!entries) return 'ce n’est pas une archive XLSX ou ZIP lisible';
  if (entries.length > MAXIMUM_ENTRIES) return `${entries.length} entrées, ${MAXIMUM_ENTRIES} admises`;
  const announced = entries.reduce((total, { size }) => total + size, 0);
  if (announced > MAXIMUM_UNPACKED) return `${announced} octets une fois décompressé, ${MAXIMUM_UNPACKED} admis`;
  if (announced > PLAIN_SIZE && announced > bytes.length * MAXIMUM_RATIO) {
    return `${announced} octets une fois décompressé, plus de ${MAXIMUM_RATIO} fois sa taille`;
  }
  return entries.map(problemOf).find((problem) => problem !== undefined);
}

/** Says in French what its entries show of it: sizes that lie, XML that declares entities. They are inflated a little at a time and kept nowhere. */
export async function problemWithin(bytes: Buffer): Promise<string | undefined> {
  for (const entry of readDirectory(bytes) ?? []) {
    const problem = await problemInside(bytes, entry);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf({ name, encrypted, method }: ArchiveDirectoryEntry): string | undefined {
  if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\0/.test(name)) return `une entrée mène hors de l’archive (${name})`;
  if (encrypted) return `l’entrée ${name} est chiffrée`;
  return method === STORED || method === DEFLATED ? undefined : `l’entrée ${name} est compressée d’une façon inconnue`;
}

const STORED = 0;
const DEFLATED = 8;

async function problemInside(bytes: Buffer, entry: ArchiveDirectoryEntry): Promise<string | undefined> {
  const content = bytes.subarray(entry.start, entry.start + entry.packed);
  if (entry.method === STORED) {
    return content.length === entry.size ? entitiesIn(entry, content) : lies(entry);
  }
  const inflate = createInflateRaw({ chunkSize: 2 ** 18 });
  inflate.end(content);
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      const problem = size === 0 ? entitiesIn(entry, chunk) : undefined;
      if (problem !== undefined) return problem;
      size += chunk.length;
      if (size > entry.size) return lies(entry);
    }
  } catch {
    return `l’entrée ${entry.name} est abîmée`;
  } finally {
    inflate.destroy();
  }
  return size === entry.size ? undefined : lies(entry);
}

function lies({ name, size }: ArchiveDirectoryEntry): string {
  return `l’entrée ${name} n’a pas la taille qu’elle annonce (${size} octets)`;
}

function entitiesIn({ name }: ArchiveDirectoryEntry, start: Buffer): string | undefined {
  if (!/\.(xml|rels|vml)$/i.test(name)) return undefined;
  const prolog = start.subarray(0, PROLOG).toString('latin1').replaceAll('\0', '');
  return /<!(DOCTYPE|ENTITY)/i.test(prolog) ? `l’entrée ${name} déclare des entités XML` : undefined;
}
