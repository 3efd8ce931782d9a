import { readCatalogue } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distanceInNames, maybeDistance, toSearched, toWords } from '../src/indicator-search.ts';
import { startWorld, type World } from './support/world.ts';

/** A folder without a catalogue of its own: what is shipped. */
const catalogue = await readCatalogue(import.meta.dirname);
const indicators = [...catalogue.indicators.values()].map((one) => ({ id: one.id, searched: toSearched(one, []) }));
const found = (text: string, farthest = 4): readonly string[] =>
  indicators.flatMap(({ id, searched }) => {
    const distance = maybeDistance(searched, toWords(text));
    return distance === undefined || distance > farthest ? [] : [id];
  });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function ask(search: string): Promise<string[]> {
  const { data } = await world.ask('query ($search: String!) { indicators(search: $search) { id } }', { search });
  return data.indicators.map(({ id }: { id: string }) => id);
}

describe('the search of indicators', () => {
  test.each([
    ['hlm', 'part_locataires_hlm'],
    ['HLM locataire', 'part_locataires_hlm'],
    ['75 ans', 'population_75_plus'],
    ['beneficiaire', 'foyers_rsa'],
    ['Bénéficiaire RSA', 'foyers_rsa'],
    ['naissance', 'naissances'],
    ['chomage', 'taux_chomage_rp'],
    ['apl', 'apl_generalistes'],
    ['parental', 'familles_monoparentales'],
  ])('%s finds %s among what is shipped', (text, id) => {
    expect(found(text)).toContain(id);
  });

  test.each(['bonheur', 'hlm naissances'])('%s finds nothing', (text) => {
    expect(found(text)).toEqual([]);
  });

  test.each([
    ['monoparentales', 'part_allocataires_monoparents'],
    ['monoparentale', 'part_allocataires_monoparents'],
    ['parents isolés', 'familles_monoparentales'],
    ['personnes âgées', 'part_75_plus'],
    ['personne agée', 'part_75_plus'],
    ['seniors', 'part_65_plus'],
    ['senior', 'taux_chomage_seniors'],
    ['APL', 'foyers_aide_logement'],
    ['aide au logement', 'part_foyers_aide_logement'],
    ['allocations logement', 'foyers_aide_logement'],
    ['chômeurs', 'taux_chomage_rp'],
    ['chômeuses', 'taux_chomage_rp'],
    ['chômage', 'demandeurs_emploi'],
    ['HLM', 'logements_sociaux'],
    ['logement social', 'logements_sociaux'],
    ['pauvre', 'taux_pauvrete'],
    ['précarité', 'taux_pauvrete'],
    ['salaire', 'revenu_median'],
    ['salaires', 'part_emplois_salaries'],
    ['impôts', 'part_menages_imposes'],
    ['inégalités', 'rapport_interdecile'],
    ['école', 'ecoles_elementaires'],
    ['écoles', 'taux_scolarisation_2_5'],
    ['crèches', 'creches'],
    ['handicap', 'foyers_aah'],
    ['EHPAD', 'hebergements_ages'],
    ['isolement', 'part_personnes_seules'],
    ['infirmières', 'infirmiers'],
    ['jeunes', 'part_allocataires_jeunes'],
    ['elderly', 'part_75_plus'],
    ['single parents', 'familles_monoparentales'],
    ['unemployed', 'taux_chomage_rp'],
    ['poor', 'taux_pauvrete'],
    ['school', 'ecoles_elementaires'],
    ['wages', 'revenu_median'],
  ])('%s is a word of the names or keywords of %s', (text, id) => {
    expect(found(text, 1)).toContain(id);
  });

  test.each([
    ['niveau de vie MEDIAN', 'EXACT'],
    ['salaires', 'WORDS'],
    ['salai', 'BEGINNING'],
    ['revenu disponible', 'NEARLY'],
    ['zzz', null],
  ])('tells how an indicator answers %s: %s', async (search, match) => {
    const query = 'query ($search: String!) { indicator(id: "revenu_median") { match(search: $search) } }';
    const { data } = await world.ask(query, { search });
    expect(data.indicator).toEqual({ match });
  });

  test.each([
    ['pauvr', 'taux_pauvrete', 'foyers_prime_activite'],
    ['pauvres', 'taux_pauvrete', 'foyers_prime_activite'],
  ])('%s is a word of the name of %s before it is a keyword of %s', (text, named, other) => {
    const [first, second] = [named, other].map((id) => {
      const { searched } = indicators.find((one) => one.id === id)!;
      return { distance: maybeDistance(searched, toWords(text)), inName: distanceInNames(searched, toWords(text)) };
    });
    expect(first!.distance).toBe(second!.distance);
    expect(first!.inName).toBeLessThan(second!.inName);
  });

  test('begins short words where words begin', () => {
    const searched = { labels: ['population'], names: ' population ', all: ' population au sens des versants ' };
    expect(maybeDistance(searched, ['rsa'])).toBeUndefined();
    expect(maybeDistance(searched, ['ersants'])).toBe(4);
    expect(maybeDistance(searched, ['versa'])).toBe(3);
    expect(maybeDistance(searched, ['popul'])).toBe(2);
    expect(maybeDistance(searched, ['population'])).toBe(0);
  });

  test('tells a name that begins with the text from one that has its words, and from keywords', () => {
    const searched = { labels: ['taux pauvrete', 'poverty rate'], names: '', all: '' };
    expect(distanceInNames(searched, toWords('Taux de pauv'))).toBe(0);
    expect(distanceInNames(searched, toWords('pauvretés'))).toBe(1);
    expect(distanceInNames(searched, toWords('rate poverty'))).toBe(1);
    expect(distanceInNames(searched, toWords('auvr'))).toBe(2);
    expect(distanceInNames(searched, toWords('taux bas'))).toBe(2);
  });

  test('asks of everybody the same: plurals, accents, language, theme and source', async () => {
    expect(await ask('revenus MEDIANS')).toEqual(['revenu_median']);
    expect(await ask('median standard of living')).toEqual(['revenu_median']);
    expect(await ask('poverty income')).toEqual(['revenu_median']);
    expect(await ask('Essai')).toContain('population_municipale');
    expect(await ask('!')).toEqual(await ask(''));
  });

  test('has first what names it, then what only says a word of it', async () => {
    const ids = await ask('population municipale');
    expect(ids[0]).toBe('population_municipale');
    expect(ids.length).toBeGreaterThan(1);
  });
});
