import { failure } from '@boussole/schema';
import { after, type Eventual } from '@boussole/warehouse';
import { toOffset, toPageSize } from './arguments.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
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
export function openPage(
  question: unknown,
  { first, after: cursor, skip = 0 }: PageRequest,
  publication: string | undefined,
  open: (publication: string | undefined) => Eventual<Lease>,
): Eventual<OpenPage> {
  const start = cursor === undefined ? undefined : readCursor(question, cursor);
  return after(open(publication ?? start?.publication), (lease) => pageOf(question, lease, start, { first, skip }));
}

function pageOf(
  question: unknown,
  lease: Lease,
  start: Cursor | undefined,
  { first, skip }: { readonly first: number; readonly skip: number },
): OpenPage {
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
