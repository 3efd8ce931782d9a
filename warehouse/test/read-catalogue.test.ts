import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogue } from '@boussole/warehouse';
import { expect, it } from 'vitest';
import { inDataDirectory } from './support/small-publication.ts';

it.each([
  [
    'indicators:\n  - id: mien\n  label: [',
    /mien\.yaml, ligne 3, colonne 1 : .*YAML mal formé : l’alignement est incohérent/,
  ],
  ['indicators: []\nindicators: []\n', /mien\.yaml, ligne 2, colonne 1 : .*cette clé est écrite deux fois/],
  ['indicators:\n\t- id: mien\n', /mien\.yaml, ligne 2, colonne 1 : .*une tabulation sert d’alignement/],
])('%j is told in French, with its place', (text, sentence) =>
  inDataDirectory(async (dataDirectory) => {
    const folder = join(dataDirectory, 'catalogue-indicateurs');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'mien.yaml'), text);
    await expect(readCatalogue(dataDirectory)).rejects.toMatchObject({
      code: 'CATALOGUE_INVALID',
      message: expect.stringMatching(sentence),
    });
  }),
);
