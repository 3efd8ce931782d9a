import { failure, maybeTerritoryKey, toTerritoryId, type Vintage } from '@boussole/schema';
import { Column, type DataSource, Entity, In, PrimaryColumn } from 'typeorm';
import { STRATUM } from '../reading/strata.ts';
import { keyed } from './batches.ts';
import { checkName } from './identifiers.ts';

/** A territory of a user's own: a set of communes. Its territory id is `groupe:<code>`. */
export interface TerritoryGroup {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** Codes of communes, sorted, each once. */
  readonly communes: readonly string[];
  /** COG vintage that the codes are of. */
  readonly vintage: Vintage;
  /** ISO moments. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewGroup extends Omit<TerritoryGroup, 'createdAt' | 'updatedAt'> {
  /** The organisation whose members may change it; null, or left out, for that of the server. */
  readonly organisationId?: string | null;
}

export interface GroupQueries {
  /** By name, in French order. */
  groups(): Promise<readonly TerritoryGroup[]>;
  /** Unknown codes have no entry. */
  groupsByCodes(codes: readonly string[]): Promise<ReadonlyMap<string, TerritoryGroup>>;
  /** Creates the group or replaces it. Throws `TERRITORY_ID_INVALID` or `ARGUMENT_INVALID`. */
  saveGroup(group: NewGroup): Promise<TerritoryGroup>;
  /** Id of the organisation that a group is of, null for the server's own; undefined when there is no such group. */
  groupOwner(code: string): Promise<string | null | undefined>;
  /** False when there is no such group. */
  deleteGroup(code: string): Promise<boolean>;
}

@Entity('territory_group')
export class TerritoryGroupEntity {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) description!: string;
  @Column({ type: 'text', array: true }) communes!: string[];
  @Column({ type: 'integer', name: 'cog' }) vintage!: Vintage;
  @Column({ type: 'uuid', nullable: true, name: 'organisation_id' }) organisationId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at' }) updatedAt!: Date;
}

export function groupQueries(database: DataSource, now: () => Date): GroupQueries {
  const groups = database.getRepository(TerritoryGroupEntity);
  return {
    async groups() {
      const found = await groups.find();
      return found.map(toGroup).sort((left, right) => left.name.localeCompare(right.name, 'fr'));
    },
    async groupsByCodes(codes) {
      return keyed((await groups.findBy({ code: In(codes) })).map(toGroup), (group) => group.code);
    },
    async saveGroup({ code, name, description, communes, vintage, organisationId = null }) {
      checkIds(code, communes);
      const moment = now();
      await groups.upsert(
        {
          code,
          name: checkName(name),
          description: description.trim(),
          communes: [...new Set(communes)].sort(),
          vintage,
          organisationId,
          updatedAt: moment,
          createdAt: (await groups.findOneBy({ code }))?.createdAt ?? moment,
        },
        ['code'],
      );
      return toGroup(await groups.findOneByOrFail({ code }));
    },
    async groupOwner(code) {
      return (await groups.findOneBy({ code }))?.organisationId;
    },
    async deleteGroup(code) {
      return (await groups.delete({ code })).affected === 1;
    },
  };
}

function checkIds(code: string, communes: readonly string[]): void {
  const ids = [toTerritoryId('groupe', code), ...communes.map((commune) => toTerritoryId('commune', commune))];
  const invalid = ids.find((id) => !maybeTerritoryKey(id));
  if (invalid) throw failure('TERRITORY_ID_INVALID', { id: invalid });
  if (code.startsWith(`${STRATUM}-`)) {
    const problem = `les codes qui commencent par « ${STRATUM}- » sont ceux des classes de population`;
    throw failure('ARGUMENT_INVALID', { argument: 'code', problem });
  }
  if (communes.length === 0) {
    throw failure('ARGUMENT_INVALID', { argument: 'communes', problem: 'un groupe réunit au moins une commune' });
  }
}

function toGroup({ createdAt, updatedAt, organisationId: _, ...group }: TerritoryGroupEntity): TerritoryGroup {
  return { ...group, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
