import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalogue, failure, LIMITS } from '@boussole/schema';
import { type BuildProgress, buildCube } from '../cube/build.ts';
import type { PublicationRecord } from '../reading/cube-answers.ts';
import { prepareDataDirectory } from '../store/data-directory.ts';
import { describeChanges } from './changes.ts';
import type { Input } from './input.ts';
import { withLock } from './lock.ts';
import { CHANGES_FILE, listMovedFigures } from './moved-figures.ts';
import {
  CUBE_FILE,
  CUBE_RELEASE,
  currentPublicationId,
  damagesOf,
  measureFiles,
  readableCubes,
  readPublication,
  type StoredPublication,
  switchTo,
} from './publications.ts';
import { readCatalogue } from './read-catalogue.ts';

const BUILDING = '.building-';

export interface PublishOptions {
  readonly dataDirectory: string;
  /** Inputs to add; each replaces the input of the same source and vintage. */
  readonly add: readonly Input[];
  readonly now: Date;
  /** Publishes deliveries that have lost most of what earlier ones had. */
  readonly acceptLoss?: boolean;
  readonly progress?: BuildProgress;
  readonly memoryMegabytes?: number;
}

export interface Published {
  readonly publication: PublicationRecord;
  /** False when the set of inputs, the catalogue and the release are those of the publication in service, which is whole: nothing was built. */
  readonly changed: boolean;
}

/**
 * Builds a publication beside, audits it, then makes it the current one by an atomic rename. Throws `LOAD_IN_PROGRESS`, `DELIVERY_SHRUNK`, `AUDIT_FAILED`,
 * `CATALOGUE_INVALID` or `DATA_DIRECTORY`; then, or when killed, the publication in service stays the one it was.
 */
export async function publish(options: PublishOptions): Promise<Published> {
  const paths = await prepareDataDirectory(options.dataDirectory);
  const catalogue = await readCatalogue(options.dataDirectory);
  return withLock(paths.lock, async () => {
    await removeUnfinished(paths.publications);
    const currentId = await currentPublicationId(options.dataDirectory);
    const before = currentId ? await readPublication(options.dataDirectory, currentId) : undefined;
    if (!options.acceptLoss) refuseLosses(before?.inputs ?? [], options.add);
    const inputs = merge(before?.inputs ?? [], options.add);
    const content = contentOf(inputs, catalogue);
    const isDamaged = before?.release === CUBE_RELEASE && (await damagesOf(options.dataDirectory, before)).length > 0;
    if (before?.release === CUBE_RELEASE && before.id.endsWith(content) && !isDamaged)
      return { publication: { ...before, current: true, readable: true }, changed: false };
    // Nobody is to go back to one that is damaged.
    const previous = isDamaged ? before.previous : before?.id;
    const publication = await build(options, catalogue, { inputs, before: before?.inputs ?? [], previous }, content);
    await switchTo(options.dataDirectory, publication.id);
    options.progress?.('switch', 1, 1);
    return { publication: { ...publication, current: true, readable: true }, changed: true };
  });
}

/** What a publication is made of, and what comes before it. */
interface Succession {
  readonly inputs: readonly Input[];
  /** Inputs of the publication in service. */
  readonly before: readonly Input[];
  /** Id of the one to go back to. */
  readonly previous: string | undefined;
}

async function build(
  options: PublishOptions,
  catalogue: Catalogue,
  { inputs, before, previous }: Succession,
  content: string,
): Promise<StoredPublication> {
  const { publications } = await prepareDataDirectory(options.dataDirectory);
  const publishedAt = options.now.toISOString();
  const id = `${publishedAt.replace(/[-:]/g, '').replace('.', '').replace('Z', '')}-${content}`;
  const folder = join(publications, `${BUILDING}${id}`);
  await mkdir(folder, { recursive: true });
  try {
    const { cells, problems, referenceVintage } = await buildCube({
      dataDirectory: options.dataDirectory,
      inputs,
      catalogue,
      earlier: await readableCubes(options.dataDirectory),
      folder,
      cubeFile: join(folder, CUBE_FILE),
      memoryMegabytes: options.memoryMegabytes ?? LIMITS.duckdbMegabytes.value,
      progress: options.progress ?? (() => undefined),
    });
    if (problems.length > 0) throw failure('AUDIT_FAILED', { problems: problems.join(' ; ') });
    const moved = await listMovedFigures(options.dataDirectory, before, inputs, join(folder, CHANGES_FILE));
    const publication: StoredPublication = {
      id,
      release: CUBE_RELEASE,
      publishedAt,
      cells,
      referenceVintage,
      inputs,
      changes: describeChanges(before, inputs, moved),
      ...(previous !== undefined && { previous }),
      files: await measureFiles(folder),
    };
    await writeFile(join(folder, 'publication.json'), `${JSON.stringify(publication, null, 2)}\n`, { flush: true });
    await rename(folder, join(publications, id));
    return publication;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Share of the rows of what it replaces, and of other vintages of its source, below which a delivery looks truncated. */
const KEPT_OF_REPLACED = 0.9;
const KEPT_OF_OTHERS = 0.5;

/** What is needed of an input to tell whether another lost rows. */
type Counted = Pick<Input, 'vintage' | 'file' | 'rows'> & { readonly source: Pick<Input['source'], 'id'> };

/** Throws `DELIVERY_SHRUNK` for an input that lost most of the rows of the one it replaces, or of another vintage of its source. */
export function refuseLosses(current: readonly Counted[], added: readonly Counted[]): void {
  for (const input of added) {
    for (const earlier of current) {
      if (earlier.source.id !== input.source.id) continue;
      const share = earlier.vintage === input.vintage ? KEPT_OF_REPLACED : KEPT_OF_OTHERS;
      if (input.rows.kept < share * earlier.rows.kept) {
        throw failure('DELIVERY_SHRUNK', {
          file: input.file.name,
          kept: input.rows.kept,
          before: earlier.rows.kept,
          earlier: `${earlier.file.name} (${earlier.vintage})`,
        });
      }
    }
  }
}

function merge(current: readonly Input[], added: readonly Input[]): readonly Input[] {
  const key = ({ source, vintage }: Input): string => `${source.id} ${vintage}`;
  const byKey = new Map([...current, ...added].map((input) => [key(input), input]));
  return [...byKey.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, input]) => input);
}

function contentOf(inputs: readonly Input[], { themes, measures, indicators, identities }: Catalogue): string {
  const text = JSON.stringify([
    CUBE_RELEASE,
    inputs.map(({ id }) => id),
    themes,
    [...measures.values()],
    [...indicators.values()],
    identities,
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What a killed build left behind is removed by the next one, under the lock. */
async function removeUnfinished(publications: string): Promise<void> {
  for (const name of await readdir(publications)) {
    if (name.startsWith(BUILDING)) await rm(join(publications, name), { recursive: true, force: true });
  }
}
