import { readCatalogue } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fold, maybeDistance, toSearched } from '../src/indicator-search.ts';
import { startWorld, type World } from './support/world.ts';

/** A folder without a catalogue of its own: what is shipped. */
const catalogue = await readCatalogue(import.meta.dirname);
const indicators = [...catalogue.indicators.values()].map((one) => ({ id: one.id, searched: toSearched(one, []) }));
const found = (text: string): readonly string[] =>
  indicators.flatMap(({ id, searched }) =>
    maybeDistance(searched, fold(text).trim().split(' ')) === undefined ? [] : [id],
  );

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

  test('begins short words where words begin', () => {
    const searched = { names: fold('Population'), all: fold('Population, au sens des versants') };
    expect(maybeDistance(searched, ['rsa'])).toBeUndefined();
    expect(maybeDistance(searched, ['ersants'])).toBe(2);
    expect(maybeDistance(searched, ['versa'])).toBe(1);
    expect(maybeDistance(searched, ['popul'])).toBe(0);
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
