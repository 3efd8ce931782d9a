import { readCatalogue } from '@boussole/warehouse';
import { describe, expect, test } from 'vitest';
import { isAbout } from '../src/indicator-search.ts';

/** A folder without a catalogue of its own: what is shipped. */
const catalogue = await readCatalogue(import.meta.dirname);
const found = (text: string): readonly string[] =>
  [...catalogue.indicators.values()].flatMap((indicator) => (isAbout(indicator, text) ? [indicator.id] : []));

describe('the search of indicators', () => {
  test.each([
    ['hlm', 'part_locataires_hlm'],
    ['HLM locataire', 'part_locataires_hlm'],
    ['75 ans', 'population_75_plus'],
    ['beneficiaire', 'foyers_rsa'],
    ['Bénéficiaires RSA', 'foyers_rsa'],
    ['beneficiaries', 'foyers_rsa'],
    ['naissance', 'naissances'],
    ['revenus médians', 'revenu_median'],
  ])('%s finds %s', (text, id) => {
    expect(found(text)).toContain(id);
  });

  test.each(['bonheur', 'hlm naissances'])('%s finds nothing', (text) => {
    expect(found(text)).toEqual([]);
  });
});
