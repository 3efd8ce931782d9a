import { expect, it } from 'vitest';
import { inLanguage, localeAt, withoutBase } from '../src/i18n/address.ts';

const at = (path: string) => new URL(path, 'http://boussole.example');

it.each([
  ['/', 'fr'],
  ['/enclave', 'fr'],
  ['/territoire/commune:69123', 'fr'],
  ['/en', 'en'],
  ['/en/carte', 'en'],
])('says in which language %s is: %s', (path, locale) => {
  expect(localeAt(path)).toBe(locale);
});

it('names the same page, with its whole state, in the other language and back', () => {
  const french = '/comparer?t=commune:69123&i=population_municipale#notes';
  const english = inLanguage('en', at(french));
  expect(english).toBe(`/en${french}`);
  expect(inLanguage('en', at(english))).toBe(english);
  expect(inLanguage('fr', at(english))).toBe(french);
  expect(inLanguage('fr', at('/en'))).toBe('/');
  expect(withoutBase(inLanguage('en', at('/')))).toBe('/');
});
