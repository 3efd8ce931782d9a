import { FRANCE, failure, isDay, maybeTerritoryKey, type TerritoryId } from '@boussole/schema';
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
  /**
   * Gives a territory mandates of its own, in place of those that it had: each starts on one of these ISO days and ends when the next one starts.
   * For `france:FR` they are those of every territory that has none of its own. Throws `TERRITORY_ID_INVALID` or `ARGUMENT_INVALID`.
   */
  saveMandates(territory: TerritoryId, starts: readonly string[]): Promise<readonly Mandate[]>;
  /** Gives a territory back the mandates of the country; false when it had none of its own. Throws as `saveMandates`. */
  resetMandates(territory: TerritoryId): Promise<boolean>;
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
    async saveMandates(territory, starts) {
      const territoryId = checkTerritory(territory) === FRANCE ? null : territory;
      const drafts = toMandates(starts).map((mandate) => ({ ...mandate, territoryId }));
      await database.transaction(async (manager) => {
        await manager.delete(MandateEntity, { territoryId: territoryId ?? IsNull() });
        await manager.insert(MandateEntity, drafts);
      });
      return drafts.map(({ label, from, to }) => ({ label, from, to }));
    },
    async resetMandates(territory) {
      if (checkTerritory(territory) === FRANCE) {
        throw refused('territory', 'les mandats de la France ne se retirent pas : donnez-en d’autres');
      }
      const { affected } = await mandates.delete({ territoryId: territory });
      return (affected ?? 0) > 0;
    },
  };
}

function toMandate({ label, from, to }: MandateEntity): Mandate {
  return { label, from, to };
}

const MOST_MANDATES = 50;

/** Mandates that start on these days, named by the years of their bounds. */
function toMandates(starts: readonly string[]): readonly Mandate[] {
  if (starts.length === 0 || starts.length > MOST_MANDATES) {
    throw refused('starts', `de 1 à ${MOST_MANDATES} dates de début sont attendues, et il y en a ${starts.length}`);
  }
  const wrong = starts.find((day) => !isDay(day));
  if (wrong !== undefined) throw refused('starts', `« ${wrong} » n’est pas une date, comme 2020-03-15`);
  const early = starts.find((day, index) => index > 0 && day <= starts[index - 1]!);
  if (early !== undefined)
    throw refused(
      'starts',
      `les dates vont de la plus ancienne à la plus récente, or ${early} est après une date plus tardive`,
    );
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? null;
    const [first, last] = [from.slice(0, 4), to?.slice(0, 4)];
    return { label: last === undefined ? `Mandat depuis ${first}` : `Mandat ${first}-${last}`, from, to };
  });
}

function checkTerritory(id: TerritoryId): TerritoryId {
  if (maybeTerritoryKey(id)) return id;
  throw failure('TERRITORY_ID_INVALID', { id });
}

function refused(argument: string, problem: string): Error {
  return failure('ARGUMENT_INVALID', { argument, problem });
}
