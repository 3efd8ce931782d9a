import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the first release. */
export class CreateCatalogue implements MigrationInterface {
  readonly name = 'CreateCatalogue1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE load (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        vintage text,
        input_id text,
        file jsonb,
        rows_read integer NOT NULL CHECK (rows_read >= 0),
        rows_kept integer NOT NULL CHECK (rows_kept >= 0),
        rows_quarantined integer NOT NULL CHECK (rows_quarantined >= 0),
        quarantine jsonb NOT NULL,
        started_at timestamptz NOT NULL,
        duration_ms integer NOT NULL CHECK (duration_ms >= 0),
        verdict text NOT NULL CHECK (verdict IN ('PUBLISHED', 'UNCHANGED', 'REFUSED')),
        problem jsonb,
        publication_id text,
        CHECK ((verdict = 'REFUSED') = (problem IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX load_started_at ON load (started_at DESC)');
    await runner.query('CREATE INDEX load_publication_id ON load (publication_id)');
    await runner.query(`
      CREATE TABLE publication_seen (
        id text PRIMARY KEY,
        published_at timestamptz NOT NULL,
        first_seen_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE saved_view (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        state text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX saved_view_created_at ON saved_view (created_at DESC)');
    await runner.query(`
      CREATE TABLE territory_group (
        code text PRIMARY KEY,
        name text NOT NULL,
        description text NOT NULL,
        communes text[] NOT NULL CHECK (cardinality(communes) > 0),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE mandate (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        territory_id text,
        label text NOT NULL,
        from_day date NOT NULL,
        to_day date CHECK (to_day > from_day)
      )`);
    await runner.query('CREATE INDEX mandate_territory_id ON mandate (territory_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mandate, territory_group, saved_view, publication_seen, load');
  }
}
