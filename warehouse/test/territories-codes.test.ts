import { describe, expect, it } from 'vitest';
import { geographies, officialGeography, packagedGeography, VINTAGES } from './support/real-geography.ts';

describe.each(geographies)('a code met in a file, %s', (_, geography) => {
  it.each([
    ['69123', { kind: 'commune', code: '69123' }],
    [' 2A004 ', { kind: 'commune', code: '2A004' }],
    ['74011', { kind: 'deleguee', code: '74011', commune: '74010' }],
    ['01120', { kind: 'associee', code: '01120', commune: '01262' }],
    ['75101', { kind: 'arrondissement', code: '75101', commune: '75056' }],
    ['69389', { kind: 'arrondissement', code: '69389', commune: '69123' }],
    ['13216', { kind: 'arrondissement', code: '13216', commune: '13055' }],
    ['97701', { kind: 'overseas', code: '97701' }],
    ['98818', { kind: 'overseas', code: '98818' }],
    ['99999', { kind: 'unknown', code: '99999' }],
    ['Annecy', { kind: 'unknown', code: 'Annecy' }],
    ['', { kind: 'unknown', code: '' }],
    ['75', { kind: 'unknown', code: '75' }],
    ['200046977', { kind: 'unknown', code: '200046977' }],
  ])('%s is what the list of 2025 says', (code, expected) => {
    expect(geography.resolve(code, 2025)).toEqual(expected);
  });

  it.each([
    ['1001', 'LEADING_ZERO', { kind: 'commune', code: '01001' }],
    ['20004', 'CORSICA', { kind: 'commune', code: '2A004' }],
    ['20366', 'CORSICA', { kind: 'commune', code: '2B366' }],
    ['2b366', 'CORSICA', { kind: 'commune', code: '2B366' }],
    ['974424', 'OVERSEAS', { kind: 'commune', code: '97424' }],
    ['971101', 'OVERSEAS', { kind: 'commune', code: '97101' }],
  ])('%s is repaired, since it can be nothing else', (code, repair, as) => {
    expect(geography.resolve(code, 2025)).toEqual({ kind: 'repaired', repair, code, as });
  });

  it.each(['9999', '20999', '974999', '974123', '2c001'])(
    '%s is not repaired into something that does not exist',
    (code) => {
      expect(geography.resolve(code, 2025)).toEqual({ kind: 'unknown', code });
    },
  );

  it('is of another vintage than the file says, with what holds its ground there', () => {
    expect(geography.resolve('14011', 2024)).toEqual({ kind: 'commune', code: '14011' });
    expect(geography.resolve('95282', 2025)).toMatchObject({
      kind: 'other-vintage',
      last: 2023,
      successors: ['95169'],
    });
    expect(geography.resolve('60694', 2022)).toMatchObject({ kind: 'deleguee', commune: '60054' });
    expect(geography.resolve('49126', 2024)).toMatchObject({ kind: 'deleguee', commune: '49069' });
  });

  it('is known as a commune of the vintages that have it', () => {
    for (const vintage of VINTAGES) {
      for (const code of geography.communes(vintage).keys()) {
        if (geography.resolve(code, vintage).kind !== 'commune') expect.fail(`${code} in ${vintage}`);
      }
    }
  });

  it.each([2019, 2021, 2022, 2023, 2024])('tells, with the others of a file, that the file is of %i', (vintage) => {
    const { best, counts, total } = geography.bestVintage(geography.communes(vintage).keys());
    expect(best).toBe(vintage);
    expect(counts.get(vintage)).toBe(total);
    expect(counts.get(2026)).toBeLessThan(total);
  });

  it('fits the latest vintage of those that it fits as well', () => {
    expect(geography.bestVintage(['01001', '69123', '01001'])).toMatchObject({ best: 2026, total: 2 });
  });
});

describe.skipIf(!officialGeography)('a code of before the first list', () => {
  const geography = officialGeography ?? packagedGeography;

  it.each([
    ['45117', 1964, ['45093', '45313']], // Creusy, shared between two
    ['78039', 1967, ['95039']], // Auvers-sur-Oise, when it was in Seine-et-Oise
    ['14513', 2017, ['50592']], // Pont-Farcy, before it changed département and merged on one day
    ['97354', 1969, ['97352']], // Haute-Mana, in Guyane
  ])('%s was in force until %i and has successors', (code, last, successors) => {
    expect(geography.resolve(code, 2025)).toMatchObject({ kind: 'other-vintage', last, successors });
  });
});
