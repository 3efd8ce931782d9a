import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Answer, boussole as spawned, temporaryFolder } from './support/boussole.ts';
import { boussoleHere } from './support/boussole-here.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const data = join(folder.path, 'data');

/** Runs a command in this process, at a known time. */
function boussole(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Answer> {
  return boussoleHere(words, variables, { now: () => new Date('2026-01-02T03:04:05Z'), newReference: () => 'c0ffee' });
}

/** Runs a command that must fail, and returns the one line that says why. */
async function refusal(words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, out, errors } = await boussole(words, { BOUSSOLE_DATA: data, ...variables });
  expect({ code, out, lines: errors.trimEnd().split('\n').length }, errors).toEqual({ code: 1, out: '', lines: 1 });
  return errors.trimEnd();
}

const COMMANDS = [
  'start',
  'load',
  'check',
  'new-source',
  'fetch',
  'quarantine',
  'groups',
  'publications',
  'rollback',
  'status',
  'sources',
];

describe('the command line', () => {
  it('explains itself in French', async () => {
    const { code, out } = await boussole(['--help'], { BOUSSOLE_DATA: data });
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`  ${command} `);
    expect(out).not.toMatch(/Usage|Commands|display|help for/);
  });

  it.each(COMMANDS)('explains %s in French', async (command) => {
    const { code, out } = await boussole([command, '--help'], { BOUSSOLE_DATA: data });
    expect(code).toBe(0);
    expect(out).toMatch(/^Utilisation : boussole /);
    expect(out).toContain('affiche cette aide');
    expect(out).not.toMatch(/Usage|display/);
  });

  it('is a program that works from any folder, and answers a mistake with exit code 1 and no stack', async () => {
    const { code, out, errors } = await spawned(['status', '--tout'], { BOUSSOLE_DATA: data });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toBe('L’option « --tout » n’existe pas. Lancez « npx boussole --help ».\n');
    const status = await spawned(['status', '--json'], { BOUSSOLE_DATA: data });
    expect(JSON.parse(status.out)).toEqual({ dataDirectory: data, publications: 0, current: null });
  });

  it('refuses a command, an option and a missing argument in one French sentence', async () => {
    expect(await refusal(['charge'])).toContain('La commande « charge » n’existe pas.');
    expect(await refusal(['load', '--tout'])).toContain('L’option « --tout » n’existe pas.');
    expect(await refusal(['check'])).toContain('L’argument « fichier » manque.');
    expect(await refusal(['load', '--source'])).toContain('attend une valeur.');
  });

  it('names a file and a source that do not exist', async () => {
    expect(await refusal(['load', 'nulle-part.csv'])).toMatch(/^nulle-part\.csv : fichier introuvable/);
    expect(await refusal(['load', data])).toContain('c’est un dossier : donnez ses fichiers');
    expect(await refusal(['load', 'nulle_part'])).toMatch(
      /^La source « nulle_part » n’existe pas\. Sources connues : .*cog_packages/,
    );
    for (const command of ['check', 'new-source']) {
      expect(await refusal([command, '/nulle/part.csv'])).toMatch(/^\/nulle\/part\.csv : fichier introuvable/);
    }
  });

  it.each([
    [['check', '/nulle/part.csv'], 'FILE_NOT_FOUND', { file: '/nulle/part.csv' }],
    [['rollback'], 'ROLLBACK_NONE', {}],
    [['rollback', '--to', 'hier'], 'ROLLBACK_UNKNOWN', { id: 'hier', kept: '' }],
    [['charge'], 'COMMAND_INVALID', {}],
  ])('answers the mistake of %j to a script too', async (words, code, parameters) => {
    const { code: exit, out, errors } = await boussole([...words, '--json'], { BOUSSOLE_DATA: data });
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toEqual({ error: { code, message: errors.trimEnd(), parameters } });
  });

  it('checks a file before anything is published', async () => {
    const own = join(folder.path, 'une-liste');
    mkdirSync(join(own, 'sources'), { recursive: true });
    // One list of communes, that of the file, is read sooner than eight.
    const whole = readFileSync(new URL('../sources/cog-packages.yaml', import.meta.url), 'utf8');
    writeFileSync(
      join(own, 'sources', 'cog-packages.yaml'),
      whole.replace(/^ {2}- \{ package: cog-20(?!24).*\n/gm, ''),
    );
    const path = new URL('fixtures/cc_filosofi_2021_COM.csv', import.meta.url).pathname;
    const { code, out, errors } = await boussole(['check', path], { BOUSSOLE_DATA: own });
    expect(code, errors).toBe(0);
    expect(out).toMatch(/^Rien n’est encore publié : le fichier est lu avec la géographie embarquée/);
    expect(out).toContain('S’il était publié');
  }, 60_000);

  it('checks indicators of one’s own, all mistakes at once, as a person or a script reads them', async () => {
    const path = join(folder.path, 'miens.yaml');
    const text = '{ fr: Essai, en: Trial }';
    const of = (id: string, formula: string): string =>
      `  - { id: ${id}, theme: emploi, label: ${text}, shortLabel: ${text}, definition: ${text}, basePopulation: ${text}, formula: ${formula}, unit: percent, decimals: 1, polarity: NEUTRAL }`;
    const share = '{ numerator: [chomeurs_15_64], denominator: [actifs_15_64] }';
    const reversed = '{ numerator: [actifs_15_64], denominator: [chomeurs_15_64] }';
    writeFileSync(path, `indicators:\n${of('a_moi', share)}\n`);
    const right = await boussole(['check', path], { BOUSSOLE_DATA: data });
    expect(right).toMatchObject({
      code: 0,
      out: expect.stringContaining('miens.yaml : 0 mesure, 1 indicateur (a_moi)'),
    });
    writeFileSync(path, `indicators:\n${of('a_moi', reversed)}\n${of('taux_chomage_rp', share)}\n`);
    const wrong = await boussole(['check', path], { BOUSSOLE_DATA: data });
    expect(wrong.code).toBe(1);
    expect(wrong.errors.trimEnd().split('\n')).toEqual([
      'Catalogue des indicateurs : 2 problèmes.',
      expect.stringMatching(/^miens\.yaml, ligne 2, colonne \d+, « a_moi » : .* échangez le numérateur/),
      expect.stringMatching(/^miens\.yaml, ligne 3, colonne \d+ : .*« taux_chomage_rp » existe déjà/),
    ]);
    const script = await boussole(['check', path, '--json'], { BOUSSOLE_DATA: data });
    expect(JSON.parse(script.out)).toMatchObject({
      problems: [{ line: 2, id: 'a_moi' }, { line: 3 }],
      error: { code: 'CATALOGUE_INVALID' },
    });
  });

  it('reports every problem of the environment at once', async () => {
    const sentence = await refusal(['status'], {
      PORT: 'http',
      BOUSSOLE_MAX_CELLS: '-1',
      DATABASE_URL: 'mysql://localhost/x',
    });
    for (const name of ['PORT', 'BOUSSOLE_MAX_CELLS', 'DATABASE_URL']) expect(sentence).toContain(name);
  });

  it.each(['load', 'start', 'rollback'])(
    'says in one sentence that %s cannot write the data directory',
    async (command) => {
      const file = join(folder.path, 'fichier');
      writeFileSync(file, '');
      const path = join(file, 'donnees');
      expect(await refusal([command], { BOUSSOLE_DATA: path })).toMatch(
        /^Le répertoire de données \S+ ne peut être ni lu ni écrit \(\w+\)/,
      );
    },
  );

  it('says in one sentence that DATABASE_URL does not answer, before it reads anything', async () => {
    const sentence = await refusal(['load'], { DATABASE_URL: 'postgres://boussole@127.0.0.1:1/boussole' });
    expect(sentence).toMatch(/^La base PostgreSQL de DATABASE_URL ne répond pas/);
  });

  it('tells where a descriptor of the data directory is wrong', async () => {
    const own = join(folder.path, 'propres');
    mkdirSync(join(own, 'sources'), { recursive: true });
    const write = (text: string): void => writeFileSync(join(own, 'sources', 'mienne.yaml'), text);
    write('id: mienne\nreader: [table\n');
    expect(await refusal(['sources'], { BOUSSOLE_DATA: own })).toMatch(
      /mienne\.yaml, ligne \d+, colonne \d+ : descripteur de source invalide \(YAML mal formé/,
    );
    write('id: mienne\nreader: tableur\n');
    expect(await refusal(['sources'], { BOUSSOLE_DATA: own })).toContain(
      '« tableur » n’est pas un lecteur connu : table, cog-packages',
    );
    write('id: mienne\nreader: cog-packages\n');
    expect(await refusal(['sources'], { BOUSSOLE_DATA: own })).toMatch(
      /mienne\.yaml, ligne 1, clé « title » : descripteur de source invalide/,
    );
  });

  it('names a package that is not installed, and publishes nothing', async () => {
    const own = join(folder.path, 'absent');
    mkdirSync(join(own, 'sources'), { recursive: true });
    writeFileSync(join(own, 'sources', 'mienne.yaml'), DESCRIPTOR);
    const { code, errors } = await boussole(['load', 'mienne'], { BOUSSOLE_DATA: own });
    expect(code).toBe(1);
    expect(errors).toContain('paquet npm cog-1999 : fichier introuvable');
    expect(existsSync(join(own, 'current'))).toBe(false);
  });

  it('keeps the stack of an internal error for the one who looks into it, and shows a reference', async () => {
    const own = join(folder.path, 'abime');
    mkdirSync(join(own, 'publications', 'un'), { recursive: true });
    writeFileSync(join(own, 'publications', 'un', 'publication.json'), '{');
    const sentence = await refusal(['status'], { BOUSSOLE_DATA: own });
    expect(sentence).toContain('référence c0ffee');
    expect(readFileSync(join(own, 'tmp', 'c0ffee.log'), 'utf8')).toMatch(/SyntaxError[\s\S]*\n +at /);
  });
});

const DESCRIPTOR = `id: mienne
reader: cog-packages
title: { fr: La mienne, en: Mine }
producer: Moi
licence: Licence Ouverte 2.0
landingPage: https://example.org/mienne
packages: [{ package: cog-1999, communes: 1999 }]
`;
