import { failure, TOKEN_SCOPES, type TokenScope } from '@boussole/schema';
import { Column, type DataSource, Entity, IsNull, PrimaryColumn } from 'typeorm';
import { checkName, isUuid } from '../identifiers.ts';
import { type Account, type AccountEntity, toAccount } from './accounts.ts';
import { hashSecret, newSecret } from './secret.ts';

/** A token that a program asks with. Its secret is shown once and never kept. */
export interface ApiToken {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** ISO moments. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** Whom a secret speaks for, and what for. */
export interface Bearer {
  readonly account: Account;
  readonly scopes: readonly TokenScope[];
  /** Undefined for a session. */
  readonly tokenId: string | undefined;
}

/** What a sign-in that was begun must find again when it comes back. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path of the dashboard to go back to. */
  readonly returnTo: string;
}

export interface CredentialQueries {
  /** Opens a session; returns its secret. `idToken` is what the provider asks for to end its own. */
  openSession(accountId: string, seconds: number, idToken?: string): Promise<string>;
  /** Undefined when there is no such session, it is over, or its account is disabled. */
  sessionOf(secret: string): Promise<Bearer | undefined>;
  /** Ends a session; returns the ID token that it was opened with. */
  endSession(secret: string): Promise<string | undefined>;
  /** Returns the token and its secret. Throws `ARGUMENT_INVALID`. */
  createToken(token: {
    readonly accountId: string;
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly days: number;
  }): Promise<{ readonly token: ApiToken; readonly secret: string }>;
  /** Undefined when there is no such token, it is over or revoked, or its account is disabled. */
  tokenOf(secret: string): Promise<Bearer | undefined>;
  /** Latest first; of everyone without an account. */
  tokens(accountId?: string): Promise<readonly ApiToken[]>;
  /** False when there is no such token of that account, or it was revoked already. */
  revokeToken(id: string, accountId?: string): Promise<boolean>;
  /** Makes a secret that opens one session of the local administrator, once. */
  createOneTimeSecret(seconds: number): Promise<string>;
  /** Takes the secret back: true once, false ever after. */
  redeemOneTimeSecret(secret: string): Promise<boolean>;
  /** Remembers a sign-in; returns the secret that its browser keeps. */
  beginSignIn(attempt: SignInAttempt, seconds: number): Promise<string>;
  /** Gives a sign-in back once; undefined for one that is unknown, over or already back. */
  finishSignIn(secret: string): Promise<SignInAttempt | undefined>;
}

@Entity('api_token')
export class ApiTokenEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) hash!: string;
  @Column({ type: 'uuid', name: 'account_id' }) accountId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', array: true }) scopes!: TokenScope[];
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
  @Column({ type: 'timestamptz', nullable: true, name: 'revoked_at' }) revokedAt!: Date | null;
}

/** Begins every secret of a token, so that one that leaks is recognised. */
const TOKEN_PREFIX = 'boussole_';
const DAYS_AT_MOST = 366;
const ACCOUNT = `a.id, a.issuer, a.subject, a.name, a.email, a.role, a.created_at AS "createdAt", a.disabled_at AS "disabledAt"`;

export function credentialQueries(database: DataSource, newId: () => string, now: () => Date): CredentialQueries {
  const tokens = database.getRepository(ApiTokenEntity);
  const after = (seconds: number): Date => new Date(now().getTime() + 1_000 * seconds);
  return {
    async openSession(accountId, seconds, idToken) {
      const secret = newSecret();
      await database.query('DELETE FROM session WHERE expires_at < $1', [now()]);
      await database.query(
        'INSERT INTO session (hash, account_id, created_at, expires_at, id_token) VALUES ($1, $2, $3, $4, $5)',
        [hashSecret(secret), accountId, now(), after(seconds), idToken ?? null],
      );
      return secret;
    },
    async sessionOf(secret) {
      const [account]: AccountEntity[] = await database.query(
        `SELECT ${ACCOUNT} FROM session JOIN account a ON a.id = account_id
         WHERE hash = $1 AND expires_at > $2 AND a.disabled_at IS NULL`,
        [hashSecret(secret), now()],
      );
      return account && { account: toAccount(account), scopes: TOKEN_SCOPES, tokenId: undefined };
    },
    async endSession(secret) {
      const [rows]: [{ id_token: string | null }[]] = await database.query(
        'DELETE FROM session WHERE hash = $1 RETURNING id_token',
        [hashSecret(secret)],
      );
      return rows[0]?.id_token ?? undefined;
    },
    async createToken({ accountId, name, scopes, days }) {
      checkScopes(scopes);
      if (!(days >= 1 && days <= DAYS_AT_MOST))
        throw failure('ARGUMENT_INVALID', { argument: 'days', problem: `de 1 à ${DAYS_AT_MOST} jours` });
      const secret = `${TOKEN_PREFIX}${newSecret()}`;
      const entity = {
        id: newId(),
        hash: hashSecret(secret),
        accountId,
        name: checkName(name),
        scopes: TOKEN_SCOPES.filter((scope) => scopes.includes(scope)),
        createdAt: now(),
        expiresAt: after(86_400 * days),
        revokedAt: null,
      };
      await tokens.insert(entity);
      return { token: toToken(entity), secret };
    },
    async tokenOf(secret) {
      if (!secret.startsWith(TOKEN_PREFIX)) return undefined;
      const [found]: (AccountEntity & { token: string; scopes: TokenScope[] })[] = await database.query(
        `SELECT ${ACCOUNT}, t.id AS token, t.scopes FROM api_token t JOIN account a ON a.id = account_id
         WHERE hash = $1 AND expires_at > $2 AND revoked_at IS NULL AND a.disabled_at IS NULL`,
        [hashSecret(secret), now()],
      );
      if (!found) return undefined;
      const { token, scopes, ...account } = found;
      return { account: toAccount(account), scopes, tokenId: token };
    },
    async tokens(accountId) {
      const found = await tokens.find({
        where: accountId === undefined ? {} : { accountId },
        order: { createdAt: 'DESC' },
      });
      return found.map(toToken);
    },
    async revokeToken(id, accountId) {
      if (!isUuid(id)) return false;
      const where = { id, revokedAt: IsNull(), ...(accountId !== undefined && { accountId }) };
      return (await tokens.update(where, { revokedAt: now() })).affected === 1;
    },
    async createOneTimeSecret(seconds) {
      const secret = newSecret();
      await database.query('INSERT INTO one_time_secret (hash, expires_at) VALUES ($1, $2)', [
        hashSecret(secret),
        after(seconds),
      ]);
      return secret;
    },
    async redeemOneTimeSecret(secret) {
      const [rows]: [{ expires_at: Date }[]] = await database.query(
        'DELETE FROM one_time_secret WHERE hash = $1 RETURNING expires_at',
        [hashSecret(secret)],
      );
      return rows[0] !== undefined && rows[0].expires_at > now();
    },
    async beginSignIn({ state, nonce, verifier, returnTo }, seconds) {
      const secret = newSecret();
      await database.query('DELETE FROM sign_in WHERE expires_at < $1', [now()]);
      await database.query(
        'INSERT INTO sign_in (hash, state, nonce, verifier, return_to, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [hashSecret(secret), state, nonce, verifier, returnTo, after(seconds)],
      );
      return secret;
    },
    async finishSignIn(secret) {
      const [rows]: [(SignInAttempt & { expires_at: Date })[]] = await database.query(
        'DELETE FROM sign_in WHERE hash = $1 RETURNING state, nonce, verifier, return_to AS "returnTo", expires_at',
        [hashSecret(secret)],
      );
      const [attempt] = rows;
      if (!attempt || attempt.expires_at <= now()) return undefined;
      const { state, nonce, verifier, returnTo } = attempt;
      return { state, nonce, verifier, returnTo };
    },
  };
}

function checkScopes(scopes: readonly TokenScope[]): void {
  const isKnown = scopes.length > 0 && scopes.every((scope) => TOKEN_SCOPES.includes(scope));
  if (isKnown) return;
  throw failure('ARGUMENT_INVALID', { argument: 'scopes', problem: `un ou plusieurs de ${TOKEN_SCOPES.join(', ')}` });
}

function toToken({ hash: _, createdAt, expiresAt, revokedAt, ...token }: ApiTokenEntity): ApiToken {
  return {
    ...token,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
