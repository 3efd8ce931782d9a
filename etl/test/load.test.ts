import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalogue, type PeopleCatalogue } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPackages } from './embedded.ts';
import { boussole, spawnBoussole, temporaryFolder } from './support/boussole.ts';
import { boussoleHere } from './support/boussole-here.ts';

describe('boussole load, on embedded packages', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const run = (...words: string[]) => boussoleHere(words, { BOUSSOLE_DATA: data });
  const runProgram = (...words: string[]) => boussole(words, { BOUSSOLE_DATA: data });
  let catalogue: PeopleCatalogue;
  afterAll(async () => {
    await catalogue?.close();
    folder.remove();
  });

  // What these commands do depends neither on how many vintages there are nor on how many communes.
  beforeAll(async () => {
    // Held open: the embedded server then serves all commands, instead of being started and stopped by each.
    catalogue = await openCatalogue({ dataDirectory: data });
    await loadPackages(data, ['cog-2024', 'cog-2025', 'cog-2026'], { departements: ['01', '09', '42', '69'] });
  }, 300_000);

  it('publishes one input per package, in the latest vintage that has communes and EPCI', async () => {
    const { code, out } = await runProgram('status', '--json');
    expect(code).toBe(0);
    const { current } = JSON.parse(out);
    expect(current.referenceVintage).toBe(2025);
    expect(current.cells).toBeGreaterThan(20_000);
    expect(current.inputs.map((input: { vintage: string; file: string }) => [input.vintage, input.file])).toEqual([
      ['2024', expect.stringMatching(/^@etalab\/decoupage-administratif@4\./)],
      ['2025', expect.stringMatching(/^@etalab\/decoupage-administratif@5\./)],
      ['2026', '@etalab/decoupage-administratif@6.0.0'],
    ]);
  });

  it('says that nothing has changed when the same bytes are loaded again, and keeps the publication', async () => {
    const before = JSON.parse((await run('publications', '--json')).out);
    const { code, out, errors } = await run('load', 'cog_packages');
    expect(code, errors).toBe(0);
    expect(out).toContain('Rien n’a changé');
    expect(JSON.parse((await run('publications', '--json')).out)).toEqual(before);
    expect(readdirSync(join(data, 'inputs'))).toHaveLength(3);
  }, 180_000);

  it('refuses a file that no source describes, and keeps the publication in service', async () => {
    const before = (await run('status', '--json')).out;
    const file = join(folder.path, 'inconnu.csv');
    writeFileSync(file, 'commune;glaces vendues\n69123;12\n');
    const { code, out, errors } = await run('load', file);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toMatch(
      /^inconnu\.csv, ligne 1 : aucune source ne reconnaît cet en-tête \(commune, glaces vendues/m,
    );
    expect((await run('status', '--json')).out).toBe(before);
  }, 180_000);

  it('leaves a trace of every load in the catalogue, refused ones included', async () => {
    const loads = await catalogue.loads({ first: 20 });
    expect(loads.map(({ source, verdict }) => `${source} ${verdict}`)).toEqual([
      'inconnu.csv REFUSED',
      ...Array(3).fill('cog_packages UNCHANGED'),
      ...Array(3).fill('cog_packages PUBLISHED'),
    ]);
    expect(loads[0]?.problem?.code).toBe('FILE_UNRECOGNISED');
    expect(loads[1]).toMatchObject({
      vintage: '2026',
      rows: { quarantined: 0 },
      file: { name: '@etalab/decoupage-administratif@6.0.0' },
    });
  });

  it('has no publication to go back to after one load', async () => {
    const { code, out, errors } = await run('rollback');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toBe('Il n’y a pas de publication précédente vers laquelle revenir.\n');
  });

  it('lists the publication in French, marked as the one in service', async () => {
    const { code, out } = await run('publications');
    expect(code).toBe(0);
    expect(out).toMatch(/^→ \S+ .* chiffres, millésime de référence 2025 {2}\(en service\)$/m);
  });

  it('checks a file and writes nothing', async () => {
    const before = (await run('publications', '--json')).out;
    const { code, out, errors } = await runProgram('check', writeRevenus(folder.path), '--json');
    expect(code, errors).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      source: 'insee_filosofi_communes',
      vintage: '2021',
      read: 3,
      markers: { s: 1 },
      columns: {
        mapped: [
          { column: 'MED21', measure: 'revenu_median' },
          { column: 'TP6021', measure: 'taux_pauvrete' },
        ],
        ignored: [],
        absent: expect.arrayContaining(['NBMENFISC21', 'PIMP21']),
      },
      years: [2021],
      effect: { replaces: null, figures: { added: 6, changed: 0, removed: 0 } },
    });
    expect((await run('publications', '--json')).out).toBe(before);
  });

  it('leaves the publication in service when it is killed while it publishes, and the next load takes over', async () => {
    const before = (await run('status', '--json')).out;
    const child = spawnBoussole(['load', writeRevenus(folder.path)], { BOUSSOLE_DATA: data });
    const ended = once(child, 'close');
    for await (const text of child.stderr ?? [])
      if (String(text).includes('Agrégation des territoires')) child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect((await run('status', '--json')).out).toBe(before);
    mkdirSync(join(data, 'tmp', `input-${child.pid}-morceau`));
  }, 180_000);

  it('publishes a file, and compares others with it', async () => {
    const loaded = await runProgram('load', writeRevenus(folder.path), '--json');
    expect(loaded.code, loaded.errors).toBe(0);
    const [, killed] = await catalogue.loads({ first: 2 });
    expect(killed).toMatchObject({ source: 'revenus.csv', verdict: 'REFUSED', problem: { code: 'LOAD_INTERRUPTED' } });
    expect(readdirSync(join(data, 'tmp'))).toEqual([]);
    const { publication, deliveries } = JSON.parse(loaded.out);
    expect(publication.changes).toEqual([expect.stringMatching(/^Ajout : .*, millésime 2021 \(revenus\.csv\)\.$/)]);
    expect(deliveries[0].rows).toEqual({ read: 3, kept: 3, quarantined: 0 });
    const next = await run('check', writeRevenus(folder.path, 'revenus-2022.csv', 22, '26500'));
    expect(next.code, next.errors).toBe(0);
    expect(next.out).toContain('Comparé à revenus.csv (2021), déjà chargé : 3 lignes alors, 3 à présent.');
    expect(next.out).toContain('Niveau de vie médian : 3 valeurs pour 2021, 3 pour 2022.');
    expect(next.out).toMatch(/Plus fortes variations : L.Abergement-Clémenciat \(25\s500 → 26\s500\)\./);
    const again = await run('check', writeRevenus(folder.path, 'revenus-bis.csv', 21, '26500'));
    expect(again.out).toContain('il remplacerait revenus.csv ; 0 chiffre nouveau, 1 modifié, 0 retiré.');
    const cut = join(folder.path, 'revenus-coupe.csv');
    writeFileSync(cut, 'CODGEO;MED21;TP6021\n69123;24000;15,5\n');
    const shrunk = await run('check', cut, '--json');
    expect([shrunk.code, JSON.parse(shrunk.out).error.code]).toEqual([1, 'DELIVERY_SHRUNK']);
  }, 180_000);

  it('tells all that it refuses at once, and publishes the rest only when asked to keep going', async () => {
    const before = (await run('status', '--json')).out;
    const cut = writeRevenus(folder.path, 'coupe.csv', 21, '25500;');
    const unknown = join(folder.path, 'inconnu.csv');
    writeFileSync(unknown, 'commune;glaces vendues\n69123;12\n');
    const next = writeRevenus(folder.path, 'revenus-2022.csv', 22, '26500');
    const asked = await runProgram('load', unknown, next, cut, '--json');
    expect(asked.code).toBe(1);
    expect(asked.errors).toMatch(
      /2 des 3 livraisons sont refusées.*\n- inconnu\.csv, ligne 1.*\n- coupe\.csv, ligne \d/,
    );
    expect((await run('status', '--json')).out).toBe(before);
    expect(JSON.parse(asked.out).error.code).toBe('DELIVERIES_REFUSED');
    const { code, out, errors } = await run('load', unknown, writeRevenus(folder.path), cut, '--json', '--keep-going');
    expect(code, errors).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      changed: false,
      complete: false,
      refused: [
        { name: 'inconnu.csv', error: { code: 'FILE_UNRECOGNISED' } },
        { name: 'coupe.csv', error: { code: 'ROW_WIDTH' } },
      ],
    });
    expect((await run('status', '--json')).out).toBe(before);
  }, 180_000);

  it('takes the same bytes as new when their descriptor reads them otherwise, and goes back to each publication before', async () => {
    const inService = async () => JSON.parse((await run('status', '--json')).out).current.id;
    const before = await inService();
    const file = writeRevenus(folder.path);
    expect(JSON.parse((await run('load', file, '--json')).out).changed).toBe(false);
    const own = join(data, 'sources', 'insee-filosofi-communes.yaml');
    const whole = readFileSync(new URL('../sources/insee-filosofi-communes.yaml', import.meta.url), 'utf8');
    writeFileSync(own, `${whole}\nrounding:\n  step: 10\n  mode: nearest\n  measures: [revenu_median]\n`);
    const again = await run('load', file, '--json');
    rmSync(own);
    expect(again.code, again.errors).toBe(0);
    expect(JSON.parse(again.out).changed).toBe(true);
    expect((await run('rollback')).out).toContain(`La publication ${before}, du `);
    expect(await inService()).toBe(before);
    expect((await run('rollback')).code).toBe(0);
    expect(await inService()).not.toBe(before);
  }, 180_000);

  it('stores outlines beside the publication, which stays as it is', async () => {
    const before = JSON.parse((await run('status', '--json')).out).current.id;
    const file = join(folder.path, 'carres.json');
    const corner = (east: number, north: number) => [4.8 + east / 10, 45.7 + north / 10];
    const features = ['69123', '69266', '69999'].map((insee, at) => ({
      type: 'Feature',
      properties: { insee },
      geometry: {
        type: 'Polygon',
        coordinates: [[corner(at, 0), corner(at, 1), corner(at + 1, 1), corner(at + 1, 0), corner(at, 0)]],
      },
    }));
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    const { code, out, errors } = await run('load', file);
    expect(code, errors).toBe(0);
    expect(out).toContain('Contours, COG 2025 : 2 communes dans carres.json.');
    expect(out).toContain('Laissés de côté, 1 code inconnu de ce millésime : 69999');
    expect(out).toMatch(/2 communes, 1\s300 sans contour/);
    expect(JSON.parse((await run('status', '--json')).out).current.id).toBe(before);
  }, 180_000);

  it('publishes nothing of a file with too many wrong codes, and keeps them to be looked at', async () => {
    const file = join(folder.path, 'revenus-faux.csv');
    writeFileSync(file, 'CODGEO;MED21\n69123;24000\n00000;21000\n');
    const published = join(data, 'quarantine', 'insee_filosofi_communes-2021.csv');
    writeFileSync(published, 'rows of the delivery in service');
    const { code, errors } = await run('load', file);
    expect(code).toBe(1);
    expect(errors).toMatch(/^revenus-faux\.csv : 1 lignes? sur 2 (sont refusées|est refusée)/m);
    expect(readFileSync(published, 'utf8')).toBe('rows of the delivery in service');
    rmSync(published);
    const kept = readFileSync(join(data, 'quarantine', 'insee_filosofi_communes-2021-refused.csv'), 'utf8');
    expect(kept.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFligne;colonne;code;motif;contenu;correction;fichier',
      expect.stringMatching(/^3;CODGEO;00000;/),
    ]);
    const listed = await run('quarantine', 'list', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([
      {
        id: 'insee_filosofi_communes-2021-refused',
        rows: [{ line: 3, code: '00000', raw: '00000;21000', correction: '' }],
      },
    ]);
    const corrections = join(folder.path, 'corrections.csv');
    expect((await run('quarantine', 'export', '--to', corrections)).out).toContain('1 motif de quarantaine');
    writeFileSync(
      corrections,
      readFileSync(corrections, 'utf8').replace('"00000;21000";', '"00000;21000";"42218;21000"'),
    );
    const checked = await run('check', file, '--corrections', corrections, '--json');
    expect(checked.code, checked.errors).toBe(0);
    expect(JSON.parse(checked.out)).toMatchObject({ quarantined: [], tables: { observation: 2 } });
  }, 180_000);

  it('makes a group of the communes of a file in the vintage that fits, and keeps none that is not certain', async () => {
    const file = join(folder.path, 'communes.csv');
    writeFileSync(file, 'code_insee;nom\n9088;Caychax\n09287;Senconac\n');
    const imported = await run('groups', 'import', file, '--name', 'Caychax et Senconac', '--json');
    expect(imported.code, imported.errors).toBe(0);
    expect(JSON.parse(imported.out)).toMatchObject({
      saved: true,
      group: { code: 'caychax-et-senconac', communes: ['09088', '09287'], vintage: 2024 },
      repairs: [{ line: 2, to: '09088' }],
    });
    const part = await run('groups', 'import', file, '--name', 'Caychax seule', '--cog', '2025');
    expect(part.code).toBe(1);
    expect(part.out).toContain('communes.csv, ligne 3 : « 09287 » est une partie de la commune 09088');
    expect(await run('groups', 'list')).toEqual({
      code: 0,
      out: 'Groupe « Caychax et Senconac » (groupe:caychax-et-senconac) : 2 communes, COG 2024\n',
      errors: '',
    });
    expect((await run('groups', 'remove', 'groupe:caychax-et-senconac')).code).toBe(0);
    const gone = await run('groups', 'remove', 'caychax-et-senconac');
    expect(gone.code).toBe(1);
    expect(gone.errors).toContain('Le groupe « caychax-et-senconac » n’existe pas.');
  }, 180_000);
});

/** A file in the shape of INSEE's, with figures of our own. */
function writeRevenus(folder: string, name = 'revenus.csv', year = 21, median = '25500'): string {
  const file = join(folder, name);
  const rows = `69123;24000;15,5\n42218;20500;24,0\n01001;${median};s\n`;
  writeFileSync(file, `CODGEO;MED${year};TP60${year}\n${rows}`);
  return file;
}
