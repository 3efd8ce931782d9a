import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CatalogueFile, catalogueFileSchema, checkCatalogueFile, toCatalogue } from '../src/index.ts';
import { ROOT, readText } from './support/repository.ts';

const shipped: { name: string; builtIn: boolean; file: CatalogueFile }[] = readdirSync(join(ROOT, 'schema/catalogue'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({
    name,
    builtIn: true,
    file: catalogueFileSchema.parse(parse(readText(`schema/catalogue/${name}`))),
  }));

const both = (text: string) => ({ fr: text, en: text });

/** What is wrong with an indicator that a user would add to the catalogue that is shipped. */
function refusals(formula: object, unit = 'count'): readonly string[] {
  const indicator = {
    id: 'mon_indicateur',
    theme: 'population',
    label: both('Essai'),
    shortLabel: both('Essai'),
    definition: both('Essai.'),
    basePopulation: both('Essai'),
    formula,
    unit,
    decimals: 0,
    polarity: 'NEUTRAL',
  };
  const parsed = catalogueFileSchema.safeParse({ indicators: [indicator] });
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message);
  return toCatalogue([...shipped, { name: 'le-mien.yaml', file: parsed.data }]).problems.map(({ problem }) => problem);
}

/** What a statistician would never compute, on the measures that are shipped. */
describe('nonsense that a user may write in a formula', () => {
  it.each([
    ['the sum of two medians', { sum: ['revenu_median', 'decile_1'] }, /« revenu_median » est un chiffre publié/],
    ['a gap between deciles', { sum: ['decile_9'], minus: ['decile_1'] }, /« decile_9 » est un chiffre publié/],
    [
      'a median by inhabitant',
      { numerator: ['revenu_median'], denominator: ['population_municipale'] },
      /ne s’additionne ni ne se divise/,
    ],
    [
      'people below the poverty line, from a rate',
      { numerator: ['taux_pauvrete'], denominator: ['menages_fiscaux'] },
      /ne s’additionne ni ne se divise/,
    ],
    [
      'the mean of an accessibility',
      { numerator: ['apl_generalistes'], denominator: ['apl_generalistes_65'] },
      /ne s’additionne ni ne se divise/,
    ],
    ['recipients of RSA or AAH', { sum: ['foyers_rsa', 'foyers_aah'] }, /les additionner les compterait deux fois/],
    [
      'the share of recipients of two benefits',
      { numerator: ['foyers_rsa', 'foyers_prime_activite'], denominator: ['foyers_allocataires'] },
      /les additionner les compterait deux fois/,
    ],
    [
      'recipients of RSA by inhabitant',
      { numerator: ['foyers_rsa'], denominator: ['population_municipale'] },
      /« foyers_allocataires » ne se rapporte pas à « habitants »/,
    ],
    [
      'recipients of RSA by household of the census',
      { numerator: ['foyers_rsa'], denominator: ['menages_p'] },
      /ne se rapporte pas à/,
    ],
    [
      'registered job seekers in the census labour force',
      { numerator: ['demandeurs_emploi'], denominator: ['actifs_15_64'] },
      /« demandeurs_emploi » ne se rapporte pas à/,
    ],
    ['two notions of unemployment added', { sum: ['demandeurs_emploi', 'chomeurs_15_64'] }, /mêle des populations/],
    ['fiscal households with those of the census', { sum: ['menages_fiscaux', 'menages_p'] }, /mêle des populations/],
    ['families in households', { sum: ['familles', 'menages_c'] }, /mêle des populations/],
    ['inhabitants and births', { sum: ['population_municipale', 'naissances'] }, /mêle des natures : stock, flow/],
    ['euros and recipients', { sum: ['montant_prestations', 'foyers_allocataires'] }, /mêle des unités/],
    [
      'women and women of 15 to 29',
      { sum: ['femmes', 'femmes_15_29'] },
      /« femmes » et « femmes_15_29 » comptent en partie les mêmes/,
    ],
    [
      'everybody and men',
      { numerator: ['population_rp', 'hommes'], denominator: ['population_rp'] },
      /comptent en partie les mêmes/,
    ],
    ['ages that overlap', { sum: ['hommes_0_14', 'hommes_0_19'] }, /comptent en partie les mêmes/],
    [
      'a total and its part',
      { sum: ['population_totale', 'population_comptee_a_part'] },
      /comptent en partie les mêmes/,
    ],
    ['a measure twice', { sum: ['naissances', 'naissances'] }, /comptent en partie les mêmes/],
    [
      'a ratio of two years',
      { numerator: ['naissances'], denominator: ['population_municipale'], denominatorYear: 2019 },
      /toutes ses mesures sont lues la même année/,
    ],
    ['a measure of a year', { measure: 'naissances', year: 2019 }, /toutes ses mesures sont lues la même année/],
    ['a rate without denominator', { numerator: ['naissances'], denominator: [] }, /il faut au moins une mesure/],
    [
      'births and deaths as one count',
      { sum: ['naissances', 'deces'] },
      /comptent des événements différents.*\{ sum: \[naissances\], minus: \[deces\] \}/,
    ],
    [
      'a rate of births and deaths together',
      { numerator: ['deces', 'naissances'], denominator: ['population_municipale'], scale: 1000 },
      /comptent des événements différents/,
    ],
    [
      'a share of itself',
      { numerator: ['menages_c'], denominator: ['menages_c'] },
      /sont les mêmes : le rapport vaudrait toujours 100 %/,
    ],
    [
      'a share of itself in another order',
      { numerator: ['hommes', 'femmes'], denominator: ['femmes', 'hommes'] },
      /sont les mêmes : le rapport vaudrait toujours 100 %/,
    ],
    [
      'a whole and its part, by a percentage of the catalogue',
      { sum: ['actifs_15_64', 'chomeurs_15_64'] },
      /comptent en partie les mêmes/,
    ],
    [
      'a part of a part, as `partOf` tells',
      { sum: ['rp_hlm', 'residences_principales'] },
      /« rp_hlm » et « residences_principales » comptent en partie les mêmes/,
    ],
    [
      'a part less its whole',
      { sum: ['population_0_14'], minus: ['population_rp'] },
      /« population_rp » est un tout dont « population_0_14 » est une partie : la différence serait négative/,
    ],
    ['a count less itself', { sum: ['menages_c'], minus: ['menages_c'] }, /est ajouté puis retranché/],
    ['inhabitants of two years added', { sum: ['population_municipale'], years: [2019, 2020] }, /lues la même année/],
    ['a count of a year by its name', { measure: 'population_municipale@2019' }, /lettres minuscules/],
    ['a median of medians', { median: ['revenu_median'] }, /une formule est \{ measure \}, \{ sum, minus \}/],
    ['an index times a count', { product: ['classe_densite', 'population_rp'] }, /et rien d’autre/],
    [
      'the share of a rate',
      { numerator: ['part_menages_imposes'], denominator: ['taux_pauvrete'] },
      /ne s’additionne ni ne se divise/,
    ],
    ['what nobody measures', { measure: 'bonheur' }, /la mesure « bonheur » n’existe pas/],
  ])('%s is refused, with the reason', (_, formula, reason) => {
    const problems = refusals(formula);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join(' ; ')).toMatch(reason);
  });

  it.each([
    ['a median in percent', { measure: 'revenu_median' }, 'percent', /donne des euros.*écrivez « unit: euro »/],
    ['inhabitants in euros', { measure: 'population_municipale' }, 'euro', /écrivez « unit: count »/],
    ['a sum in percent', { sum: ['femmes_0_14', 'hommes_0_14'] }, 'percent', /écrivez « unit: count »/],
    [
      'euros for each aid in percent',
      { numerator: ['ccas_montant_aides'], denominator: ['ccas_aides'], scale: 1 },
      'percent',
      /donnent des euros.*écrivez « unit: euro »/,
    ],
    [
      'a share of people in euros',
      { numerator: ['femmes'], denominator: ['population_rp'] },
      'euro',
      /ne donne pas des euros : écrivez « unit: percent » et « scale: 100 »/,
    ],
    [
      'a percentage of a thousand',
      { numerator: ['femmes'], denominator: ['population_rp'], scale: 1000 },
      'percent',
      /se compte sur 100, pas sur 1000 : écrivez « scale: 100 »/,
    ],
    [
      'a share of people as a number of people',
      { numerator: ['femmes'], denominator: ['population_rp'] },
      'count',
      /ne donne pas un nombre : écrivez « unit: percent » et « scale: 100 » pour une part, « unit: ratio »/,
    ],
    [
      'recipients for each euro in percent',
      { numerator: ['ccas_aides'], denominator: ['ccas_montant_aides'] },
      'percent',
      /écrivez « unit: ratio »/,
    ],
  ])('%s is refused, with the unit to write', (_, formula, unit, reason) => {
    const problems = refusals(formula, unit);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(reason);
  });

  it.each([
    [
      'the active among the unemployed',
      ['actifs_15_64'],
      ['chomeurs_15_64'],
      /« chomeurs_15_64 » est une partie de « actifs_15_64 », non l’inverse : .* échangez le numérateur/,
    ],
    ['everybody among women', ['population_rp'], ['femmes'], /« femmes » est une partie de « population_rp »/],
    ['all housing among the vacant', ['logements'], ['logements_vacants'], /est une partie de « logements »/],
    [
      'women for a hundred men',
      ['femmes'],
      ['hommes'],
      /« femmes » n’est pas une partie de « hommes ».*« unit: index »/,
    ],
    [
      'lone-parent families for a hundred couples',
      ['familles_monoparentales'],
      ['couples_avec_enfants'],
      /divisez par un tout dont elle est une partie \(« familles »\)/,
    ],
    ['the unemployed for a hundred employed', ['chomeurs_15_64'], ['occupes_15_64'], /n’est pas une partie de/],
    ['recipients of RSA among those of AAH', ['foyers_rsa'], ['foyers_aah'], /« foyers_allocataires »/],
    ['births for a hundred deaths', ['naissances'], ['deces'], /comptent des événements différents/],
    [
      'people for a hundred households',
      ['personnes_couvertes'],
      ['foyers_allocataires'],
      /ne compte pas les mêmes que/,
    ],
    ['children for a hundred households', ['enfants_couverts'], ['foyers_allocataires'], /« partOf: \[foyers_alloc/],
    ['births for a hundred inhabitants', ['naissances'], ['population_municipale'], /« unit: ratio »/],
    [
      'the old among some of the old',
      ['population_75_89', 'population_90_plus'],
      ['population_60_74', 'population_75_89'],
      /« population_90_plus » n’est pas une partie de « population_60_74 \+ population_75_89 »/,
    ],
  ])('%s, in percent, is refused: a share is of a part in its whole', (_, numerator, denominator, reason) => {
    expect(refusals({ numerator, denominator }, 'percent')).toEqual([expect.stringMatching(reason)]);
    expect(refusals({ numerator, denominator }, 'index')).toEqual([]);
  });

  it.each([
    ['women among women and men', ['femmes'], ['hommes', 'femmes']],
    ['a slice of a slice', ['chomeurs_h_15_24'], ['actifs_hommes']],
    ['an age among ages that hold it', ['population_75_89'], ['hommes_65_plus', 'femmes_65_plus']],
    ['what `partOf` tells', ['femmes_seules'], ['menages_personne_seule']],
    ['a part of a part', ['rp_hlm'], ['logements']],
    ['what a total tells', ['population_0_14'], ['femmes', 'hommes']],
  ])('%s is a share', (_, numerator, denominator) => {
    expect(refusals({ numerator, denominator }, 'percent')).toEqual([]);
  });

  it.each([
    ['both sexes of an age', { sum: ['femmes_0_14', 'hommes_0_14'] }],
    ['ages that follow each other', { sum: ['population_75_89', 'population_90_plus'] }],
    ['a total less its part', { sum: ['population_rp'], minus: ['population_0_14'] }],
    [
      'an aid for each recipient',
      { numerator: ['montant_prestations'], denominator: ['foyers_allocataires'], scale: 1 },
      'euro',
    ],
    ['births less deaths', { sum: ['naissances'], minus: ['deces'] }],
    ['a share', { numerator: ['femmes'], denominator: ['population_rp'] }, 'percent'],
    ['a median', { measure: 'revenu_median' }, 'euro'],
    [
      'births by inhabitant',
      { numerator: ['naissances'], denominator: ['population_municipale'], scale: 1000 },
      'ratio',
    ],
  ])('%s is not nonsense', (_, formula, unit = 'count') => {
    expect(refusals(formula, unit)).toEqual([]);
  });
});

describe('nonsense that a user may write of a measure', () => {
  const mine = { id: 'la_mienne', label: both('Essai'), nature: 'stock', population: 'habitants', unit: 'count' };
  const other = { ...mine, id: 'une_autre' };

  it.each([
    ['a rate that adds up', { unit: 'percent' }, /« la_mienne » est un pourcentage : .* écrivez « nature: published »/],
    ['an index that adds up', { nature: 'flow', unit: 'index' }, /est un indice : cela ne s’additionne pas/],
    ['a part of what does not exist', { partOf: ['nulle_part'] }, /la mesure « nulle_part » n’existe pas/],
    ['a part of itself', { partOf: ['la_mienne'] }, /n’est pas une partie d’elle-même/],
    ['a measure that is built in', { id: 'femmes' }, /« femmes » existe déjà dans le catalogue fourni \(ages\.yaml\)/],
  ])('%s is refused', (_, wrong, reason) => {
    const file = catalogueFileSchema.parse({ measures: [{ ...mine, ...wrong }, other] });
    const { problems } = toCatalogue([...shipped, { name: 'le-mien.yaml', file }]);
    expect(problems).toEqual([expect.objectContaining({ problem: expect.stringMatching(reason) })]);
  });

  it('takes a percentage of another population where its measure is said to be part of it', () => {
    const populations = [{ id: 'licencies', label: both('Licenciés'), reportedTo: ['habitants'] }];
    const text = {
      label: both('Essai'),
      shortLabel: both('Essai'),
      definition: both('Essai'),
      basePopulation: both('Essai'),
    };
    const share = {
      ...{ id: 'part_licencies', theme: 'population', ...text, unit: 'percent', decimals: 1, polarity: 'NEUTRAL' },
      formula: { numerator: ['la_mienne'], denominator: ['population_municipale'] },
    };
    const problemsOf = (more: object) => {
      const measures = [{ ...mine, population: 'licencies', ...more }];
      const file = catalogueFileSchema.parse({ populations, measures, indicators: [share] });
      return toCatalogue([...shipped, { name: 'le-mien.yaml', file }]).problems;
    };
    expect(problemsOf({})).toMatchObject([{ problem: expect.stringMatching(/partOf: \[population_municipale\]/) }]);
    expect(problemsOf({ partOf: ['population_municipale'] })).toEqual([]);
  });

  it.each([
    ['stocks and flows', { nature: 'flow' }, /de même nature, non stock, flow/],
    ['euros and people', { unit: 'euro' }, /de même unité, non count, euro/],
  ])('a total of %s is refused', (_, wrong, reason) => {
    const identities = [{ total: 'la_mienne', parts: ['une_autre'] }];
    const file = catalogueFileSchema.parse({ measures: [mine, { ...other, ...wrong }], identities });
    const { problems } = toCatalogue([...shipped, { name: 'le-mien.yaml', file }]);
    expect(problems).toEqual([expect.objectContaining({ problem: expect.stringMatching(reason) })]);
  });
});

describe('a catalogue file that is not one says so in French', () => {
  it.each([
    [
      'a scale of zero',
      { formula: { numerator: ['naissances'], denominator: ['deces'], scale: 0 } },
      /plus grand que zéro/,
    ],
    ['decimals below zero', { decimals: -1 }, /^Trop petit/],
    ['an unknown unit', { unit: 'francs' }, /^« francs » n’est pas admis ; valeurs admises : count, percent/],
    ['an unknown key', { couleur: 'rouge' }, /^clé inconnue ; clés admises : id, label/],
  ])('%s', (_, wrong, problem) => {
    const [indicator] = shipped.flatMap(({ file }) => file.indicators);
    const checked = checkCatalogueFile({ indicators: [{ ...indicator, ...wrong }] });
    expect(checked.problems).toMatchObject([{ text: expect.stringMatching(problem) }]);
    expect(checked.problems[0]!.path.slice(0, 2)).toEqual(['indicators', 0]);
  });
});
