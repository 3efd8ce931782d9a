import { describe, expect, it } from 'vitest';
import { sourceSchema } from '../src/index.ts';

const source = {
  id: 'filosofi_communes',
  title: { fr: 'Filosofi', en: 'Filosofi' },
  producer: 'INSEE',
  licence: 'Licence Ouverte 2.0',
  landingPage: 'https://www.insee.fr/fr/metadonnees/source/serie/s1172',
  reader: 'table',
  vintage: { from: 'header' },
  geography: { level: 'commune', code: [['CODGEO']], cogOffset: 1 },
  columns: { 'MED{yy}': { measure: 'revenu_median' } },
};

describe('a source descriptor', () => {
  it('needs only what cannot be guessed', () => {
    const read = sourceSchema.parse(source);
    expect(read).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      decimalMark: ',',
      markers: { secret: [], notAvailable: [], notApplicable: [] },
      geography: { arrondissements: 'refuse', cog: {} },
      quarantineShare: 0.01,
    });
  });

  it.each([
    ['a key that nothing reads', { delimitre: ';' }],
    ['an unknown reader', { reader: 'shell' }],
    ['a landing page that is no address', { landingPage: 'insee' }],
    ['an unknown encoding', { encoding: 'ebcdic' }],
    ['a code made of no column', { geography: { ...source.geography, code: [[]] } }],
    ['a year that no group of a pattern holds', { vintage: { from: 'file', pattern: 'pop\\d{4}' } }],
    ['a pattern that is no regular expression', { vintage: { from: 'file', pattern: 'pop(' } }],
    ['a year in the header and no column that carries it', { columns: { MED: { measure: 'revenu_median' } } }],
    ['a decimal mark that separates thousands too', { thousands: [','] }],
    ['an optional column that is not mapped', { optional: ['TP60{yy}'] }],
    ['a marker of two states', { markers: { secret: ['s'], notAvailable: ['S'] } }],
    ['a column that scales by nothing', { columns: { 'MED{yy}': { measure: 'revenu_median', scale: 0 } } }],
    ['a share of refused rows above all', { quarantineShare: 2 }],
    ['a vintage from nowhere', { vintage: { from: 'sky' } }],
  ])('with %s is refused', (_, wrong) => {
    expect(sourceSchema.safeParse({ ...source, ...wrong }).success).toBe(false);
  });
});
