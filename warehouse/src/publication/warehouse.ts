import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { failure, type Limits } from '@boussole/schema';
import { conventionsToday, cubeUnderConventions, underConventions } from '../access/since.ts';
import { HotMemory } from '../cube/hot-memory.ts';
import { type OpenCube, openCube, type Usage } from '../cube/open-cube.ts';
import { readAhead } from '../cube/read-ahead.ts';
import type { Cube, PublicationRecord } from '../reading/cube-answers.ts';
import { readCube } from '../reading/cube-reader.ts';
import { dataPaths } from '../store/data-directory.ts';
import type { Input } from './input.ts';
import { compareFigures, countFigures, type DeliveryPair, type MovedFigures, pairDeliveries } from './moved-figures.ts';
import {
  CUBE_FILE,
  checkFiles,
  currentPublicationId,
  listPublications,
  readOpenable,
  rollback,
} from './publications.ts';

export interface WarehouseOptions {
  readonly dataDirectory: string;
  readonly limits: Limits;
  /** Told in English what happens to publications. */
  readonly log?: (message: string) => void;
}

interface Opened {
  readonly file: OpenCube;
  readonly cube: Cube;
  readers: number;
  closing: boolean;
}

/** A delivery that two publications do not have in common, and how many of its figures moved. */
export interface DeliveryChange extends DeliveryPair {
  readonly figures: MovedFigures;
}

const NOTHING_MOVED: MovedFigures = { added: 0, changed: 0, removed: 0 };
const MOVES_KEPT = 1_000;
const POLL_MILLISECONDS = 1_000;
/** Publications of the past kept open for those who read again what they read before. */
const PAST_KEPT = 2;
/** Share of the memory for series that is filled before anybody asks: the rest is left to what questions work out of them. */
const READ_AHEAD = 0.5;

/**
 * Reads publications. The current one is open; a switch of the pointer is noticed within a second, the new publication is opened
 * beside, and the old one closes when its last question is answered.
 */
export class Warehouse {
  readonly #options: WarehouseOptions;
  readonly #opened = new Map<string, Promise<Opened>>();
  /** Those of them that are open already. */
  readonly #ready = new Map<string, Opened>();
  readonly #moved = new Map<string, Promise<MovedFigures>>();
  /** That of all open publications. */
  readonly #memory: HotMemory;
  #current: string | undefined;
  #conventions = '[]';
  #closed = false;

  private constructor(options: WarehouseOptions) {
    this.#options = options;
    this.#memory = new HotMemory(options.limits.hotBytes);
  }

  /** Opens the current publication, if there is one, and watches for the next. */
  static async open(options: WarehouseOptions): Promise<Warehouse> {
    const warehouse = new Warehouse(options);
    await warehouse.#follow();
    watchFile(dataPaths(options.dataDirectory).pointer, { interval: POLL_MILLISECONDS, persistent: false }, () => {
      warehouse.#follow().catch((error: unknown) => options.log?.(`publication not opened: ${String(error)}`));
    });
    return warehouse;
  }

  /** Asks a question of a publication, by default the current one: at once when it is open. Throws `PUBLICATION_NONE` or `PUBLICATION_UNKNOWN`. */
  async read<T>(publication: string | undefined, question: (cube: Cube) => Promise<T> | T): Promise<T> {
    const id = publication ?? this.#current;
    if (this.#closed || id === undefined) throw failure('PUBLICATION_NONE');
    const opened = this.#ready.get(id) ?? (await this.#open(id));
    opened.readers++;
    try {
      return await question(opened.cube);
    } finally {
      this.#giveBack(opened);
    }
  }

  /** Holds a publication that is open until it is given back, by default the current one; undefined when it has to be opened. */
  hold(publication: string | undefined): { readonly cube: Cube; release(): void } | undefined {
    const opened = this.#closed ? undefined : this.#ready.get(publication ?? this.#current ?? '');
    if (!opened) return undefined;
    opened.readers++;
    return { cube: opened.cube, release: () => this.#giveBack(opened) };
  }

  #giveBack(opened: Opened): void {
    opened.readers--;
    if (opened.closing && opened.readers === 0) opened.file.close();
  }

  publications(): Promise<readonly PublicationRecord[]> {
    return listPublications(this.#options.dataDirectory);
  }

  /** What each open publication takes, by id. */
  async usage(): Promise<ReadonlyMap<string, Usage>> {
    const usages = [...this.#opened].map(async ([id, opened]) => [id, await (await opened).file.usage()] as const);
    return new Map(await Promise.all(usages));
  }

  /**
   * Compares two sets of deliveries figure by figure, as publications have them: what was added, replaced and removed. What was compared once
   * is remembered, as deliveries never change. Throws `LIMIT_EXCEEDED` when a comparison takes longer than a question may.
   */
  async changes(before: readonly Input[], after: readonly Input[]): Promise<readonly DeliveryChange[]> {
    const { dataDirectory, limits } = this.#options;
    const changes: DeliveryChange[] = [];
    for (const pair of pairDeliveries(before, after)) {
      const key = `${pair.before?.id} ${pair.after?.id}`;
      const moved = this.#moved.get(key) ?? movedBetween(dataDirectory, pair, limits);
      if (this.#moved.size >= MOVES_KEPT) this.#moved.clear();
      this.#moved.set(key, moved);
      moved.catch(() => this.#moved.delete(key));
      changes.push({ ...pair, figures: await moved });
    }
    return changes;
  }

  /** Puts the publication before the current one, or the one named, back in service; throws as `rollback`. */
  async rollBack(to?: string): Promise<PublicationRecord> {
    const publication = await rollback(this.#options.dataDirectory, to);
    await this.#follow();
    return publication;
  }

  /** Interrupts running questions and closes every publication. */
  async close(): Promise<void> {
    this.#closed = true;
    unwatchFile(dataPaths(this.#options.dataDirectory).pointer);
    for (const id of [...this.#opened.keys()]) await this.#retire(id);
  }

  async #follow(): Promise<void> {
    const id = await currentPublicationId(this.#options.dataDirectory);
    if (id === undefined || id === this.#current || this.#closed) return;
    const today = JSON.stringify([...conventionsToday(await this.publications())].sort());
    // What was open before a convention began is opened again under it.
    if (today !== this.#conventions) for (const opened of [...this.#opened.keys()]) await this.#retire(opened);
    this.#conventions = today;
    await this.#open(id);
    const before = this.#current;
    this.#current = id;
    this.#options.log?.(`publication ${id} in service`);
    this.#readAhead(id).catch((error: unknown) => this.#options.log?.(`series not read ahead: ${String(error)}`));
    const past = [...this.#opened.keys()].filter((opened) => opened !== id);
    for (const old of past.slice(0, Math.max(0, past.length - PAST_KEPT))) await this.#retire(old);
    if (before !== undefined) this.#options.log?.(`publication ${before} kept for questions already running`);
  }

  async #readAhead(id: string): Promise<void> {
    const opened = await this.#open(id);
    opened.readers++;
    try {
      const room = this.#options.limits.hotBytes * READ_AHEAD;
      await readAhead(opened.file, room, () => opened.closing || this.#current !== id);
    } finally {
      this.#giveBack(opened);
    }
  }

  #open(id: string): Promise<Opened> {
    const known = this.#opened.get(id);
    if (known) return known;
    const opened = this.#read(id);
    this.#opened.set(id, opened);
    opened.then(
      (ready) => {
        if (this.#opened.get(id) === opened) this.#ready.set(id, ready);
      },
      () => this.#opened.delete(id),
    );
    return opened;
  }

  async #read(id: string): Promise<Opened> {
    const { dataDirectory, limits } = this.#options;
    const publication = await readOpenable(dataDirectory, id);
    await checkFiles(dataDirectory, publication);
    const today = conventionsToday(await this.publications());
    const opened = await openCube(join(dataPaths(dataDirectory).publications, id, CUBE_FILE), limits, this.#memory);
    const file = cubeUnderConventions(opened, today);
    const current = (await currentPublicationId(dataDirectory)) === id;
    const inputs = underConventions(publication.inputs, today);
    const record = { ...publication, inputs, current, readable: true };
    return { file, cube: await readCube(file, record, limits), readers: 0, closing: false };
  }

  async #retire(id: string): Promise<void> {
    const retired = await this.#opened.get(id)?.catch(() => undefined);
    this.#opened.delete(id);
    this.#ready.delete(id);
    if (!retired) return;
    retired.closing = true;
    if (retired.readers === 0) retired.file.close();
  }
}

async function movedBetween(dataDirectory: string, pair: DeliveryPair, limits: Limits): Promise<MovedFigures> {
  const { before, after } = pair;
  if (!before && after) return { ...NOTHING_MOVED, added: await countFigures(dataDirectory, after) };
  if (before && !after) return { ...NOTHING_MOVED, removed: await countFigures(dataDirectory, before) };
  const counts = await compareFigures(dataDirectory, [pair], { limits });
  return [...counts.values()][0] ?? NOTHING_MOVED;
}
