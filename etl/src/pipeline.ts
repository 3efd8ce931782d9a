import { failure } from '@boussole/schema';
import { currentInputs, listPublications, type PublicationRecord, publish } from '@boussole/warehouse';
import { noteAttempt, takeInterrupted } from './attempts.ts';
import { dataFolders, prepareFolders } from './data-folders.ts';
import type { LoadedDelivery, LoadReport, ReadDelivery, RefusedDelivery } from './load-report.ts';
import { conventionOf, type LoadTools } from './load-tools.ts';
import { BUILD_STEPS } from './progress.ts';
import { describeAgain, describeLeftOut } from './published-again.ts';
import { removeUnpublished, writePublished } from './quarantine-file.ts';
import { type Errand, nameOf } from './read/deliveries.ts';
import { readAll } from './read-and-check.ts';
import { repairQuarantines } from './repair-quarantines.ts';
import { Stopwatch } from './stopwatch.ts';

/**
 * Reads, checks, conforms and publishes. Every delivery is read before any refusal is told, all of them at once: nothing is then published,
 * unless asked to keep going. Whatever fails, the publication in service stays.
 */
export async function load(errands: readonly Errand[], tools: LoadTools): Promise<LoadReport> {
  const { settings, effects, journal } = tools;
  await prepareFolders(settings.dataDirectory);
  const kept = await listPublications(settings.dataDirectory);
  await repair(settings.dataDirectory, kept);
  const { temporary } = dataFolders(settings.dataDirectory);
  for (const attempt of await takeInterrupted(temporary)) await journal.interrupted(attempt);
  const startedAt = effects.now();
  const name = errands.map(nameOf).join(', ');
  const convention = conventionOf(undefined, tools);
  const end = await noteAttempt(temporary, { name, convention, startedAt: startedAt.toISOString() });
  try {
    return await publishAll(errands, tools, { name, convention, startedAt, kept });
  } finally {
    await end();
  }
}

interface Begun {
  readonly name: string;
  readonly convention: string | null;
  readonly startedAt: Date;
  /** Publications that there were. */
  readonly kept: readonly PublicationRecord[];
}

async function publishAll(
  errands: readonly Errand[],
  tools: LoadTools,
  { name, convention, startedAt, kept }: Begun,
): Promise<LoadReport> {
  const { settings, effects, progress, journal } = tools;
  const { deliveries: read, refused } = await readAll(errands, tools);
  progress.stop();
  refuseAll(refused, read.length, tools.keepGoing);
  const watch = new Stopwatch(effects.now);
  try {
    const published = await publish({
      dataDirectory: settings.dataDirectory,
      add: read.map(({ input }) => input),
      now: effects.now(),
      acceptLoss: tools.acceptLoss,
      memoryMegabytes: settings.limits.duckdbMegabytes,
      progress: (step, done, total) => {
        watch.start(step === 'read' ? 'gather' : step);
        progress.advance(BUILD_STEPS[step], done, total);
      },
    });
    progress.stop();
    const deliveries = await keepQuarantines(settings.dataDirectory, read, refused);
    await journal.published({ deliveries, ...published, steps: watch.stop() });
    const before = kept.find(({ current }) => current)?.inputs ?? [];
    const { inputs } = published.publication;
    const again = published.changed ? describeAgain(before, inputs) : [];
    return { deliveries, refused, ...published, notes: [...again, ...describeLeftOut(kept, inputs)] };
  } catch (error) {
    progress.stop();
    await journal.refused({ name, delivery: undefined, convention, startedAt, error, steps: watch.stop() });
    throw error;
  }
}

/** Finishes what a load that was killed left undone. */
async function repair(dataDirectory: string, kept: readonly PublicationRecord[]): Promise<void> {
  const current = kept.find((publication) => publication.current);
  if (!current) return;
  const inputs = await currentInputs(dataDirectory);
  await repairQuarantines(dataFolders(dataDirectory).quarantine, inputs, new Date(current.publishedAt));
}

/** Puts the rows set aside of what is published where they are looked for; those of what was refused stay beside. */
async function keepQuarantines(
  dataDirectory: string,
  deliveries: readonly ReadDelivery[],
  refused: readonly RefusedDelivery[],
): Promise<readonly LoadedDelivery[]> {
  const folder = dataFolders(dataDirectory).quarantine;
  const kept: LoadedDelivery[] = [];
  for (const loaded of deliveries) {
    const { delivery } = loaded;
    kept.push({ ...loaded, quarantine: await writePublished(folder, delivery) });
    const isOther = refused.some(
      (other) => other.delivery?.source.id === delivery.source.id && other.delivery.vintage === delivery.vintage,
    );
    if (!isOther) await removeUnpublished(folder, delivery);
  }
  return kept;
}

/** Throws what was refused, as it is when it is all there is. */
function refuseAll(refused: readonly RefusedDelivery[], read: number, keepGoing: boolean): void {
  const [first] = refused;
  if (!first || (keepGoing && read > 0)) return;
  if (refused.length + read === 1) throw first.error;
  const fate =
    read === 0
      ? 'rien n’est publié'
      : 'rien n’est publié (corrigez-les, retirez-les, ou publiez les autres avec --keep-going)';
  const problems = refused.map(({ error }) => `\n- ${error.message}`).join('');
  const total = refused.length + read;
  throw failure('DELIVERIES_REFUSED', { refused: refused.length, total, problems, fate }, { cause: first.error });
}
