import { failure } from '@boussole/schema';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { checkName, isUuid } from '../identifiers.ts';

/** An organisation that conventions give rights to: a CCAS, an EPCI, an observatory. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** 14 digits; those whom a provider says to speak for it are members as long as it says so. */
  readonly siret: string | null;
}

export interface OrganisationQueries {
  /** By name. */
  organisations(): Promise<readonly Organisation[]>;
  /** By id, SIRET or name; throws `ORGANISATION_UNKNOWN`. */
  findOrganisation(named: string): Promise<Organisation>;
  /** Throws `ARGUMENT_INVALID` for a name or a SIRET that is taken or is none. */
  createOrganisation(organisation: Pick<Organisation, 'name' | 'siret'>): Promise<Organisation>;
  addMember(organisationId: string, accountId: string): Promise<void>;
  /** False when it was no member. */
  removeMember(organisationId: string, accountId: string): Promise<boolean>;
  organisationsOf(accountId: string): Promise<readonly Organisation[]>;
}

@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) siret!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
}

export function organisationQueries(database: DataSource, newId: () => string, now: () => Date): OrganisationQueries {
  const organisations = database.getRepository(OrganisationEntity);
  return {
    async organisations() {
      const found = await organisations.find();
      return found.map(toOrganisation).sort((left, right) => left.name.localeCompare(right.name, 'fr'));
    },
    async findOrganisation(named) {
      const where = [{ name: named }, { siret: named }, ...(isUuid(named) ? [{ id: named }] : [])];
      const found = await organisations.findOne({ where });
      if (!found) throw failure('ORGANISATION_UNKNOWN', { organisation: named });
      return toOrganisation(found);
    },
    async createOrganisation({ name, siret }) {
      const entity = { id: newId(), name: checkName(name), siret: checkSiret(siret), createdAt: now() };
      const taken = await organisations.findOneBy([
        { name: entity.name },
        ...(entity.siret ? [{ siret: entity.siret }] : []),
      ]);
      if (taken) throw failure('ARGUMENT_INVALID', { argument: 'name', problem: `« ${taken.name} » existe déjà` });
      await organisations.insert(entity);
      return toOrganisation(entity);
    },
    async addMember(organisationId, accountId) {
      await database.query(
        `INSERT INTO membership (account_id, organisation_id, by_siret) VALUES ($1, $2, false)
         ON CONFLICT (account_id, organisation_id) DO UPDATE SET by_siret = false`,
        [accountId, organisationId],
      );
    },
    async removeMember(organisationId, accountId) {
      const [, removed]: [unknown, number] = await database.query(
        'DELETE FROM membership WHERE account_id = $1 AND organisation_id = $2',
        [accountId, organisationId],
      );
      return removed === 1;
    },
    organisationsOf: (accountId) =>
      database.query(
        `SELECT id, name, siret FROM organisation JOIN membership ON organisation_id = id WHERE account_id = $1 ORDER BY name`,
        [accountId],
      ),
  };
}

function checkSiret(siret: string | null): string | null {
  if (siret === null || /^\d{14}$/.test(siret)) return siret;
  throw failure('ARGUMENT_INVALID', { argument: 'siret', problem: '14 chiffres sont attendus' });
}

function toOrganisation({ id, name, siret }: OrganisationEntity): Organisation {
  return { id, name, siret };
}
