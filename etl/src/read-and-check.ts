import { type Catalogue, failure, isBoussoleError } from '@boussole/schema';
import {
  currentInputs,
  type Geography,
  type Input,
  loadGeography,
  readCatalogue,
  refuseLosses,
  type TableName,
} from '@boussole/warehouse';
import { auditDelivery, refuseFailures } from './audit/audit-delivery.ts';
import { dataFolders } from './data-folders.ts';
import type { Delivery } from './delivery.ts';
import type { ReadDelivery, RefusedDelivery } from './load-report.ts';
import { conventionOf, type LoadTools } from './load-tools.ts';
import { startMeter } from './meter.ts';
import { writeUnpublished } from './quarantine-file.ts';
import { type Errand, nameOf, readErrand } from './read/deliveries.ts';
import { Stopwatch } from './stopwatch.ts';
import { storeDelivery } from './store-delivery.ts';

/** What could be read, and what was refused. */
interface Read {
  readonly deliveries: readonly ReadDelivery[];
  readonly refused: readonly RefusedDelivery[];
}

/** Reads, checks and stores every delivery; throws only what refuses all of them. */
export async function readAll(errands: readonly Errand[], tools: LoadTools): Promise<Read> {
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
        const kept = await storeDelivery(settings.dataDirectory, delivery, await catalogue(), startedAt, effects);
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
