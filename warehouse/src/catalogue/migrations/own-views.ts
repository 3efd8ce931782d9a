import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A view is changed by whoever saved it: an account, or a browser that keeps a secret. Those kept until now are of nobody. */
export class OwnViews implements MigrationInterface {
  readonly name = 'OwnViews1795720200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE saved_view ADD COLUMN account_id uuid REFERENCES account ON DELETE SET NULL');
    await runner.query('ALTER TABLE saved_view ADD COLUMN keeper_hash text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE saved_view DROP COLUMN keeper_hash');
    await runner.query('ALTER TABLE saved_view DROP COLUMN account_id');
  }
}
