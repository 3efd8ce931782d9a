import type { BoussoleError } from '@boussole/schema';
import type { Input, LoadStep, PublicationRecord } from '@boussole/warehouse';
import type { AuditResult, OverriddenAudit } from './audit/audit-delivery.ts';
import type { Delivery } from './delivery.ts';

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

/** A delivery in its input, before anything is published: its rows set aside are with those of refusals. */
export type ReadDelivery = Omit<LoadedDelivery, 'quarantine'>;
