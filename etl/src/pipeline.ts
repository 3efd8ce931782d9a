import { type Catalogue, failure, type SourceDescriptor } from '@boussole/schema';
import {
  type BuildStep,
  currentInputs,
  type Geography,
  type Input,
  type InputSource,
  loadGeography,
  type PublicationRecord,
  publish,
  readCatalogue,
  type TableName,
  writeInput,
} from '@boussole/warehouse';
import {
  type AuditResult,
  auditDelivery,
  type OverriddenAudit,
  type Override,
  refuseFailures,
} from './audit/audit-delivery.ts';
import { prepareFolders } from './data-folders.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Settings } from './environment.ts';
import { hideSmallCounts } from './hide-small-counts.ts';
import type { Journal } from './journal.ts';
import type { Progress } from './progress.ts';
import { checkQuarantine, quarantinedRows } from './quarantine.ts';
import { writeQuarantine } from './quarantine-file.ts';
import { countDeliveries, type Errand, nameOf, readErrand } from './read/deliveries.ts';

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
}

export interface LoadReport {
  readonly deliveries: readonly LoadedDelivery[];
  readonly publication: PublicationRecord;
  /** False when the deliveries were already those of the publication in service. */
  readonly changed: boolean;
}

export interface LoadTools {
  readonly settings: Settings;
  readonly sources: readonly SourceDescriptor[];
  readonly effects: Effects;
  readonly progress: Progress;
  readonly journal: Journal;
  readonly acceptLoss: boolean;
  readonly overrides: readonly Override[];
}

const STEPS: Readonly<Record<BuildStep, string>> = {
  read: 'Assemblage des livraisons',
  restate: 'Passage entre millésimes',
  'roll-up': 'Agrégation des territoires',
  write: 'Écriture de la publication',
  audit: 'Contrôle de la publication',
  switch: 'Mise en service',
};

/** Reads, checks, conforms and publishes. Whatever fails, nothing is published and the publication in service stays. */
export async function load(errands: readonly Errand[], tools: LoadTools): Promise<LoadReport> {
  const { settings, effects, progress, journal } = tools;
  await prepareFolders(settings.dataDirectory);
  const startedAt = effects.now();
  const deliveries = await readAll(errands, tools);
  try {
    const published = await publish({
      dataDirectory: settings.dataDirectory,
      add: deliveries.map(({ input }) => input),
      now: effects.now(),
      acceptLoss: tools.acceptLoss,
      memoryMegabytes: settings.limits.duckdbMegabytes,
      progress: (step, done, total) => progress.advance(STEPS[step], done, total),
    });
    progress.stop();
    await journal.published(deliveries, published.publication, published.changed);
    return { deliveries, ...published };
  } catch (error) {
    progress.stop();
    const name = errands.map(nameOf).join(', ');
    const convention = conventionOf(undefined, tools);
    await journal.refused({ name, delivery: undefined, convention, startedAt, error });
    throw error;
  }
}

async function readAll(errands: readonly Errand[], tools: LoadTools): Promise<readonly LoadedDelivery[]> {
  const { settings, effects, progress, journal } = tools;
  const total = errands.reduce((sum, errand) => sum + countDeliveries(errand), 0);
  const loaded: LoadedDelivery[] = [];
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
    let delivery: Delivery | undefined;
    progress.advance('Lecture des sources', loaded.length, total);
    try {
      for await (delivery of readErrand(errand, surroundings)) {
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
        const protectedDelivery = protect(delivery, await catalogue());
        const kept = await store(settings.dataDirectory, protectedDelivery, startedAt, effects);
        const stored = { ...kept, audits, overridden };
        refuseSecond(loaded, stored);
        loaded.push(stored);
        if (GEOGRAPHIC.some((table) => delivery && table in delivery.tables)) described += 1;
        progress.advance('Lecture des sources', loaded.length, total);
        startedAt = effects.now();
        delivery = undefined;
      }
    } catch (error) {
      progress.stop();
      const convention = conventionOf(delivery, tools);
      await journal.refused({ name: nameOf(errand), delivery, convention, startedAt, error });
      throw error;
    }
  }
  return loaded;
}

/** What is said of a file that could not be read may repeat its figures: it may be of any source that is known. */
function conventionOf(delivery: Delivery | undefined, { sources }: LoadTools): string | null {
  const possible = delivery ? [delivery.source] : sources;
  return possible.find(({ access }) => access)?.access?.convention ?? null;
}

/** The delivery as it may be stored: what its convention asks to hide is not kept at all. */
function protect(delivery: Delivery, catalogue: Catalogue): Delivery {
  const { source, tables } = delivery;
  if (!tables.observation) return delivery;
  return { ...delivery, tables: { ...tables, observation: hideSmallCounts(tables.observation, source, catalogue) } };
}

const GEOGRAPHIC = ['commune', 'membership', 'movement'] as const satisfies readonly TableName[];

/** Of two different files of one source and vintage, the second would silently replace the first. */
function refuseSecond(loaded: readonly LoadedDelivery[], { input }: LoadedDelivery): void {
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
  startedAt: Date,
  effects: Effects,
): Promise<Omit<LoadedDelivery, 'audits' | 'overridden'>> {
  const folders = await prepareFolders(dataDirectory);
  const quarantine = await writeQuarantine(folders.quarantine, delivery);
  checkQuarantine(delivery);
  const quarantined = quarantinedRows(delivery);
  const { source, vintage, file, read } = delivery;
  const input = await writeInput({
    dataDirectory,
    source: toInputSource(source),
    vintage,
    file,
    rows: { read, kept: read - quarantined, quarantined },
    loadedAt: startedAt.toISOString(),
    tables,
  });
  return { delivery, input, quarantine, startedAt, durationMs: effects.now().getTime() - startedAt.getTime() };
}

function toInputSource(source: SourceDescriptor): InputSource {
  const { id, title, producer, licence, landingPage, priority, access } = source;
  return { id, title, producer, licence, landingPage, priority, ...(access && { access }) };
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
