import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Input } from '@boussole/warehouse';

/** Name, size and hash of a file; undefined when it cannot be read. */
export async function fingerprint(path: string): Promise<Input['file'] | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      const part: Buffer = chunk;
      hash.update(part);
      bytes += part.length;
    }
  } catch {
    return undefined; // what refused it says why
  }
  return { name: basename(path), bytes, sha256: hash.digest('hex') };
}
