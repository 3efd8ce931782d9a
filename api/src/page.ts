import { failure } from '@boussole/schema';
import { toOffset, toPageSize } from './arguments.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Lease } from './lease.ts';

export interface PageRequest {
  readonly first: number;
  readonly after: string | undefined;
  /** Rows to skip after the cursor. */
  readonly skip?: number;
}

export interface OpenPage {
  readonly lease: Lease;
  readonly offset: number;
  readonly limit: number;
  /** Cursor of the row at `index` in this page. */
  cursor(index: number): string;
}

/**
 * Opens the page of a question that a cursor points to. Without an explicit publication the cursor's own is read again, so that a new
 * publication between two pages changes nothing. Throws `CURSOR_INVALID` when the cursor is of another question or publication.
 */
export async function openPage(
  question: unknown,
  { first, after, skip = 0 }: PageRequest,
  publication: string | undefined,
  open: (publication: string | undefined) => Promise<Lease>,
): Promise<OpenPage> {
  const start = after === undefined ? undefined : readCursor(question, after);
  const lease = await open(publication ?? start?.publication);
  const id = lease.cube.publication.id;
  if (start && start.publication !== id) throw failure('CURSOR_INVALID');
  const offset = (start?.offset ?? 0) + toOffset(skip);
  return {
    lease,
    offset,
    limit: toPageSize(first, lease.limits),
    cursor: (index) => writeCursor(question, { offset: offset + index + 1, publication: id }),
  };
}
