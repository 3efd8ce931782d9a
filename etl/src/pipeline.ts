import { type BoussoleError, type Catalogue, failure, isBoussoleError, type SourceDescriptor } from '@boussole/schema';
import {
  currentInputs,
  type Geography,
  type Input,
  type LoadStep,
  listPublications,
  loadGeography,
  type PublicationRecord,
  publish,
  readCatalogue,
  refuseLosses,
  type TableName,
  writeInput,
} from '@boussole/warehouse';
import { noteAttempt, takeInterrupted } from './attempts.ts';
import {
  type AuditResult,
  auditDelivery,
  type OverriddenAudit,
  type Override,
  refuseFailures,
} from './audit/audit-delivery.ts';
import { dataFolders, prepareFolders } from './data-folders.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Settings } from './environment.ts';
import { hideSmallCounts, smallCounts } from './hide-small-counts.ts';
import { toInputSource } from './input-source.ts';
import type { Journal } from './journal.ts';
import { startMeter } from './meter.ts';
import { BUILD_STEPS, type Progress } from './progress.ts';
import { describeAgain, describeLeftOut } from './published-again.ts';
import { checkQuarantine, quarantinedRows } from './quarantine.ts';
import { removeUnpublished, writePublished, writeUnpublished } from './quarantine-file.ts';
import { type Errand, nameOf, readErrand } from './read/deliveries.ts';
import { repairQuarantines } from './repair-quarantines.ts';
import { Stopwatch } from './stopwatch.ts';

/** What became of one delivery; its tables are in the input and are not kept in memory. */
export interface LoadedDelivery {
  readonly delivery: Omit<Delivery, 'tables'>;
  readonly input: Input;
  /** Path of the CSV file of rows set aside, undefined when there are none. */
  readonly quarantine: string | undefined;
  readonly audits: readonly AuditResult[];
  /** Audits that failed and that a person set aside. */
  readonly overridden: readonly OverriddenAudit[];
  readonly startedAt: Date;
  readonly durationMs: number;
  /** What was done of it, up to its input. */
  readonly steps: readonly LoadStep[];
}

/** What could not be loaded, and why. */
export interface RefusedDelivery {
  readonly name: string;
  readonly error: BoussoleError;
  /** What could be read of it. */
  readonly delivery: Pick<Delivery, 'source' | 'vintage'> | undefined;
}

export interface LoadReport {
  readonly deliveries: readonly LoadedDelivery[];
  /** Left out because the person asked to keep going. */
  readonly refused: readonly RefusedDelivery[];
  readonly publication: PublicationRecord;
  /** False when the deliveries were already those of the publication in service. */
  readonly changed: boolean;
  /** What a person may wonder at in the publication, in French: why it is, or what it lacks. */
  readonly notes: readonly string[];
}

export interface LoadTools {
  readonly settings: Settings;
  readonly sources: readonly SourceDescriptor[];
  readonly effects: Effects;
  readonly progress: Progress;
  readonly journal: Journal;
  readonly acceptLoss: boolean;
  /** Publishes what is right when something is refused. */
  readonly keepGoing: boolean;
  readonly overrides: readonly Override[];
}

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

/** A delivery in its input, before anything is published: its rows set aside are with those of refusals. */
type ReadDelivery = Omit<LoadedDelivery, 'quarantine'>;

interface Read {
  readonly deliveries: readonly ReadDelivery[];
  readonly refused: readonly RefusedDelivery[];
}

async function readAll(errands: readonly Errand[], tools: LoadTools): Promise<Read> {
  const { settings, effects, progress, journal } = tools;
  const meter = await startMeter(errands, effects);
  const loaded: ReadDelivery[] = [];
  const refused: RefusedDelivery[] = [];
  let described = 0;
  const geography = whileUnchanged(
    () => described,
    async () => {
      const current = await currentInputs(settings.dataDirectory);
      return loadGeography(
        settings.dataDirectory,
        replace(
          current,
          loaded.map(({ input }) => input),
        ),
      );
    },
  );
  const catalogue = (): Promise<Catalogue> => readCatalogue(settings.dataDirectory);
  const surroundings = { sources: tools.sources, limits: settings.limits, geography, catalogue };
  const before = await currentInputs(settings.dataDirectory);
  for (const errand of errands) {
    let startedAt = effects.now();
    let watch = new Stopwatch(effects.now);
    let delivery: Delivery | undefined;
    watch.start('read');
    progress.advance(READING, meter.done(), meter.total, `${nameOf(errand)} : lecture`);
    const advance = (rows: number, share: number): void =>
      progress.within(READING, meter.within(errand, share), meter.total, meter.describe(nameOf(errand), rows));
    try {
      for await (delivery of readErrand(errand, { ...surroundings, advance })) {
        watch.start('check');
        await writeUnpublished(dataFolders(settings.dataDirectory).quarantine, delivery);
        const audits = await auditDelivery({
          delivery,
          observations: delivery.tables.observation ?? [],
          dataDirectory: settings.dataDirectory,
          inputs: [...before, ...loaded.map(({ input }) => input)],
          before,
          geography,
          catalogue: await catalogue(),
        });
        const overridden = refuseFailures(delivery.file.name, audits, tools.overrides);
        watch.start('store');
        const protectedDelivery = protect(delivery, await catalogue());
        const kept = await store(settings.dataDirectory, protectedDelivery, await catalogue(), startedAt, effects);
        const stored = { ...kept, audits, overridden, steps: watch.stop() };
        refuseSecond(loaded, stored);
        if (!tools.acceptLoss) refuseLosses(before, [stored.input]);
        loaded.push(stored);
        if (GEOGRAPHIC.some((table) => delivery && table in delivery.tables)) described += 1;
        const done = meter.add(errand, delivery.read);
        progress.advance(READING, done, meter.total, meter.describe(delivery.file.name, 0, delivery.read));
        startedAt = effects.now();
        watch = new Stopwatch(effects.now);
        watch.start('read');
        delivery = undefined;
      }
    } catch (error) {
      const convention = conventionOf(delivery, tools);
      const path = errand.kind === 'file' ? errand.path : undefined;
      await journal.refused({
        name: nameOf(errand),
        path,
        delivery,
        convention,
        startedAt,
        error,
        steps: watch.stop(),
      });
      if (!isBoussoleError(error) || error.code === 'DATA_DIRECTORY') {
        progress.stop();
        throw error;
      }
      refused.push({
        name: nameOf(errand),
        error,
        delivery: delivery && { source: delivery.source, vintage: delivery.vintage },
      });
      progress.advance(READING, meter.add(errand, 0), meter.total, `${nameOf(errand)} : refusé`);
    }
  }
  return { deliveries: loaded, refused };
}

const READING = 'Lecture et contrôle des livraisons';

/** What is said of a file that could not be read may repeat its figures: it may be of any source that is known. */
function conventionOf(delivery: Delivery | undefined, { sources }: LoadTools): string | null {
  const possible = delivery ? [delivery.source] : sources;
  return possible.find(({ access }) => access)?.access?.convention ?? null;
}

/** The delivery as it may be stored: what its convention or its secrecy asks to hide is not kept at all. */
function protect(delivery: Delivery, catalogue: Catalogue): Delivery {
  const { source, tables, markers } = delivery;
  if (!tables.observation) return delivery;
  const { secrecy } = toInputSource(source, catalogue, markers);
  const small = secrecy && !secrecy.below ? smallCounts(tables.observation, secrecy.threshold, catalogue) : [];
  const observation = hideSmallCounts(tables.observation, source, catalogue);
  return { ...delivery, tables: { ...tables, observation, ...(small.length > 0 && { small }) } };
}

const GEOGRAPHIC = ['commune', 'membership', 'movement'] as const satisfies readonly TableName[];

/** Of two different files of one source and vintage, the second would silently replace the first. */
function refuseSecond(loaded: readonly ReadDelivery[], { input }: ReadDelivery): void {
  const first = loaded.find(
    (other) => other.input.source.id === input.source.id && other.input.vintage === input.vintage,
  );
  if (!first || first.input.id === input.id) return;
  const { source, vintage, file } = input;
  throw failure('DELIVERY_TWICE', { file: file.name, first: first.input.file.name, source: source.title.fr, vintage });
}

async function store(
  dataDirectory: string,
  { tables, ...delivery }: Delivery,
  catalogue: Catalogue,
  startedAt: Date,
  effects: Effects,
): Promise<Pick<LoadedDelivery, 'delivery' | 'input' | 'startedAt' | 'durationMs'>> {
  checkQuarantine(delivery);
  const quarantined = quarantinedRows(delivery);
  const { source, vintage, file, read } = delivery;
  const input = await writeInput({
    dataDirectory,
    source: toInputSource(source, catalogue, delivery.markers),
    vintage,
    file,
    rows: { read, kept: read - quarantined, quarantined },
    loadedAt: startedAt.toISOString(),
    tables,
  });
  return {
    delivery,
    input,
    startedAt,
    durationMs: effects.now().getTime() - startedAt.getTime(),
  };
}

/** The inputs after a load: those of the same source and vintage are replaced. */
function replace(current: readonly Input[], added: readonly Input[]): readonly Input[] {
  const replaced = new Set(added.map(({ source, vintage }) => `${source.id} ${vintage}`));
  return [...current.filter(({ source, vintage }) => !replaced.has(`${source.id} ${vintage}`)), ...added];
}

/** Builds a geography when first asked for, and again when inputs that may describe one have come since. */
function whileUnchanged(count: () => number, read: () => Promise<Geography>): () => Promise<Geography> {
  let known: { readonly count: number; readonly geography: Promise<Geography> } | undefined;
  return () => {
    if (known?.count !== count()) known = { count: count(), geography: read() };
    return known.geography;
  };
}
