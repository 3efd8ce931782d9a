import {
  failure,
  identifier,
  isDay,
  maybeTerritoryKey,
  OFFICIAL_LEVELS,
  type ReadGrant,
  type TerritoryId,
} from '@boussole/schema';
import { Column, type DataSource, Entity, IsNull, PrimaryColumn } from 'typeorm';
import { isUuid } from '../identifiers.ts';

/** What a convention lets an organisation read: the figures of these territories, until the end of a day. */
export interface Grant {
  readonly id: string;
  readonly organisationId: string;
  readonly convention: string;
  readonly territories: readonly TerritoryId[];
  /** ISO day, the last one on which it may be read. */
  readonly until: string;
  /** ISO moments. */
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** A grant that an account may use today, with the organisation that it has it from. */
export interface OpenGrant extends ReadGrant {
  readonly organisation: string;
  readonly until: string;
}

export type NewGrant = Pick<Grant, 'organisationId' | 'convention' | 'territories' | 'until'>;

export interface GrantQueries {
  /** Latest first, those that are over included. */
  grants(): Promise<readonly Grant[]>;
  /** Throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID`. Groups and parts of EPCI are refused: they may change hands. */
  createGrant(grant: NewGrant): Promise<Grant>;
  /** Ends a grant at once; false when there is none, or it was ended already. */
  revokeGrant(id: string): Promise<boolean>;
  /** What an account may read today besides public figures, through all its organisations. */
  accessOf(accountId: string): Promise<readonly OpenGrant[]>;
}

@Entity('access_grant')
export class GrantEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid', name: 'organisation_id' }) organisationId!: string;
  @Column({ type: 'text' }) convention!: string;
  @Column({ type: 'text', array: true }) territories!: TerritoryId[];
  @Column({ type: 'date', name: 'until_day' }) until!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', nullable: true, name: 'revoked_at' }) revokedAt!: Date | null;
}

export function grantQueries(database: DataSource, newId: () => string, now: () => Date): GrantQueries {
  const grants = database.getRepository(GrantEntity);
  return {
    async grants() {
      return (await grants.find({ order: { createdAt: 'DESC', id: 'ASC' } })).map(toGrant);
    },
    async createGrant({ organisationId, convention, territories, until }) {
      checkGrant(convention, territories, until);
      const entity = {
        id: newId(),
        organisationId,
        convention,
        territories: [...new Set(territories)],
        until,
        createdAt: now(),
        revokedAt: null,
      };
      await grants.insert(entity);
      return toGrant(entity);
    },
    async revokeGrant(id) {
      if (!isUuid(id)) return false;
      return (await grants.update({ id, revokedAt: IsNull() }, { revokedAt: now() })).affected === 1;
    },
    accessOf: (accountId) =>
      database.query(
        `SELECT convention, territories, name AS organisation, to_char(until_day, 'YYYY-MM-DD') AS until
         FROM access_grant g JOIN membership USING (organisation_id) JOIN organisation o ON o.id = organisation_id
         WHERE account_id = $1 AND revoked_at IS NULL AND until_day >= $2 ORDER BY convention, g.id`,
        [accountId, dayInFrance(now())],
      ),
  };
}

/** ISO day that a moment falls on in France, where conventions end. */
export function dayInFrance(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(moment);
}

function checkGrant(convention: string, territories: readonly TerritoryId[], until: string): void {
  if (!identifier.safeParse(convention).success)
    throw failure('ARGUMENT_INVALID', {
      argument: 'convention',
      problem: `« ${convention} » n’est pas un nom de convention`,
    });
  if (territories.length === 0)
    throw failure('ARGUMENT_INVALID', { argument: 'territories', problem: 'la liste est vide' });
  const invalid = territories.find((id) => {
    const key = maybeTerritoryKey(id);
    return !key || !OFFICIAL_LEVELS.some((level) => level === key.level);
  });
  if (invalid !== undefined) throw failure('TERRITORY_ID_INVALID', { id: invalid });
  if (!isDay(until))
    throw failure('ARGUMENT_INVALID', {
      argument: 'until',
      problem: `« ${until} » n’est pas un jour, exemple : 2027-12-31`,
    });
}

function toGrant({ createdAt, revokedAt, ...grant }: GrantEntity): Grant {
  return { ...grant, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
