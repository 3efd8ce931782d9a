import type { ErrorCode } from '@boussole/schema';
import { Column, type DataSource, Entity, In, IsNull, PrimaryColumn } from 'typeorm';
import { grouped, keyed } from './batches.ts';
import { isUuid } from './identifiers.ts';

/** What became of a delivery: in a publication, already there, or refused with the reason why. */
export const VERDICTS = ['PUBLISHED', 'UNCHANGED', 'REFUSED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Steps of a load, in their order: the first three are of one delivery, the others of the publication that it is part of. `read` holds
 * strict reading and conforming.
 */
export const LOAD_STEPS = [
  'read',
  'check',
  'store',
  'gather',
  'protect',
  'restate',
  'roll-up',
  'write',
  'audit',
  'switch',
] as const;

/** How long a step took, in milliseconds. */
export interface LoadStep {
  readonly step: (typeof LOAD_STEPS)[number];
  readonly durationMs: number;
}

/** One attempt to load one delivery. Refused ones are kept: what was not published is part of the history. */
export interface Load {
  readonly id: string;
  readonly source: string;
  readonly vintage: string | null;
  /** Id of the `Input`; null when the delivery was refused before it became one. */
  readonly inputId: string | null;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string } | null;
  readonly rows: { readonly read: number; readonly kept: number; readonly quarantined: number };
  /** Number of quarantined rows by error code. */
  readonly quarantine: Readonly<Partial<Record<ErrorCode, number>>>;
  /** ISO moment. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  /** Why it was refused: code and sentence of the error. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly publicationId: string | null;
  /** Convention that the source is under; what is said of its rows is then not told to everyone. */
  readonly convention: string | null;
  /** Audits that failed and were set aside, and why. */
  readonly overrides: readonly { readonly audit: string; readonly problem: string; readonly reason: string }[];
  /** What was done, in order; nothing for loads of earlier releases. */
  readonly steps: readonly LoadStep[];
}

type Optional = 'overrides' | 'convention' | 'steps';
export type NewLoad = Omit<Load, 'id' | Optional> & Partial<Pick<Load, Optional>>;

export interface LoadQueries {
  recordLoad(load: NewLoad): Promise<Load>;
  /** Latest first; `isPublic` leaves those of sources under convention out. */
  loads(question: {
    readonly source?: string;
    readonly isPublic?: boolean;
    readonly first: number;
    readonly offset?: number;
  }): Promise<readonly Load[]>;
  /** Unknown ids have no entry. */
  loadsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, Load>>;
  /** An entry per publication, empty when no load led to it. */
  loadsByPublications(publicationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Load[]>>;
}

@Entity('load')
export class LoadEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) source!: string;
  @Column({ type: 'text', nullable: true }) vintage!: string | null;
  @Column({ type: 'text', nullable: true, name: 'input_id' }) inputId!: string | null;
  @Column({ type: 'jsonb', nullable: true }) file!: Load['file'];
  @Column({ type: 'integer', name: 'rows_read' }) rowsRead!: number;
  @Column({ type: 'integer', name: 'rows_kept' }) rowsKept!: number;
  @Column({ type: 'integer', name: 'rows_quarantined' }) rowsQuarantined!: number;
  @Column({ type: 'jsonb' }) quarantine!: Load['quarantine'];
  @Column({ type: 'timestamptz', name: 'started_at' }) startedAt!: Date;
  @Column({ type: 'integer', name: 'duration_ms' }) durationMs!: number;
  @Column({ type: 'text' }) verdict!: Verdict;
  @Column({ type: 'jsonb', nullable: true }) problem!: Load['problem'];
  @Column({ type: 'text', nullable: true, name: 'publication_id' }) publicationId!: string | null;
  @Column({ type: 'text', nullable: true }) convention!: string | null;
  @Column({ type: 'jsonb' }) overrides!: Load['overrides'];
  @Column({ type: 'jsonb' }) steps!: Load['steps'];
}

export function loadQueries(database: DataSource, newId: () => string): LoadQueries {
  const loads = database.getRepository(LoadEntity);
  return {
    async recordLoad({ rows, startedAt, durationMs, overrides = [], convention = null, steps = [], ...rest }) {
      const entity = {
        ...rest,
        overrides,
        convention,
        steps,
        id: newId(),
        rowsRead: rows.read,
        rowsKept: rows.kept,
        rowsQuarantined: rows.quarantined,
        startedAt: new Date(startedAt),
        durationMs: Math.round(durationMs),
      };
      await loads.insert(entity);
      return toLoad(entity);
    },
    async loads({ source, isPublic = false, first, offset = 0 }) {
      const found = await loads.find({
        where: { ...(source !== undefined && { source }), ...(isPublic && { convention: IsNull() }) },
        order: { startedAt: 'DESC', id: 'ASC' },
        take: first,
        skip: offset,
      });
      return found.map(toLoad);
    },
    async loadsByIds(ids) {
      return keyed((await loads.findBy({ id: In(ids.filter(isUuid)) })).map(toLoad), (load) => load.id);
    },
    async loadsByPublications(publicationIds) {
      const found = await loads.find({
        where: { publicationId: In(publicationIds) },
        order: { startedAt: 'ASC', id: 'ASC' },
      });
      return grouped(publicationIds, found.map(toLoad), (load) => load.publicationId!);
    },
  };
}

function toLoad(entity: LoadEntity): Load {
  const { rowsRead, rowsKept, rowsQuarantined, startedAt, ...rest } = entity;
  return {
    ...rest,
    rows: { read: rowsRead, kept: rowsKept, quarantined: rowsQuarantined },
    startedAt: startedAt.toISOString(),
  };
}
