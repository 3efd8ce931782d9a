import { open } from 'node:fs/promises';

const SNIFFED_BYTES = 4_096;
const KIND = /"type"\s*:\s*"(FeatureCollection|Topology)"/;

/** Whether a file holds outlines, GeoJSON or TopoJSON, whatever its name: its first or last bytes say so. */
export async function isOutlines(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false; // reading it says why
  try {
    const { size } = await file.stat();
    const read = async (position: number): Promise<string> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, position);
      return buffer.toString('latin1', 0, bytesRead);
    };
    const start = (await read(0)).replace(/^\u00ef\u00bb\u00bf/, '');
    if (!/^\s*\{/.test(start)) return false;
    return KIND.test(start) || (size > SNIFFED_BYTES && KIND.test(await read(size - SNIFFED_BYTES)));
  } finally {
    await file.close();
  }
}
