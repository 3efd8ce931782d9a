import { describe, expect, it } from 'vitest';
import { fileName } from '../src/export/file-name.ts';
import { ofName, toName } from '../src/i18n/elision.ts';

describe('the name of a file', () => {
  it('tells what the file holds, in letters that every system takes', () => {
    expect(
      fileName({
        kind: 'tendance',
        places: ['Échirolles', 'Saint-Étienne'],
        indicators: ['Taux de chômage (RP)'],
        years: [2018, 2013],
        publication: '20261127T033734651-6ae2605346cf',
      }),
    ).toBe('boussole-tendance-echirolles-saint-etienne-taux-de-chomage-rp-2013-2018-20261127');
  });

  it('names the first of many, and says how many others there are', () => {
    expect(fileName({ kind: 'comparaison', places: ['Lyon', 'Bron', 'Œting'], indicators: ['RSA (%)'] })).toBe(
      'boussole-comparaison-lyon-2-plus-rsa',
    );
    expect(fileName({ kind: 'carte', places: ['France'], years: [2021, 2021] })).toBe('boussole-carte-france-2021');
  });
});

describe('a name in a French sentence', () => {
  it.each([
    ['Lyon', 'de Lyon', 'à Lyon'],
    ['Échirolles', 'd’Échirolles', 'à Échirolles'],
    ['Hyères', 'd’Hyères', 'à Hyères'],
    ['Haguenau', 'de Haguenau', 'à Haguenau'],
    ['Yvetot', 'd’Yvetot', 'à Yvetot'],
    ['Le Havre', 'du Havre', 'au Havre'],
    ['Les Abymes', 'des Abymes', 'aux Abymes'],
    ['La Rochelle', 'de La Rochelle', 'à La Rochelle'],
  ])('%s: %s, %s', (name, of, to) => {
    expect([ofName(name), toName(name)]).toEqual([of, to]);
  });
});
