import { ACCOUNT_ROLES, type AccountRole, failure } from '@boussole/schema';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { checkName, isUuid } from '../identifiers.ts';

/** Somebody, or a program, that the server knows: (issuer, subject) is unique. */
export interface Account {
  readonly id: string;
  /** Address of the provider that vouches for it, or `local`. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: AccountRole;
  /** ISO moments. */
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

/** Whom a provider says that it is. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  /** SIRET of the organisation that it speaks for: 14 digits. */
  readonly siret: string | null;
}

/** Issuer of the accounts that the server makes itself. */
export const LOCAL_ISSUER = 'local';

export interface AccountQueries {
  accounts(): Promise<readonly Account[]>;
  /** By id, e-mail address or subject; throws `ACCOUNT_UNKNOWN`, or `ARGUMENT_INVALID` when several have that address. */
  findAccount(named: string): Promise<Account>;
  /** Creates the account of an identity as a reader, or brings its name, address and memberships by SIRET up to date. */
  recordIdentity(identity: Identity): Promise<Account>;
  /** Creates an account that no provider vouches for: a program, the first administrator. Replaces one of the same name. */
  createLocalAccount(name: string, role: AccountRole): Promise<Account>;
  /** Throws `ACCOUNT_UNKNOWN`. */
  setRole(id: string, role: AccountRole): Promise<Account>;
  /** Shuts an account at once, its sessions and tokens with it, or opens it again. Throws `ACCOUNT_UNKNOWN`. */
  setDisabled(id: string, disabled: boolean): Promise<Account>;
}

@Entity('account')
export class AccountEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) issuer!: string;
  @Column({ type: 'text' }) subject!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ type: 'text' }) role!: AccountRole;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', nullable: true, name: 'disabled_at' }) disabledAt!: Date | null;
}

export function accountQueries(database: DataSource, newId: () => string, now: () => Date): AccountQueries {
  const accounts = database.getRepository(AccountEntity);

  async function change(id: string, values: Partial<AccountEntity>): Promise<Account> {
    const changed = isUuid(id) && (await accounts.update({ id }, values)).affected === 1;
    if (!changed) throw failure('ACCOUNT_UNKNOWN', { account: id });
    return toAccount(await accounts.findOneByOrFail({ id }));
  }

  async function keep({ issuer, subject, ...said }: Pick<Account, 'issuer' | 'subject' | 'name' | 'email'>) {
    const draft = {
      id: newId(),
      issuer,
      subject,
      ...said,
      role: 'reader' as const,
      createdAt: now(),
      disabledAt: null,
    };
    await accounts
      .createQueryBuilder()
      .insert()
      .values(draft)
      .orUpdate(['name', 'email'], ['issuer', 'subject'])
      .execute();
    return accounts.findOneByOrFail({ issuer, subject });
  }

  return {
    async accounts() {
      return (await accounts.find({ order: { createdAt: 'ASC', id: 'ASC' } })).map(toAccount);
    },
    async findAccount(named) {
      const where = [{ subject: named }, { email: named }, ...(isUuid(named) ? [{ id: named }] : [])];
      const [found, second] = await accounts.find({ where, take: 2 });
      if (!found) throw failure('ACCOUNT_UNKNOWN', { account: named });
      if (second)
        throw failure('ARGUMENT_INVALID', {
          argument: 'account',
          problem: `plusieurs comptes répondent à « ${named} », donnez l’identifiant`,
        });
      return toAccount(found);
    },
    async recordIdentity({ siret, ...identity }) {
      const { id } = await keep(identity);
      await database.query('DELETE FROM membership WHERE account_id = $1 AND by_siret', [id]);
      await database.query(
        `INSERT INTO membership (account_id, organisation_id, by_siret)
         SELECT $1, id, true FROM organisation WHERE siret = $2 ON CONFLICT DO NOTHING`,
        [id, siret],
      );
      return toAccount(await accounts.findOneByOrFail({ id }));
    },
    async createLocalAccount(name, role) {
      const [checked, known] = [checkName(name), checkRole(role)];
      const { id } = await keep({ issuer: LOCAL_ISSUER, subject: checked, name: checked, email: null });
      return change(id, { role: known });
    },
    async setRole(id, role) {
      return change(id, { role: checkRole(role) });
    },
    setDisabled: (id, disabled) => change(id, { disabledAt: disabled ? now() : null }),
  };
}

function checkRole(role: string): AccountRole {
  const known = ACCOUNT_ROLES.find((candidate) => candidate === role);
  if (known) return known;
  throw failure('ARGUMENT_INVALID', {
    argument: 'role',
    problem: `« ${role} » n’est pas un rôle (${ACCOUNT_ROLES.join(', ')})`,
  });
}

export function toAccount({ createdAt, disabledAt, ...account }: AccountEntity): Account {
  return { ...account, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null };
}
