import type { DataSource } from 'typeorm';
import { type AccountQueries, accountQueries } from './accounts.ts';
import { type CredentialQueries, credentialQueries } from './credentials.ts';
import { type GrantQueries, grantQueries } from './grants.ts';
import { type OrganisationQueries, organisationQueries } from './organisations.ts';
import { type ReadingQueries, readingQueries } from './readings.ts';

export type { Account, Identity } from './accounts.ts';
export type { ApiToken, Bearer, SignInAttempt } from './credentials.ts';
export type { Grant, NewGrant, OpenGrant } from './grants.ts';
export type { Organisation } from './organisations.ts';
export type { ReadingQueries, RestrictedReading } from './readings.ts';

/** Who may read datasets under convention, with what they prove it, and who did. */
export interface AccessQueries
  extends AccountQueries,
    OrganisationQueries,
    GrantQueries,
    CredentialQueries,
    ReadingQueries {}

export function accessQueries(database: DataSource, newId: () => string, now: () => Date): AccessQueries {
  return {
    ...accountQueries(database, newId, now),
    ...organisationQueries(database, newId, now),
    ...grantQueries(database, newId, now),
    ...credentialQueries(database, newId, now),
    ...readingQueries(database, now),
  };
}
