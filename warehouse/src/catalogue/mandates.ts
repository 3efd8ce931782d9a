import type { TerritoryId } from '@boussole/schema';
import { Column, type DataSource, Entity, In, IsNull, PrimaryColumn } from 'typeorm';

/** A term of office. Days are ISO; `to` is the first day that is no longer in it, null while it runs. */
export interface Mandate {
  readonly label: string;
  readonly from: string;
  readonly to: string | null;
}

export interface MandateQueries {
  /** Mandates of a territory, oldest first: its own when there are any, otherwise those of general municipal elections. */
  mandates(territory: TerritoryId): Promise<readonly Mandate[]>;
  /** The same for several territories at once; one entry each. */
  mandatesByTerritories(territories: readonly TerritoryId[]): Promise<ReadonlyMap<TerritoryId, readonly Mandate[]>>;
}

@Entity('mandate')
export class MandateEntity {
  @PrimaryColumn({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' }) id!: number;
  /** Null for the whole country. */
  @Column({ type: 'text', nullable: true, name: 'territory_id' }) territoryId!: TerritoryId | null;
  @Column({ type: 'text' }) label!: string;
  @Column({ type: 'date', name: 'from_day' }) from!: string;
  @Column({ type: 'date', nullable: true, name: 'to_day' }) to!: string | null;
}

export function mandateQueries(database: DataSource): MandateQueries {
  const mandates = database.getRepository(MandateEntity);

  async function mandatesByTerritories(territories: readonly TerritoryId[]) {
    const found = await mandates.find({
      where: [{ territoryId: IsNull() }, { territoryId: In(territories) }],
      order: { from: 'ASC', id: 'ASC' },
    });
    const of = (territoryId: TerritoryId | null) =>
      found.filter((mandate) => mandate.territoryId === territoryId).map(toMandate);
    const national = of(null);
    return new Map(
      territories.map((territory) => {
        const own = of(territory);
        return [territory, own.length > 0 ? own : national];
      }),
    );
  }

  return {
    mandatesByTerritories,
    async mandates(territory) {
      return (await mandatesByTerritories([territory])).get(territory)!;
    },
  };
}

function toMandate({ label, from, to }: MandateEntity): Mandate {
  return { label, from, to };
}
