import { createHash } from 'node:crypto';

const KEPT = 1_000;
/** Characters of all that are kept. */
const KEPT_LENGTH = 1_048_576;
/** Longer ones are hashed each time: they would take more memory than they save time. */
const LONGEST = 16_384;
const hashes = new Map<string, string>();
let length = 0;

/** The SHA-256 of a document in hexadecimal, as persisted operations are known by; those met often are worked out once. */
export function hashOf(document: string): string {
  const known = hashes.get(document);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(document).digest('hex');
  if (document.length > LONGEST) return hash;
  if (hashes.size >= KEPT || length + document.length > KEPT_LENGTH) {
    hashes.clear();
    length = 0;
  }
  hashes.set(document, hash);
  length += document.length;
  return hash;
}
