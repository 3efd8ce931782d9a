import { buildGeography, type Populations } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { communes, members, rowsOf, type SmallRows } from './support/small-territories.ts';

const populations: Populations = {
  vintages: [2022],
  of: (code) => ({ '01001': 300, '01002': 100 })[code],
};

type Communes = ReturnType<typeof communes>;

function between(earlier: Communes, later: Communes, rest: SmallRows = {}, counted = populations) {
  return buildGeography(rowsOf({ ...rest, commune: [...earlier, ...later] }), counted);
}

describe('what happened between two lists, without official movements', () => {
  it('reads a merger from a commune that becomes a déléguée', () => {
    const geography = between(
      communes(2020, '01001 Bellevue', '01002 Coteau'),
      communes(2022, '01001 Belcoteau', '01001 Bellevue > 01001', '01002 Coteau > 01001'),
    );
    const { parts } = geography.passage(2020, 2022);
    expect(parts.get('01002')).toEqual([{ code: '01001', weight: 1, estimated: false }]);
    expect(parts.get('01001')).toEqual([{ code: '01001', weight: 1, estimated: false }]);
    expect(geography.changed('commune', '01001', 2020, 2022)).toBe(true);
    expect(geography.events('commune:01002').map(({ kind, label }) => [kind, label])).toEqual([
      [
        'MERGER',
        'Fusion : Coteau (01002) rejoint Bellevue (01001), qui devient Belcoteau (d’après les listes annuelles de 2022)',
      ],
    ]);
  });

  it('reads a merger that leaves no déléguée from the former codes of the list', () => {
    const former = { ...communes(2022, '01002 Coteau > 01001')[0]!, type: 'FORMER', name: '' } as const;
    const geography = between(communes(2020, '01001 Bellevue', '01002 Coteau'), [
      ...communes(2022, '01001 Bellevue'),
      former,
    ]);
    expect(geography.passage(2020, 2022).parts.get('01002')).toEqual([{ code: '01001', weight: 1, estimated: false }]);
    expect(geography.passage(2020, 2022).lost.size).toBe(0);
  });

  it('reads a split from a déléguée that becomes a commune, and shares by population', () => {
    const geography = between(
      communes(2020, '01001 Belcoteau', '01001 Bellevue > 01001', '01002 Coteau > 01001'),
      communes(2022, '01001 Bellevue', '01002 Coteau'),
    );
    expect(geography.passage(2020, 2022).parts.get('01001')).toEqual([
      { code: '01001', weight: 0.75, estimated: true },
      { code: '01002', weight: 0.25, estimated: true },
    ]);
    expect(geography.passage(2022, 2020).parts.get('01002')).toEqual([{ code: '01001', weight: 1, estimated: false }]);
  });

  it('shares nothing when no population of the parts is known', () => {
    const geography = between(
      communes(2020, '01001 Belcoteau', '01002 Coteau > 01001'),
      communes(2022, '01001 Bellevue', '01002 Coteau'),
      {},
      { vintages: [2022], of: (code) => (code === '01001' ? 300 : undefined) },
    );
    const { parts, undetermined } = geography.passage(2020, 2022);
    expect(parts.has('01001')).toBe(false);
    expect(undetermined).toEqual(new Map([['01001', ['01001', '01002']]]));
  });

  it('gives the ground to the new code that takes over the name, when the old code becomes a part of its own', () => {
    const geography = between(
      communes(2020, '01001 Belcoteau', '01001 Bellevue > 01001', '01002 Coteau > 01001'),
      communes(2022, '01001 Bellevue', '01002 Belcoteau'),
    );
    expect(geography.successors('commune:01001').map(({ id }) => id)).toEqual(['commune:01001']);
    expect(geography.events('commune:01002').map(({ kind }) => kind)).toEqual(['SPLIT']);
  });

  it('follows a commune that only changed its code', () => {
    const geography = between(communes(2020, '01001 Bellevue'), communes(2022, '01009 Bellevue'));
    expect(geography.counterpart('commune', '01001', 2020, 2022)).toBe('01009');
    expect(geography.events('commune:01009').map(({ kind, label }) => [kind, label])).toEqual([
      [
        'CODE_CHANGE',
        'Changement de code : Bellevue passe du code 01001 au code 01009 (d’après les listes annuelles de 2022)',
      ],
    ]);
  });

  it('says that a commune is lost rather than guess who holds it', () => {
    const geography = between(communes(2020, '01001 Bellevue', '01002 Coteau'), communes(2022, '01001 Bellevue'));
    expect(geography.passage(2020, 2022).lost).toEqual(new Set(['01002']));
  });

  const [before, after] = [
    communes(2020, '01001 Belcoteau', '01002 Coteau > 01001'),
    communes(2022, '01001 Bellevue', '01002 Coteau'),
  ];

  it('dates a change by the EPCI perimeters of the years between', () => {
    const membership = members(2021, '200000001', '01001', '01002');
    const geography = between(before, after, { membership });
    expect([...geography.communes(2021).keys()]).toEqual(['01001', '01002']);
    expect(geography.passage(2021, 2022).parts.get('01001')).toEqual([{ code: '01001', weight: 1, estimated: false }]);
  });

  it('accepts both codes in a year between when nothing dates the change', () => {
    const geography = between(before, after);
    expect(geography.resolve('01001', 2021)).toEqual({ kind: 'commune', code: '01001' });
    expect(geography.resolve('01002', 2021)).toEqual({ kind: 'commune', code: '01002' });
    expect(geography.passage(2021, 2022).parts.get('01002')).toEqual([{ code: '01002', weight: 1, estimated: false }]);
    expect(geography.resolve('01002', 2020).kind).toBe('deleguee');
  });

  it('says a change of name, not a change of spelling', () => {
    const geography = between(
      communes(2020, '01001 Grigny', "01002 L'Oie"),
      communes(2022, '01001 Grigny-sur-Rhône', '01002 L’Oie'),
    );
    expect(geography.events('commune:01001').map(({ label }) => label)).toEqual([
      'Changement de nom : Grigny (01001) devient Grigny-sur-Rhône (d’après les listes annuelles de 2022)',
    ]);
    expect(geography.events('commune:01002')).toEqual([]);
    expect(geography.territory('commune:01001', '2021-06-30')?.name).toBe('Grigny');
  });

  it('leaves overseas collectivities out of France', () => {
    const geography = buildGeography(rowsOf({ commune: communes(2022, '01001 Bellevue', '97701 Saint-Barthélemy') }));
    expect([...geography.communes(2022).keys()]).toEqual(['01001']);
    expect(geography.resolve('97701', 2022)).toEqual({ kind: 'overseas', code: '97701' });
  });

  it('stands on nothing at all', () => {
    const geography = buildGeography(rowsOf({}));
    expect(geography.communeVintages).toEqual([]);
    expect(geography.resolve('01001', 2022)).toEqual({ kind: 'unknown', code: '01001' });
  });
});
