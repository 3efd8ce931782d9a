import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mandates that general municipal elections open: each starts on the day of the first round and ends when the next one starts. */
export class SeedMandates implements MigrationInterface {
  readonly name = 'SeedMandates1795400000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO mandate (territory_id, label, from_day, to_day) VALUES
        (NULL, 'Mandat 2008-2014', '2008-03-09', '2014-03-23'),
        (NULL, 'Mandat 2014-2020', '2014-03-23', '2020-03-15'),
        (NULL, 'Mandat 2020-2026', '2020-03-15', '2026-03-15'),
        (NULL, 'Mandat depuis 2026', '2026-03-15', NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM mandate WHERE territory_id IS NULL');
  }
}
