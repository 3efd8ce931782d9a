import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCatalogue, readCatalogue } from '@boussole/warehouse';
import { expect, it } from 'vitest';
import { inDataDirectory } from './support/small-publication.ts';

/** Writes a user's own files and gives their data directory. */
async function write(dataDirectory: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = join(dataDirectory, 'catalogue-indicateurs');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

it.each([
  [
    'indicators:\n  - id: mien\n  label: [',
    /mien\.yaml, ligne 3, colonne 1 : .*YAML mal formé : l’alignement est incohérent/,
  ],
  ['indicators: []\nindicators: []\n', /mien\.yaml, ligne 2, colonne 1 : .*cette clé est écrite deux fois/],
  ['indicators:\n\t- id: mien\n', /mien\.yaml, ligne 2, colonne 1 : .*une tabulation sert d’alignement/],
  ['measures: *rien\n', /mien\.yaml, ligne 1, colonne 1 : un alias YAML/],
])('%j is told in French, with its place', (text, sentence) =>
  inDataDirectory(async (dataDirectory) => {
    await write(dataDirectory, { 'mien.yaml': text });
    await expect(readCatalogue(dataDirectory)).rejects.toMatchObject({
      code: 'CATALOGUE_INVALID',
      message: expect.stringMatching(sentence),
    });
  }),
);

/** What a statistician would refuse: the formula, the unit, and the reason that a user must be given. */
const NONSENSE = [
  ['{ sum: [revenu_median, decile_1] }', 'euro', 'formula', /« revenu_median » est un chiffre publié/],
  ['{ median: [revenu_median] }', 'euro', 'formula', /une formule est \{ measure \}/],
  [
    '{ numerator: [naissances], denominator: [population_municipale], denominatorYear: 2019 }',
    'ratio',
    'formula',
    /même année/,
  ],
  ['{ sum: [population_municipale], years: [2019, 2020] }', 'count', 'formula', /même année/],
  ['{ numerator: [foyers_rsa], denominator: [population_municipale] }', 'percent', 'formula', /ne se rapporte pas à/],
  ['{ sum: [foyers_rsa, foyers_aah] }', 'count', 'formula', /les additionner les compterait deux fois/],
  ['{ sum: [foyers_allocataires, population_municipale] }', 'count', 'formula', /mêle des populations/],
  [
    '{ numerator: [taux_pauvrete], denominator: [menages_fiscaux] }',
    'percent',
    'formula',
    /ne s’additionne ni ne se divise/,
  ],
  [
    '{ numerator: [actifs_15_64], denominator: [chomeurs_15_64] }',
    'percent',
    'formula',
    /échangez le numérateur et le dénom/,
  ],
  [
    '{ numerator: [femmes], denominator: [hommes] }',
    'percent',
    'formula',
    /« femmes » n’est pas une partie de « hommes »/,
  ],
  ['{ numerator: [femmes], denominator: [population_rp] }', 'euro', 'unit', /écrivez « unit: percent »/],
  ['{ product: [classe_densite, population_rp] }', 'count', 'formula', /une formule est \{ measure \}/],
  ['{ sum: [naissances, deces] }', 'count', 'formula', /comptent des événements différents/],
  ['{ sum: [population_0_14], minus: [population_rp] }', 'count', 'formula', /la différence serait négative/],
  ['{ sum: [actifs_15_64, chomeurs_15_64] }', 'count', 'formula', /comptent en partie les mêmes/],
  ['{ sum: [population_rp, naissances] }', 'count', 'formula', /mêle des natures/],
  ['{ numerator: [menages_c], denominator: [menages_c] }', 'percent', 'formula', /vaudrait toujours 100/],
  ['{ measure: part_menages_imposes }', 'count', 'unit', /écrivez « unit: percent »/],
] as const;

function toYaml(id: string, formula: string, unit: string): string {
  const text = '{ fr: Essai, en: Trial }';
  return [
    `  - id: ${id}`,
    `    label: ${text}\n    shortLabel: ${text}\n    definition: ${text}\n    basePopulation: ${text}`,
    `    theme: population\n    decimals: 0\n    polarity: NEUTRAL`,
    `    formula: ${formula}`,
    `    unit: ${unit}`,
  ].join('\n');
}

it('refuses all that a statistician would, at once, each with its line and the reason', () =>
  inDataDirectory(async (dataDirectory) => {
    const right = toYaml('juste', '{ measure: a_moi }', 'count');
    const text = [
      'measures:',
      '  - { id: a_moi, label: { fr: À moi, en: Mine }, nature: stock, population: habitants, unit: count }',
      'indicators:',
      ...NONSENSE.map(([formula, unit], index) => toYaml(`faux_${index}`, formula, unit)),
      right,
    ].join('\n');
    await write(dataDirectory, { 'statistique.yaml': text });
    const { problems, catalogue } = await checkCatalogue(dataDirectory);
    const lines = text.split('\n');
    const told = NONSENSE.map(([, , key, reason], index) => {
      const start = lines.indexOf(`  - id: faux_${index}`);
      const line = 1 + lines.findIndex((each, at) => at > start && each.startsWith(`    ${key}:`));
      const there = problems.filter((problem) => problem.line === line);
      expect(there).toContainEqual({
        ...{ file: 'statistique.yaml', id: `faux_${index}`, line, column: expect.any(Number) },
        problem: expect.stringMatching(reason),
      });
      return there.length;
    });
    expect(told.reduce((sum, each) => sum + each)).toBe(problems.length);
    expect(catalogue.indicators.has('juste')).toBe(true);
    await expect(readCatalogue(dataDirectory)).rejects.toMatchObject({
      code: 'CATALOGUE_INVALID',
      message: expect.stringMatching(
        /^Catalogue des indicateurs : \d+ problèmes\.\nstatistique\.yaml, ligne 12, colonne 5/,
      ),
    });
  }));

it('tells the mistakes of several files at once, and none that follows from another', () =>
  inDataDirectory(async (dataDirectory) => {
    await write(dataDirectory, {
      'a.yaml':
        'measures:\n  - { id: perdue, nature: stok }\nindicators:\n  - id: part_femmes\n    couleur: rouge\n    formula: { measure: rien }\n',
      'b.yaml': `indicators:\n${toYaml('suite', '{ measure: perdue }', 'count')}\n${toYaml('part_femmes', '{ measure: femmes }', 'count')}`,
    });
    const { problems } = await checkCatalogue(dataDirectory);
    const told = problems.map(({ file, line, column, problem }) => `${file}:${line}:${column} ${problem}`);
    expect(told).toContain(
      'a.yaml:2:19 « nature », « stok » n’est pas admis ; valeurs admises : stock, flow, amount, published',
    );
    expect(told).toContain('a.yaml:2:5 « unit », la clé manque ; elle vaut count, percent, euro, ratio, index, year');
    expect(told.filter((each) => each.startsWith('a.yaml:5:5 « couleur », clé inconnue'))).toHaveLength(1);
    expect(told).toContain('a.yaml:6:5 la mesure « rien » n’existe pas');
    expect(told.filter((each) => each.startsWith('a.yaml:4:5 l’indicateur « part_femmes » existe déjà'))).toHaveLength(
      1,
    );
    expect(told.filter((each) => each.startsWith('b.yaml'))).toEqual([
      'b.yaml:12:5 l’indicateur « part_femmes » existe déjà dans le catalogue fourni (ages.yaml) ; choisissez un autre code',
    ]);
    await write(dataDirectory, { 'a.yaml': 'measures: [' });
    expect((await checkCatalogue(dataDirectory)).problems.map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml']);
  }));

it('reads a file of comments as one that adds nothing', () =>
  inDataDirectory(async (dataDirectory) => {
    await write(dataDirectory, { 'vide.yaml': '# À venir.\n' });
    expect((await checkCatalogue(dataDirectory)).problems).toEqual([]);
  }));
