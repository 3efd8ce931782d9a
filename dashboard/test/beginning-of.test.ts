import { expect, it } from 'vitest';
import { beginningOf } from '../src/components/beginning-of.ts';

it('shows short texts whole, and the beginning of long ones up to a mark or a word', () => {
  expect(beginningOf('Somme incomplète. Elle est plus élevée.')).toBe('Somme incomplète. Elle est plus élevée.');
  const list = `Sommes incomplètes : ${Array.from({ length: 40 }, (_, index) => `commune ${index} (99,9 %)`).join(', ')}.`;
  expect(beginningOf(list)).toBe(list.slice(0, list.indexOf(', commune 8')));
  const words = 'mot '.repeat(200);
  expect(beginningOf(words)).toMatch(/^(mot )+mot$/);
  expect(beginningOf(words).length).toBeLessThanOrEqual(200);
});
