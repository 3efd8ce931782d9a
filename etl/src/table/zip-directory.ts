const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;

/**
 * Total size that the central directory of a ZIP archive announces, in bytes; undefined when it has none.
 * Format: PKWARE APPNOTE 4.3.12 and 4.3.16. An archive that needs ZIP64 is announced as infinite.
 */
export function uncompressedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return undefined;
  const entries = bytes.readUInt16LE(end + 10);
  let position = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (position + 46 > bytes.length || bytes.readUInt32LE(position) !== ENTRY) return undefined;
    const size = bytes.readUInt32LE(position + 24);
    total += size === 0xffffffff ? Number.POSITIVE_INFINITY : size;
    position +=
      46 + bytes.readUInt16LE(position + 28) + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
  }
  return total;
}
