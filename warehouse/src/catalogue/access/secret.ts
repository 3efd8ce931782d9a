import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once: 256 random bits, in 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. Nothing shorter than 256 random bits may be kept so: a plain hash does not slow guesses down. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
