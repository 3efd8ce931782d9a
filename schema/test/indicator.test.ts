import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CatalogueFile, catalogueFileSchema, measuresOf, natureOf, toCatalogue } from '../src/index.ts';
import { ROOT, readText } from './support/repository.ts';

const both = (text: string) => ({ fr: text, en: text });
const measure = (id: string, nature: string) => ({
  id,
  label: both(id),
  nature,
  population: 'habitants',
  unit: 'count',
});
const indicator = (id: string, formula: object, more: object = {}) => ({
  id,
  label: both(id),
  shortLabel: both(id),
  definition: both(id),
  basePopulation: both('Habitants'),
  formula,
  unit: 'numerator' in formula ? 'ratio' : 'count',
  decimals: 0,
  polarity: 'NEUTRAL',
  ...more,
});
const theme = { id: 'population', label: both('Population'), order: 1 };
const measures = [
  { ...measure('foyers', 'stock'), population: 'foyers' },
  { ...measure('rsa', 'stock'), population: 'foyers', overlapping: true },
  { ...measure('aah', 'stock'), population: 'foyers', overlapping: true },
  { ...measure('impots', 'amount'), unit: 'euro' },
  { ...measure('aides', 'amount') },
  measure('habitants', 'stock'),
  measure('menages', 'stock'),
  measure('naissances', 'flow'),
  measure('revenu_median', 'published'),
];

function problemsOf(...indicators: readonly object[]): readonly string[] {
  const file = catalogueFileSchema.parse({ theme, measures, indicators });
  return toCatalogue([{ name: 'test.yaml', file }]).problems.map(
    ({ file: name, id, problem }) => `${name}: ${id}: ${problem}`,
  );
}

describe('a catalogue', () => {
  it('takes a measure, a sum and a ratio', () => {
    const problems = problemsOf(
      indicator('habitants', { measure: 'habitants' }),
      indicator('revenu_median', { measure: 'revenu_median' }),
      indicator('hors_menages', { sum: ['habitants'], minus: ['menages'] }),
      indicator('taux', { numerator: ['naissances'], denominator: ['habitants'], scale: 1000 }),
    );
    expect(problems).toEqual([]);
  });

  it.each([
    ['sums medians', { sum: ['revenu_median', 'habitants'] }, /« revenu_median » est un chiffre publié/],
    ['subtracts medians', { sum: ['habitants'], minus: ['revenu_median'] }, /« revenu_median » est un chiffre publié/],
    [
      'divides by a median',
      { numerator: ['habitants'], denominator: ['revenu_median'] },
      /« revenu_median » est un chiffre publié/,
    ],
    ['reads a measure that does not exist', { measure: 'inconnue' }, /la mesure « inconnue » n’existe pas/],
    ['adds foyers to inhabitants', { sum: ['habitants', 'foyers'] }, /mêle des populations : habitants, foyers/],
    ['adds euros to counts', { sum: ['impots', 'aides'] }, /mêle des unités : euro, count/],
    [
      'adds recipients of two benefits',
      { sum: ['rsa', 'aah'] },
      /« rsa » compte des personnes ou foyers qui sont aussi/,
    ],
    [
      'divides what was added twice',
      { numerator: ['rsa', 'aah'], denominator: ['foyers'] },
      /« rsa » compte des personnes ou foyers/,
    ],
    [
      'reports foyers to inhabitants',
      { numerator: ['rsa'], denominator: ['habitants'] },
      /« foyers » ne se rapporte pas à « habitants »/,
    ],
    ['sums a stock and a flow', { sum: ['habitants', 'naissances'] }, /mêle des natures : stock, flow/],
  ])('refuses a formula that %s', (_, formula, problem) => {
    const problems = problemsOf(indicator('faux', formula));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^test\.yaml: faux: /);
    expect(problems[0]).toMatch(problem);
  });

  it('reports a population to another that it is declared to be reported to', () => {
    const populations = [{ id: 'foyers', label: both('Foyers'), reportedTo: ['habitants'] }];
    const indicators = [indicator('part', { numerator: ['rsa'], denominator: ['habitants'] })];
    const file = catalogueFileSchema.parse({ theme, populations, measures, indicators });
    expect(toCatalogue([{ name: 'test.yaml', file }]).problems).toEqual([]);
  });

  it('compares measures of one year only: a formula names no year', () => {
    const formula = { numerator: ['naissances'], denominator: ['habitants'], year: 2018 };
    expect(catalogueFileSchema.safeParse({ theme, measures, indicators: [indicator('taux', formula)] }).success).toBe(
      false,
    );
  });

  it('reports every problem at once, and keeps what is right', () => {
    const file = catalogueFileSchema.parse({
      theme,
      measures: [...measures, measure('habitants', 'flow')],
      indicators: [
        indicator('juste', { measure: 'habitants' }),
        indicator('juste', { measure: 'menages' }),
        indicator('faux', { measure: 'inconnue' }),
        indicator('sans_theme', { measure: 'habitants' }, { theme: 'inconnu' }),
      ],
    });
    const { catalogue, problems } = toCatalogue([{ name: 'test.yaml', file }]);
    expect(problems.map(({ problem }) => problem).sort()).toEqual([
      'la mesure « habitants » est déjà dans ce fichier : gardez-en un',
      'la mesure « inconnue » n’existe pas',
      'le thème « inconnu » n’existe pas ; ceux qui existent : population',
      'l’indicateur « juste » est déjà dans ce fichier : gardez-en un',
    ]);
    expect([...catalogue.indicators.keys()]).toEqual(['juste']);
    expect(catalogue.measures.get('habitants')!.nature).toBe('stock');
  });

  it('refuses a notion of measures that do not exist, or of one measure in two ways', () => {
    const kind = (...ids: string[]) => ({ counts: both('ceux-ci'), measures: ids });
    const notion = { id: 'aides', label: both('Aides'), kinds: [kind('rsa'), kind('aah')], instead: both('Lisez.') };
    const of = (...kinds: object[]) => {
      const file = catalogueFileSchema.parse({ theme, measures, notions: [{ ...notion, kinds }] });
      return toCatalogue([{ name: 'test.yaml', file }]);
    };
    expect(of(kind('rsa'), kind('aah')).catalogue.notions).toMatchObject([{ id: 'aides' }]);
    expect(of(kind('rsa'), kind('ppa')).problems).toEqual([
      { file: 'test.yaml', path: ['notions', 0], id: 'aides', problem: 'la mesure « ppa » n’existe pas' },
    ]);
    expect(of(kind('rsa'), kind('rsa', 'aah')).problems).toMatchObject([
      { problem: expect.stringMatching(/^« rsa » y est deux fois/) },
    ]);
  });

  it('lets a file of a user add to themes and measures of another', () => {
    const shipped = catalogueFileSchema.parse({ theme, measures });
    const own = catalogueFileSchema.parse({
      indicators: [indicator('mien', { measure: 'menages' }, { theme: 'population' })],
    });
    const { catalogue, problems } = toCatalogue([
      { name: 'own.yaml', file: own },
      { name: 'population.yaml', file: shipped },
    ]);
    expect(problems).toEqual([]);
    expect(catalogue.indicators.get('mien')!.theme).toBe('population');
  });

  it.each([
    ['an unknown key', { couleur: 'rouge' }],
    ['a label without English', { label: { fr: 'Habitants' } }],
    ['an unknown polarity', { polarity: 'GOOD' }],
    ['decimals below zero', { decimals: -1 }],
    ['an id with capitals', { id: 'Habitants' }],
    ['a ratio without denominator', { formula: { numerator: ['habitants'], denominator: [] } }],
    ['two formulas in one', { formula: { measure: 'habitants', sum: ['habitants'] } }],
  ])('refuses an indicator with %s', (_, wrong) => {
    const file = { theme, measures, indicators: [{ ...indicator('habitants', { measure: 'habitants' }), ...wrong }] };
    expect(catalogueFileSchema.safeParse(file).success).toBe(false);
  });
});

describe('a formula', () => {
  it('names each measure it reads once', () => {
    expect(measuresOf({ sum: ['a', 'b'], minus: ['a'] })).toEqual(['a', 'b']);
    expect(measuresOf({ numerator: ['a'], denominator: ['a', 'b'], scale: 100 })).toEqual(['a', 'b']);
  });

  it('keeps the nature of its measures, unless it divides them', () => {
    const file = catalogueFileSchema.parse({
      theme,
      measures,
      indicators: [
        indicator('revenu_median', { measure: 'revenu_median' }),
        indicator('somme', { sum: ['naissances'] }),
        indicator('taux', { numerator: ['naissances'], denominator: ['habitants'] }),
      ],
    });
    const { catalogue } = toCatalogue([{ name: 'test.yaml', file }]);
    const natures = [...catalogue.indicators.values()].map((each) => natureOf(each, catalogue.measures));
    expect(natures).toEqual(['published', 'flow', 'ratio']);
  });
});

describe('the catalogue that is shipped', () => {
  const names = readdirSync(join(ROOT, 'schema/catalogue')).filter((name) => name.endsWith('.yaml'));
  const files: { name: string; file: CatalogueFile }[] = names.map((name) => ({
    name,
    file: catalogueFileSchema.parse(parse(readText(`schema/catalogue/${name}`))),
  }));
  const { catalogue, problems } = toCatalogue(files);

  it('has no problem', () => {
    expect(problems).toEqual([]);
    expect(catalogue.indicators.size).toBeGreaterThan(0);
  });

  it('gives each key figure a place of its own', () => {
    const keys = [...catalogue.indicators.values()].flatMap(({ key }) => (key === undefined ? [] : [key]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reads every measure that it declares', () => {
    const read = new Set([...catalogue.indicators.values()].flatMap(({ formula }) => measuresOf(formula)));
    expect([...catalogue.measures.keys()].filter((id) => !read.has(id))).toEqual([]);
  });
});
