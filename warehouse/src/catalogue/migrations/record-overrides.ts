import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A delivery that failed an audit and was published all the same says which, and for what reason. */
export class RecordOverrides implements MigrationInterface {
  readonly name = 'RecordOverrides1795400000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE load ADD COLUMN overrides jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE load DROP COLUMN overrides');
  }
}
