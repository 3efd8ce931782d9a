import { describe, expect, it } from 'vitest';
import { distinctNames, ofName } from '../src/territories/wording.ts';

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

describe('names in one sentence', () => {
  const before = { name: 'Les Trois Lacs', code: '27058' };
  const after = { name: 'Les Trois Lacs', code: '27676' };
  const other = { name: 'Le Thuit', code: '27635' };

  it('have their codes where two are the same', () => {
    expect(distinctNames([before, other, after])).toEqual([
      'Les Trois Lacs (27058)',
      'Le Thuit',
      'Les Trois Lacs (27676)',
    ]);
    expect(distinctNames([before, other])).toEqual(['Les Trois Lacs', 'Le Thuit']);
  });
});
