import { buildGeography, type Passage } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { officialGeography, packagedGeography, populations, VINTAGES } from './support/real-geography.ts';
import { HAS_SHARED, officialMovements, packagedRows, readCsv } from './support/real-territories.ts';

describe.skipIf(!HAS_SHARED)('the official movements', () => {
  const geography = officialGeography ?? packagedGeography;

  it('lead from one list back to each list that INSEE published', () => {
    const rows = packagedRows();
    const commune = rows.commune.flatMap((row) =>
      typeof row.cog !== 'number' && row.cog.includes(2026) ? [{ ...row, cog: 2026 }] : [],
    );
    const latest = buildGeography({ ...rows, commune, membership: [], movement: officialMovements(2026) });
    for (const vintage of [2022, 2023, 2024, 2025, 2026]) {
      const published = readCsv(`insee-cog/v_commune_${vintage}.csv`, ',', ['TYPECOM', 'COM'])
        .filter(([type]) => type === 'COM')
        .map(([, code]) => code);
      expect([...latest.communes(vintage).keys()].join(' '), String(vintage)).toBe(published.sort().join(' '));
    }
    expect([2019, 2020, 2021].map((vintage) => latest.communes(vintage).size)).toEqual([34_970, 34_968, 34_965]);
  });

  it('say the same as the packages alone, in every pair of vintages', () => {
    for (const from of VINTAGES) {
      for (const to of VINTAGES) {
        expect(differences(packagedGeography.passage(from, to), geography.passage(from, to))).toEqual([]);
      }
    }
  });

  it.each([1962, 1968, 1975, 1982, 1990, 1999, 2006, 2012])(
    'place every commune of %i in 2025, with shares that make one',
    (census) => {
      const { parts, undetermined, lost } = geography.passage(census, 2025);
      // Saint-Barthélemy and Saint-Martin left the départements in 2007.
      expect([[...undetermined.keys()], [...lost]]).toEqual([[], census < 2007 ? ['97123', '97127'] : []]);
      expect(parts.size + lost.size).toBe(geography.communes(census).size);
      for (const [code, shares] of parts) {
        const whole = shares.reduce((sum, { weight }) => sum + weight, 0);
        if (Math.abs(whole - 1) > 1e-12) expect.fail(`${code} in ${census}`);
      }
    },
  );

  it('say the same whether one edition is read or two', () => {
    const movement = [...officialMovements(2025), ...officialMovements(2026)];
    const both = buildGeography({ ...packagedRows(), movement }, populations);
    for (const from of [1950, 2012]) {
      expect(differences(both.passage(from, 2025), geography.passage(from, 2025))).toEqual([]);
    }
  });

  it.each([
    ['Annecy', ['74010', '74011', '74093', '74182', '74217', '74268'], '74010', 2016, 2017],
    ['Cherbourg-en-Cotentin', ['50129', '50173', '50203', '50416', '50602'], '50129', 2015, 2016],
    ['Oullins-Pierre-Bénite', ['69149', '69152'], '69149', 2023, 2024],
    ['Saint-Denis', ['93059', '93066'], '93066', 2024, 2025],
  ])('merge %s', (name, before, after, from, to) => {
    expect(geography.communes(to).get(after)?.name).toBe(name);
    expect(sourcesOf(after, from, to)).toEqual(before);
    expect(geography.changed('commune', after, from, to)).toBe(true);
  });

  it.each([
    ['Freigné', '49144', '44180', 2017, '44'],
    ['Pont-Farcy', '14513', '50592', 2017, '50'],
    ['Le Fresne-sur-Loire', '44060', '49160', 2015, '49'],
  ])('follow %s into another département', (_, before, after, from, departement) => {
    expect(geography.passage(from, 2025).parts.get(before)).toEqual([{ code: after, weight: 1, estimated: false }]);
    expect(geography.membership(2025).get(after)?.departement).toBe(departement);
    expect(geography.events(`departement:${departement}`).map(({ kind }) => kind)).toContain('DEPARTEMENT_CHANGE');
  });

  it('know L’Oudon under its three codes, and the communes that had two of them before', () => {
    expect(['14624', '14697', '14472'].map((code) => geography.territory(`commune:${code}`)?.name)).toEqual([
      "L'Oudon",
      "L'Oudon",
      "L'Oudon",
    ]);
    expect(geography.territory('commune:14472@1972-12-31')?.name).toBe('Notre-Dame-de-Fresnay');
    expect(geography.territory('commune:14697@1972-12-31')?.name).toBe('Tôtes');
    expect(geography.counterpart('commune', '14697', 2014, 2015)).toBe('14472');
  });

  it.each([
    ['Celles', '15031', 2016],
    ['Sannerville', '14666', 2016],
    ['Beaumont-les-Nonains', '60054', 2018],
    ['Sainte-Florence', '85212', 2015],
  ])('give %s, re-established, what it was before it merged', (_, code, before) => {
    expect(geography.passage(before, 2025).parts.get(code)).toEqual([{ code, weight: 1, estimated: false }]);
    expect(geography.changed('commune', code, before, 2025)).toBe(false);
  });

  it('give every code of since 1943 a present, or say that it left France', () => {
    const codes = new Set(officialMovements(2026).flatMap((row) => [row.codeBefore, row.codeAfter]));
    const lost: string[] = [];
    for (const code of codes) {
      if (code === '') continue;
      const resolution = geography.resolve(code, 2025);
      const known = resolution.kind === 'repaired' ? resolution.as : resolution;
      if (known.kind === 'unknown' || (known.kind === 'other-vintage' && known.successors.length === 0))
        lost.push(code);
    }
    expect(lost.sort()).toEqual(['97123', '97127']); // Saint-Barthélemy and Saint-Martin, collectivities since 2007
  });

  it('keep the Rhône and the Métropole de Lyon apart as EPCI and together as a département', () => {
    expect(geography.parents('commune:69123').map(({ id }) => id)).toEqual([
      'epci:200046977',
      'departement:69',
      'region:84',
      'france:FR',
    ]);
    const members = geography.epcis(2025)?.get('200046977')?.communes.length;
    expect(members).toBe(58);
    expect(geography.epcis(2023)?.get('200046977')?.communes.length).toBe(59);
    expect(geography.changed('epci', '200046977', 2023, 2025)).toBe(false);
  });

  function differences(one: Passage, other: Passage): readonly string[] {
    const different: string[] = one.parts.size === other.parts.size ? [] : ['size'];
    for (const [code, shares] of one.parts) {
      const others = other.parts.get(code) ?? [];
      const isSame = shares.every((share, i) => share.code === others[i]?.code && share.weight === others[i]?.weight);
      if (shares.length !== others.length || !isSame) different.push(code);
    }
    return different;
  }

  function sourcesOf(code: string, from: number, to: number): readonly string[] {
    const { parts } = geography.passage(from, to);
    return [...parts].filter(([, shares]) => shares.some((share) => share.code === code)).map(([source]) => source);
  }
});
