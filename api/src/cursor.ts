import { createHash } from 'node:crypto';
import { failure } from '@boussole/schema';

/** Where a page starts, and in which publication: the pages of one reading never mix two publications. */
export interface Cursor {
  readonly offset: number;
  readonly publication: string;
}

/** Writes an opaque cursor that only the same question accepts. */
export function writeCursor(question: unknown, { offset, publication }: Cursor): string {
  return Buffer.from(JSON.stringify([offset, publication, hash(question)])).toString('base64url');
}

/** Reads a cursor written for the same question; throws `CURSOR_INVALID` for any other text. */
export function readCursor(question: unknown, text: string): Cursor {
  const [offset, publication, of]: unknown[] = parse(text);
  const isOurs =
    Number.isSafeInteger(offset) && Number(offset) >= 0 && typeof publication === 'string' && of === hash(question);
  if (!isOurs) throw failure('CURSOR_INVALID');
  return { offset: Number(offset), publication };
}

function parse(text: string): unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(content) ? content : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function hash(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}
