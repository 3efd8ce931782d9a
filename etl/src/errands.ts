import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { failure, type SourceDescriptor } from '@boussole/schema';
import { readQuarantine } from './quarantine-file.ts';
import type { Errand } from './read/deliveries.ts';
import { findSource } from './sources.ts';

export interface LoadRequest {
  /** Paths of files, or ids of embedded sources; nothing stands for all embedded sources and the whole inbox. */
  readonly items: readonly string[];
  readonly source?: string;
  readonly vintage?: string;
  /** Path of a quarantine whose corrections are applied to the files. */
  readonly corrections?: string;
  /** Publishes files that have lost most of the rows of those they replace. */
  readonly acceptLoss?: boolean;
  /** Publishes the files that are right when others are refused. */
  readonly keepGoing?: boolean;
  /** Audits to set aside when they fail, and why. */
  readonly override?: readonly string[];
  readonly reason?: string;
  /** Who drew the outlines that are loaded. */
  readonly credit?: string;
}

/** Says what a request makes read, in order. Throws `FILE_NOT_FOUND` or `SOURCE_UNKNOWN`. */
export async function planErrands(
  request: LoadRequest,
  sources: readonly SourceDescriptor[],
  inbox: string,
): Promise<readonly Errand[]> {
  const told = {
    source: request.source === undefined ? undefined : findSource(sources, request.source),
    vintage: request.vintage,
    ...(request.corrections === undefined ? {} : { corrections: await readQuarantine(request.corrections) }),
  };
  const toFile = (path: string): Errand => ({ kind: 'file', path, ...told });
  if (request.items.length === 0) return [...sources.flatMap(toEmbedded), ...(await listFiles(inbox)).map(toFile)];
  return Promise.all(request.items.map((item) => planItem(item, sources, toFile)));
}

async function planItem(
  item: string,
  sources: readonly SourceDescriptor[],
  toFile: (path: string) => Errand,
): Promise<Errand> {
  const kind = await kindOf(item);
  if (kind === 'file') return toFile(resolve(item));
  if (kind === 'folder' && /[./\\]/.test(item)) {
    const problem = `c’est un dossier : donnez ses fichiers, comme ${join(item, '*.csv')}`;
    throw failure('ARGUMENT_INVALID', { argument: item, problem });
  }
  if (/[./\\]/.test(item)) throw failure('FILE_NOT_FOUND', { file: item });
  const source = findSource(sources, item);
  const [embedded] = toEmbedded(source);
  if (embedded) return embedded;
  throw failure('ARGUMENT_INVALID', {
    argument: item,
    problem:
      'cette source se lit dans un fichier : donnez le chemin du fichier, ou déposez-le dans la boîte de réception',
  });
}

/** What must be read before these errands for their codes to be understood: everything embedded, where nothing was ever published. */
export function withGeography(
  errands: readonly Errand[],
  sources: readonly SourceDescriptor[],
  isPublished: boolean,
): readonly Errand[] {
  if (isPublished || errands.some(({ kind }) => kind === 'embedded')) return errands;
  return [...sources.flatMap(toEmbedded), ...errands];
}

/** Ids of the sources whose data come with the program. */
export function embeddedIds(sources: readonly SourceDescriptor[]): readonly string[] {
  return sources.filter((source) => toEmbedded(source).length > 0).map(({ id }) => id);
}

function toEmbedded(source: SourceDescriptor): Errand[] {
  return source.reader === 'cog-packages' ? [{ kind: 'embedded', source }] : [];
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name))
    .sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined; // what cannot be looked at may still be the id of a source
  }
}
