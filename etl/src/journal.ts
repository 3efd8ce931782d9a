import { failure, isBoussoleError } from '@boussole/schema';
import {
  type LoadStep,
  type NewLoad,
  openCatalogue,
  type PeopleCatalogue,
  type PublicationRecord,
} from '@boussole/warehouse';
import type { Attempt } from './attempts.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Settings } from './environment.ts';
import { fingerprint } from './fingerprint.ts';
import type { LoadedDelivery } from './load-report.ts';
import { countReasons, quarantinedRows } from './quarantine.ts';

/** Where a load leaves a trace in the catalogue, whatever became of it. */
export interface Journal {
  published(load: PublishedLoad): Promise<void>;
  /** Records a load that died before its end. */
  interrupted(attempt: Attempt): Promise<void>;
  /** Records a refusal, under the convention that the file is under or may be. */
  refused(refusal: Refusal): Promise<void>;
  close(): Promise<void>;
}

export interface PublishedLoad {
  readonly deliveries: readonly LoadedDelivery[];
  readonly publication: PublicationRecord;
  readonly changed: boolean;
  /** Steps of the publication, which all its deliveries share. */
  readonly steps: readonly LoadStep[];
}

export interface Refusal {
  readonly name: string;
  /** The file that was read, when there is one. */
  readonly path?: string | undefined;
  /** What could be read before. */
  readonly delivery: Delivery | undefined;
  readonly convention: string | null;
  readonly startedAt: Date;
  readonly error: unknown;
  readonly steps: readonly LoadStep[];
}

/**
 * Opens the journal. A server named by `DATABASE_URL` that does not answer stops the load before it starts; without the embedded one the
 * load goes on, says so, and is not recorded.
 */
export async function openJournal(settings: Settings, effects: Effects): Promise<Journal> {
  const { dataDirectory, databaseUrl } = settings;
  const opening = openCatalogue({ dataDirectory, databaseUrl, now: effects.now });
  if (databaseUrl) await opening;
  const ready = opening.catch((error: unknown) => {
    if (!isBoussoleError(error)) throw error;
    effects.tell(`${error.message} Ce chargement ne sera pas inscrit à l’historique.`);
    return undefined;
  });
  ready.catch(() => undefined); // met again below, by whoever awaits it
  return new CatalogueJournal(ready, effects);
}

class CatalogueJournal implements Journal {
  readonly #catalogue: Promise<PeopleCatalogue | undefined>;
  readonly #effects: Effects;

  constructor(catalogue: Promise<PeopleCatalogue | undefined>, effects: Effects) {
    this.#catalogue = catalogue;
    this.#effects = effects;
  }

  async published({ deliveries, publication, changed, ...rest }: PublishedLoad): Promise<void> {
    const catalogue = await this.#catalogue;
    await catalogue?.recordPublication(publication);
    for (const { delivery, input, startedAt, durationMs, overridden, steps } of deliveries) {
      await catalogue?.recordLoad({
        ...describe(delivery),
        convention: delivery.source.access?.convention ?? null,
        inputId: input.id,
        startedAt: startedAt.toISOString(),
        durationMs,
        verdict: changed ? 'PUBLISHED' : 'UNCHANGED',
        problem: null,
        publicationId: publication.id,
        overrides: overridden,
        steps: [...steps, ...rest.steps],
      });
    }
  }

  async refused({ name, path, delivery, convention, startedAt, error, steps }: Refusal): Promise<void> {
    const catalogue = await this.#catalogue;
    const problem = isBoussoleError(error)
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL', message: 'Une erreur interne est survenue.' };
    const file = (path !== undefined && (await fingerprint(path))) || null;
    await catalogue?.recordLoad({
      ...(delivery ? describe(delivery) : { source: name, vintage: null, file, rows: NO_ROWS, quarantine: {} }),
      convention,
      inputId: null,
      startedAt: startedAt.toISOString(),
      durationMs: this.#effects.now().getTime() - startedAt.getTime(),
      verdict: 'REFUSED',
      problem,
      publicationId: null,
      steps,
    });
  }

  async interrupted({ name, convention, startedAt }: Attempt): Promise<void> {
    const { code, message } = failure('LOAD_INTERRUPTED');
    const catalogue = await this.#catalogue;
    await catalogue?.recordLoad({
      ...{ source: name, vintage: null, file: null, rows: NO_ROWS, quarantine: {} },
      convention,
      inputId: null,
      startedAt,
      durationMs: 0,
      verdict: 'REFUSED',
      problem: { code, message },
      publicationId: null,
    });
  }

  async close(): Promise<void> {
    const catalogue = await this.#catalogue;
    await catalogue?.close();
  }
}

const NO_ROWS = { read: 0, kept: 0, quarantined: 0 };

function describe(
  delivery: Pick<Delivery, 'source' | 'vintage' | 'file' | 'read' | 'quarantined'>,
): Pick<NewLoad, 'source' | 'vintage' | 'file' | 'rows' | 'quarantine'> {
  const quarantined = quarantinedRows(delivery);
  return {
    source: delivery.source.id,
    vintage: delivery.vintage,
    file: delivery.file,
    rows: { read: delivery.read, kept: delivery.read - quarantined, quarantined },
    quarantine: countReasons(delivery),
  };
}
