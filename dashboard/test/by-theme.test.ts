import { describe, expect, it } from 'vitest';
import { byTheme } from '../src/features/indicators/by-theme.ts';

const THEMES = ['prestations', 'revenus'].map((id) => ({ id, label: id }));
const of = (theme: number, ...ids: string[]) => ids.map((id) => ({ id, theme: THEMES[theme]! }));
const CATALOGUE = {
  themes: THEMES,
  indicators: [...of(0, 'foyers', 'prime'), ...of(1, 'menages', 'taux_pauvrete', 'decile')],
};

const shown = (...found: Parameters<typeof byTheme>[1] & {}): string[] =>
  byTheme(CATALOGUE, found).map(({ theme, indicators }) => `${theme.id}: ${indicators.map(({ id }) => id).join(' ')}`);

describe('indicators by theme', () => {
  it('are all of them in the order of the catalogue without a search, and none when a search finds none', () => {
    expect(byTheme(CATALOGUE, undefined).flatMap(({ indicators }) => indicators)).toEqual(CATALOGUE.indicators);
    expect(shown()).toEqual([]);
  });

  it('are those that a search found, the best answers and their theme first, equal ones in the order of the catalogue', () => {
    expect(shown({ id: 'taux_pauvrete', match: 'BEGINNING' }, { id: 'prime', match: 'BEGINNING' })).toEqual([
      'prestations: prime',
      'revenus: taux_pauvrete',
    ]);
    expect(
      shown(
        { id: 'decile', match: 'EXACT' },
        { id: 'prime', match: 'WORDS' },
        { id: 'taux_pauvrete', match: 'BEGINNING' },
        { id: 'menages', match: 'NEARLY' },
      ),
    ).toEqual(['revenus: decile taux_pauvrete menages', 'prestations: prime']);
  });
});
