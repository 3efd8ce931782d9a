import { describe, expect, it } from 'vitest';
import { ofName } from '../src/territories/wording.ts';

describe('a name after « de »', () => {
  it.each([
    ['Lyon', 'de Lyon'],
    ['Échirolles', 'd’Échirolles'],
    ['Aix-les-Bains', 'd’Aix-les-Bains'],
    ['Œting', 'd’Œting'],
    ['Hyères', 'd’Hyères'],
    ['Haguenau', 'de Haguenau'],
    ['Yvetot', 'd’Yvetot'],
    ['Youx', 'de Youx'],
    ['Le Havre', 'du Havre'],
    ['Les Abymes', 'des Abymes'],
    ['La Rochelle', 'de La Rochelle'],
    ['L’Haÿ-les-Roses', 'de L’Haÿ-les-Roses'],
    ['Lesparre', 'de Lesparre'],
  ])('%s: %s', (name, said) => {
    expect(ofName(name)).toBe(said);
  });
});
