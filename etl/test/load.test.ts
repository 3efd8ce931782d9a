import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalogue } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyEmbeddedData } from './embedded.ts';
import { boussole, temporaryFolder } from './support/boussole.ts';

describe('boussole load, on the embedded packages', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const run = (...words: string[]) => boussole(words, { BOUSSOLE_DATA: data });
  beforeAll(() => copyEmbeddedData(data), 300_000);
  afterAll(() => folder.remove());

  it('publishes one input per package, in the latest vintage that has communes and EPCI', async () => {
    const { code, out } = await run('status', '--json');
    expect(code).toBe(0);
    const { current } = JSON.parse(out);
    expect(current.referenceVintage).toBe(2025);
    expect(current.cells).toBeGreaterThan(1_000_000);
    const inputs = current.inputs.map((input: { vintage: string; file: string }) => [input.vintage, input.file]);
    expect(inputs).toContainEqual(['2019', '@etalab/decoupage-administratif@0.3.0']);
    expect(inputs.map(([vintage]: [string]) => vintage)).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
      '2026',
    ]);
  });

  it('says that nothing has changed when the same bytes are loaded again, and keeps the publication', async () => {
    const before = JSON.parse((await run('publications', '--json')).out);
    const { code, out, errors } = await run('load', 'cog_packages');
    expect(code, errors).toBe(0);
    expect(out).toContain('Rien n’a changé');
    expect(JSON.parse((await run('publications', '--json')).out)).toEqual(before);
    expect(readdirSync(join(data, 'inputs'))).toHaveLength(8);
  }, 180_000);

  it('refuses a file that no source describes, and keeps the publication in service', async () => {
    const before = (await run('status', '--json')).out;
    const file = join(folder.path, 'inconnu.csv');
    writeFileSync(file, 'commune;glaces vendues\n69123;12\n');
    const { code, out, errors } = await run('load', file);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toMatch(/^inconnu\.csv : aucune source ne reconnaît cet en-tête \(commune, glaces vendues/m);
    expect((await run('status', '--json')).out).toBe(before);
  }, 180_000);

  it('leaves a trace of every load in the catalogue, refused ones included', async () => {
    const catalogue = await openCatalogue({ dataDirectory: data });
    try {
      const loads = await catalogue.loads({ first: 20 });
      expect(loads.map(({ source, verdict }) => `${source} ${verdict}`)).toEqual([
        'inconnu.csv REFUSED',
        ...Array(8).fill('cog_packages UNCHANGED'),
      ]);
      expect(loads[0]?.problem?.code).toBe('FILE_UNRECOGNISED');
      expect(loads[1]).toMatchObject({
        vintage: '2026',
        rows: { quarantined: 0 },
        file: { name: '@etalab/decoupage-administratif@6.0.0' },
      });
    } finally {
      await catalogue.close();
    }
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
});
