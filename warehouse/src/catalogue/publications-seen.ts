import { Column, type DataSource, Entity, In, PrimaryColumn } from 'typeorm';
import { keyed } from './batches.ts';

/** A publication that was current at least once. Its row outlives its cube: a report may still name it. */
export interface PublicationSeen {
  readonly id: string;
  /** ISO moments. */
  readonly publishedAt: string;
  readonly firstSeenAt: string;
}

export interface PublicationSeenQueries {
  /** Remembers a publication; one already known keeps its first moment. */
  recordPublication(publication: Pick<PublicationSeen, 'id' | 'publishedAt'>): Promise<void>;
  /** Unknown ids have no entry. */
  publicationsSeenByIds(ids: readonly string[]): Promise<ReadonlyMap<string, PublicationSeen>>;
}

@Entity('publication_seen')
export class PublicationSeenEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'timestamptz', name: 'published_at' }) publishedAt!: Date;
  @Column({ type: 'timestamptz', name: 'first_seen_at' }) firstSeenAt!: Date;
}

export function publicationSeenQueries(database: DataSource, now: () => Date): PublicationSeenQueries {
  const publications = database.getRepository(PublicationSeenEntity);
  return {
    async recordPublication({ id, publishedAt }) {
      const entity = { id, publishedAt: new Date(publishedAt), firstSeenAt: now() };
      await publications.createQueryBuilder().insert().values(entity).orIgnore().execute();
    },
    async publicationsSeenByIds(ids) {
      return keyed(
        (await publications.findBy({ id: In(ids) })).map(toPublicationSeen),
        (publication) => publication.id,
      );
    },
  };
}

function toPublicationSeen({ id, publishedAt, firstSeenAt }: PublicationSeenEntity): PublicationSeen {
  return { id, publishedAt: publishedAt.toISOString(), firstSeenAt: firstSeenAt.toISOString() };
}
