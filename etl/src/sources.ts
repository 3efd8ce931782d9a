import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, type SourceDescriptor } from '@boussole/schema';
import { type ParsedSource, parseExtension } from './descriptor/parse-descriptor.ts';

const BUILT_IN = fileURLToPath(new URL('../sources', import.meta.url));

/** JSON Schema of descriptors, for editors. */
export const DESCRIPTOR_SCHEMA = fileURLToPath(new URL('../../schema/source.schema.json', import.meta.url));

/** Folder of a data directory that holds a user's own descriptors. */
export function sourcesFolder(dataDirectory: string): string {
  return join(dataDirectory, 'sources');
}

/**
 * Reads the source descriptors: the built-in ones, then the user's own, which may extend a built-in one and replace one of the same id.
 * Throws `SOURCE_INVALID` with the first problem's file and place.
 */
export async function readSources(dataDirectory: string): Promise<readonly SourceDescriptor[]> {
  const sources = new Map<string, ParsedSource>();
  let builtIn: ReadonlyMap<string, ParsedSource> = new Map();
  for (const folder of [BUILT_IN, sourcesFolder(dataDirectory)]) {
    const own = new Map<string, string>();
    for (const path of await listYaml(folder)) {
      const parsed = parseExtension(path, await readFile(path, 'utf8'), builtIn);
      const { source } = parsed;
      const first = own.get(source.id);
      if (first)
        throw failure('SOURCE_INVALID', {
          file: path,
          where: 'id',
          problem: `« ${source.id} » est déjà dans ${first}`,
        });
      own.set(source.id, path);
      sources.set(source.id, parsed);
    }
    builtIn = new Map(sources);
  }
  return [...sources.values()].map(({ source }) => source).sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Finds a source by its id; throws `SOURCE_UNKNOWN` with the ids that exist. */
export function findSource(sources: readonly SourceDescriptor[], id: string): SourceDescriptor {
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw failure('SOURCE_UNKNOWN', { source: id, known: sources.map((known) => known.id).join(', ') });
  return source;
}

async function listYaml(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw failure('FILE_UNREADABLE', { file: folder, problem: String(error) }, { cause: error });
  }
}
