import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes of communes mean something only with the vintage they are of; groups kept until now are of the year in which they were saved. */
export class DateGroups implements MigrationInterface {
  readonly name = 'DateGroups1795400000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE territory_group ADD COLUMN cog integer');
    await runner.query('UPDATE territory_group SET cog = extract(year FROM updated_at)');
    await runner.query('ALTER TABLE territory_group ALTER COLUMN cog SET NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE territory_group DROP COLUMN cog');
  }
}
