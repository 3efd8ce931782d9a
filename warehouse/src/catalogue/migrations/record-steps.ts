import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A load says how long each of its steps took. */
export class RecordSteps implements MigrationInterface {
  readonly name = 'RecordSteps1795400000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE load ADD COLUMN steps jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE load DROP COLUMN steps');
  }
}
