import { basename } from 'node:path';
import { unzipSync } from 'fflate';

const MAXIMUM_UNCOMPRESSED = 512 * 2 ** 20;
const WORKBOOK = 'xl/workbook.xml';

export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
}

/** Names of the sheets of a workbook in their order, undefined when the bytes are not a workbook. */
export function sheetNames(bytes: Buffer): readonly string[] | undefined {
  try {
    const { [WORKBOOK]: description } = unzipSync(bytes, { filter: ({ name }) => name === WORKBOOK });
    if (!description) return undefined;
    const sheets = Buffer.from(description)
      .toString('utf8')
      .matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g);
    return [...sheets].map(([, name]) => fromEntities(name!));
  } catch {
    return undefined; // damaged: whoever reads it says so
  }
}

/** One file of an archive. */
export interface ArchiveEntry {
  /** Without its folders. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Why an archive cannot be read, in French. */
export class ArchiveProblem extends Error {}

/**
 * Files of figures in a ZIP archive, the largest first: data come before the metadata that are delivered with them. Throws an `ArchiveProblem`
 * when it is damaged, holds none, or is larger than `MAXIMUM_UNCOMPRESSED` once unpacked.
 */
export function unzip(bytes: Buffer): readonly ArchiveEntry[] {
  let total = 0;
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
    if (!/\.(csv|txt|xlsx|json|parquet)$/i.test(name) || name.startsWith('__MACOSX/')) return false;
    total += originalSize;
    if (total > MAXIMUM_UNCOMPRESSED)
      throw new ArchiveProblem(`plus de ${MAXIMUM_UNCOMPRESSED} octets une fois décompressée`);
    return true;
  };
  try {
    const entries = Object.entries(unzipSync(bytes, { filter }));
    if (entries.length === 0) throw new ArchiveProblem('elle ne contient aucun fichier CSV, XLSX, JSON ou Parquet');
    return entries
      .map(([name, content]) => ({ name: basename(name), bytes: Buffer.from(content) }))
      .sort((left, right) => right.bytes.length - left.bytes.length);
  } catch (error) {
    throw error instanceof ArchiveProblem ? error : new ArchiveProblem('elle est abîmée', { cause: error });
  }
}

function fromEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}
