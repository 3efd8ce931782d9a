const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const UTF_8 = 0x800;
const ENCRYPTED = 0x41;

/** One entry, as the central directory of a ZIP archive announces it. */
export interface ArchiveDirectoryEntry {
  readonly name: string;
  /** Size once unpacked, in bytes: infinite for one that needs ZIP64. */
  readonly size: number;
  /** Size in the archive, in bytes. */
  readonly packed: number;
  /** Place of its content. */
  readonly start: number;
  readonly method: number;
  readonly encrypted: boolean;
}

/**
 * Entries of a ZIP archive; undefined when the bytes are no such archive or its directory is damaged. Format: PKWARE APPNOTE 4.3.7, 4.3.12
 * and 4.3.16.
 */
export function readDirectory(bytes: Buffer): readonly ArchiveDirectoryEntry[] | undefined {
  const end = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  const entries: ArchiveDirectoryEntry[] = [];
  let position = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (position + 46 > bytes.length || bytes.readUInt32LE(position) !== ENTRY) return undefined;
    const entry = readEntry(bytes, position);
    if (!entry) return undefined;
    entries.push(entry);
    position +=
      46 + bytes.readUInt16LE(position + 28) + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
  }
  return entries;
}

function readEntry(bytes: Buffer, at: number): ArchiveDirectoryEntry | undefined {
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) return undefined;
  const flags = bytes.readUInt16LE(at + 8);
  const size = bytes.readUInt32LE(at + 24);
  const packed = bytes.readUInt32LE(at + 20);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length) return undefined;
  return {
    name: bytes.toString(flags & UTF_8 ? 'utf8' : 'latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
    size: size === 0xffffffff ? Number.POSITIVE_INFINITY : size,
    packed,
    start,
    method: bytes.readUInt16LE(at + 10),
    encrypted: (flags & ENCRYPTED) !== 0,
  };
}
