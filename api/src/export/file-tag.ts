import { createHash } from 'node:crypto';
import type { Cube } from '@boussole/warehouse';
import { programVersion } from '../program-version.ts';

/** All that the bytes of a file of public figures follow from. */
export interface FileOrigin {
  /** With the groups of communes that it knows. */
  readonly cube: Pick<Cube, 'publication' | 'groups'>;
  /** The question, the format and the parameters. */
  readonly address: string;
  readonly publicUrl: string;
  /** The day that the file tells; undefined when it tells none. */
  readonly day: string | undefined;
}

/** What tells a file of public figures from all others, without making it. */
export async function fileTag({ cube, address, publicUrl, day }: FileOrigin): Promise<string> {
  const { publication, groups } = cube;
  const origin = [await programVersion(), publication.id, groups, publicUrl, address, day];
  return createHash('sha256').update(JSON.stringify(origin)).digest('base64url').slice(0, 22);
}
