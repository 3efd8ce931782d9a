import type { Limits } from '@boussole/schema';
import type { DeliveryChange, Input, OutlineReader, PeopleCatalogue, PublicationRecord } from '@boussole/warehouse';
import type { Logger } from 'pino';
import type { ViewKeeping } from './access/view-keeper.ts';
import type { Visitor } from './access/visitor.ts';
import type { Leases } from './lease.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers know of the request they answer. */
export interface RequestContext {
  readonly limits: Limits;
  readonly log: Logger;
  readonly leases: Leases;
  readonly catalogue: PeopleCatalogue;
  readonly loaders: Loaders;
  readonly outlines: OutlineReader;
  readonly visitor: Visitor;
  readonly views: ViewKeeping;
  /** Where to sign in; undefined when nobody can. */
  readonly signIn: string | undefined;
  /** Takes the bytes of the whole answer, and whether it is without errors. */
  readonly finish?: (body: Buffer, isWhole: boolean) => void;
  publications(): Promise<readonly PublicationRecord[]>;
  /** What distinguishes two sets of deliveries. */
  changes(before: readonly Input[], after: readonly Input[]): Promise<readonly DeliveryChange[]>;
  /** Puts the publication before the current one, or the one named, back in service, for everybody. */
  rollBack(to?: string): Promise<PublicationRecord>;
}
