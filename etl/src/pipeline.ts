import {
  type BuildStep,
  type Input,
  type InputSource,
  type PublicationRecord,
  publish,
  writeInput,
} from '@boussole/warehouse';
import { prepareFolders } from './data-folders.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Progress } from './progress.ts';
import { checkQuarantine, quarantinedRows, writeQuarantine } from './quarantine.ts';
import { countDeliveries, type Errand, readErrand } from './read/deliveries.ts';

/** What became of one delivery. */
export interface LoadedDelivery {
  readonly input: Input;
  readonly repairs: Delivery['repairs'];
  readonly markers: Delivery['markers'];
  readonly geography: Delivery['geography'];
  /** Path of the CSV file of rows set aside, undefined when there are none. */
  readonly quarantine: string | undefined;
  readonly durationMs: number;
}

export interface LoadReport {
  readonly deliveries: readonly LoadedDelivery[];
  readonly publication: PublicationRecord;
  /** False when the deliveries were already those of the publication in service. */
  readonly changed: boolean;
}

export interface LoadOrder {
  readonly dataDirectory: string;
  readonly errands: readonly Errand[];
  readonly memoryMegabytes: number;
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
export async function load(order: LoadOrder, effects: Effects, progress: Progress): Promise<LoadReport> {
  await prepareFolders(order.dataDirectory);
  const deliveries = await readAll(order, effects, progress);
  const published = await publish({
    dataDirectory: order.dataDirectory,
    add: deliveries.map(({ input }) => input),
    now: effects.now(),
    memoryMegabytes: order.memoryMegabytes,
    progress: (step, done, total) => progress.advance(STEPS[step], done, total),
  });
  progress.stop();
  return { deliveries, ...published };
}

async function readAll(order: LoadOrder, effects: Effects, progress: Progress): Promise<LoadedDelivery[]> {
  const total = order.errands.reduce((sum, errand) => sum + countDeliveries(errand), 0);
  const loaded: LoadedDelivery[] = [];
  for (const errand of order.errands) {
    progress.advance('Lecture des sources', loaded.length, total);
    let started = effects.now();
    for await (const delivery of readErrand(errand)) {
      loaded.push(await store(order.dataDirectory, delivery, started, effects));
      progress.advance('Lecture des sources', loaded.length, total);
      started = effects.now();
    }
  }
  return loaded;
}

async function store(
  dataDirectory: string,
  delivery: Delivery,
  started: Date,
  effects: Effects,
): Promise<LoadedDelivery> {
  const folders = await prepareFolders(dataDirectory);
  const quarantine = await writeQuarantine(folders.quarantine, delivery);
  checkQuarantine(delivery);
  const quarantined = quarantinedRows(delivery);
  const input = await writeInput({
    dataDirectory,
    source: toInputSource(delivery),
    vintage: delivery.vintage,
    file: delivery.file,
    rows: { read: delivery.read, kept: delivery.read - quarantined, quarantined },
    loadedAt: started.toISOString(),
    tables: delivery.tables,
  });
  const { repairs, markers, geography } = delivery;
  return { input, repairs, markers, geography, quarantine, durationMs: effects.now().getTime() - started.getTime() };
}

function toInputSource({ source }: Delivery): InputSource {
  const { id, title, producer, licence, landingPage, priority } = source;
  return { id, title, producer, licence, landingPage, priority };
}
