import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A group that a member saves is of an organisation, whose members alone change it; those kept until now are of the server. */
export class OwnGroups implements MigrationInterface {
  readonly name = 'OwnGroups1795400100001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE territory_group ADD COLUMN organisation_id uuid REFERENCES organisation ON DELETE SET NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE territory_group DROP COLUMN organisation_id');
  }
}
