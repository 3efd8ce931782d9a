import { expect, it } from 'vitest';
import { holdsWords } from '../src/indicators/plain.ts';

it('finds words without their accents, in any order', () => {
  expect(holdsWords('Taux de pauvreté', 'pauvrete')).toBe(true);
  expect(holdsWords('Revenu disponible médian', 'MEDIAN revenu')).toBe(true);
  expect(holdsWords('Revenu disponible médian', 'médian')).toBe(true);
  expect(holdsWords('Taux de pauvreté', 'median')).toBe(false);
  expect(holdsWords('Taux de pauvreté', '')).toBe(true);
});
