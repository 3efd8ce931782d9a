import { join } from 'node:path';
import { openCatalogue, type PeopleCatalogue } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/boussole.ts';
import { boussoleHere } from './support/boussole-here.ts';

describe('the commands on accounts, organisations, grants and tokens', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  let catalogue: PeopleCatalogue;
  const run = (...words: string[]) => boussoleHere(words, { BOUSSOLE_DATA: data });
  const json = async (...words: string[]) => {
    const { code, out, errors } = await run(...words, '--json');
    expect(code, errors).toBe(0);
    return JSON.parse(out);
  };
  beforeAll(async () => {
    catalogue = await openCatalogue({ dataDirectory: data });
  });
  afterAll(async () => {
    await catalogue.close();
    folder.remove();
  });

  it('open a convention to a program of an organisation, and close it again', async () => {
    await json('organisations', 'create', 'Observatoire', '--siret', '26690123400011');
    const account = await json('accounts', 'create', 'Tableur');
    await json('organisations', 'add', 'Observatoire', 'Tableur');
    const grant = await json('grants', 'add', '26690123400011', 'caisse_69', 'epci:200046977', '--until', '2099-12-31');
    const { id, secret } = await json('tokens', 'create', '--account', 'Tableur', '--name', 'essai', '--days', '3');
    expect(await catalogue.tokenOf(secret)).toMatchObject({ account: { id: account.id }, scopes: ['read'] });
    expect(await catalogue.accessOf(account.id)).toMatchObject([{ territories: ['epci:200046977'] }]);
    expect((await run('organisations', 'list')).out).toContain('caisse_69, 1 territoire (epci:200046977), jusqu’au');
    expect((await run('tokens', 'list')).out).not.toContain(secret);

    await json('grants', 'revoke', grant.id);
    expect(await catalogue.accessOf(account.id)).toEqual([]);
    await json('tokens', 'revoke', id);
    expect(await catalogue.tokenOf(secret)).toBeUndefined();
    await json('organisations', 'remove', 'Observatoire', 'Tableur');
    expect(await catalogue.organisationsOf(account.id)).toEqual([]);
    expect(await json('accounts', 'role', 'Tableur', 'statistician')).toMatchObject({ role: 'statistician' });
    expect((await json('accounts', 'close', 'Tableur')).disabledAt).not.toBeNull();
    expect((await json('accounts', 'open', 'Tableur')).disabledAt).toBeNull();
  });

  it('warn of a grant that opens nothing', async () => {
    const add = (until: string) =>
      run('grants', 'add', 'Observatoire', 'caisse_69', 'epci:200046977', '--until', until);
    expect((await add('2020-12-31')).errors).toMatch(/le 2020-12-31 est passé, ce droit n’ouvre rien.*« caisse_69 »/s);
    expect((await add('2099-12-31')).errors).not.toMatch(/est passé/);
  });

  it('give the administrator a secret that works once', async () => {
    const { secret } = await json('administrator');
    expect(await catalogue.redeemOneTimeSecret(secret)).toBe(true);
    expect(await catalogue.redeemOneTimeSecret(secret)).toBe(false);
  });

  it.each([
    [['grants', 'add', 'Personne', 'x', 'commune:69123', '--until', '2099-01-01'], 'Aucune organisation « Personne »'],
    [['grants', 'add', 'Observatoire', 'caisse_69', 'groupe:a', '--until', '2099-01-01'], 'n’est pas un identifiant'],
    [['grants', 'revoke', 'rien'], 'aucun droit en cours « rien »'],
    [['accounts', 'role', 'Personne', 'reader'], 'Aucun compte « Personne »'],
    [['accounts', 'create', 'Robot', '--role', 'roi'], '« roi » n’est pas un rôle'],
    [['tokens', 'create', '--account', 'Tableur', '--name', 'x', '--scope', 'tout'], 'un ou plusieurs de read, write'],
    [['tokens', 'revoke', 'rien'], 'aucun jeton en cours « rien »'],
  ])('%j is refused with the reason', async (words, reason) => {
    const { code, errors } = await run(...words);
    expect(code).toBe(1);
    expect(errors).toContain(reason);
  });
});
