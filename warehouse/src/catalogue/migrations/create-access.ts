import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may read datasets under convention, and who did. Rows of `restricted_reading` are only ever added: nobody has the privilege to change
 * or remove them, the owner of the table included, and for a superuser, whom privileges do not bind, a trigger refuses it.
 */
export class CreateAccess implements MigrationInterface {
  readonly name = 'CreateAccess1795400100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$`);
    await runner.query(`
      CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON restricted_reading
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query('ALTER TABLE restricted_reading ENABLE ALWAYS TRIGGER only_added');
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON restricted_reading FROM PUBLIC, CURRENT_USER');
    await runner.query('ALTER TABLE load ADD COLUMN convention text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE load DROP COLUMN convention');
    await runner.query(
      'DROP TABLE restricted_reading, sign_in, one_time_secret, api_token, session, access_grant, membership, account, organisation',
    );
    await runner.query('DROP FUNCTION refuse_change');
  }
}

const TABLES = [
  `CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    siret text UNIQUE CHECK (siret ~ '^[0-9]{14}$'),
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE account (
    id uuid PRIMARY KEY,
    issuer text NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    email text,
    role text NOT NULL CHECK (role IN ('reader', 'statistician', 'administrator')),
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    UNIQUE (issuer, subject)
  )`,
  `CREATE TABLE membership (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    organisation_id uuid NOT NULL REFERENCES organisation ON DELETE CASCADE,
    by_siret boolean NOT NULL,
    PRIMARY KEY (account_id, organisation_id)
  )`,
  `CREATE TABLE access_grant (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation ON DELETE CASCADE,
    convention text NOT NULL,
    territories text[] NOT NULL CHECK (cardinality(territories) > 0),
    until_day date NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  'CREATE INDEX access_grant_organisation_id ON access_grant (organisation_id)',
  `CREATE TABLE session (
    hash text PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    id_token text
  )`,
  `CREATE TABLE api_token (
    id uuid PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    name text NOT NULL,
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  `CREATE TABLE one_time_secret (
    hash text PRIMARY KEY,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE TABLE sign_in (
    hash text PRIMARY KEY,
    state text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    return_to text NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE TABLE restricted_reading (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    read_at timestamptz NOT NULL,
    account_id uuid NOT NULL,
    account_name text NOT NULL,
    token_id uuid,
    organisations text[] NOT NULL,
    indicators text[] NOT NULL CHECK (cardinality(indicators) > 0),
    publication text NOT NULL,
    path text NOT NULL,
    question text NOT NULL,
    request text NOT NULL
  )`,
];
