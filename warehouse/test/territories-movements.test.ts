import { buildGeography, type MovementRow, mergeMovements, type Populations } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { communes, movement, rowsOf } from './support/small-territories.ts';

/** The latest list, and the movements that led to it. */
function after(list: readonly string[], movements: readonly MovementRow[], populations?: Populations) {
  return buildGeography(rowsOf({ commune: communes(2025, ...list), movement: movements }), populations);
}

const ids = (territories: readonly { readonly id: string }[]): readonly string[] => territories.map(({ id }) => id);
const single = (code: string) => [{ code, weight: 1, estimated: false }];

describe('official movements', () => {
  it('merge communes into a commune nouvelle: Annecy', () => {
    const geography = after(
      ['74010 Annecy', '74011 Annecy-le-Vieux > 74010'],
      [
        movement(32, '2017-01-01', 'COM 74010 Annecy', 'COMD 74010 Annecy'),
        movement(32, '2017-01-01', 'COM 74010 Annecy', 'COM 74010 Annecy'),
        movement(32, '2017-01-01', 'COM 74011 Annecy-le-Vieux', 'COM 74010 Annecy'),
        movement(32, '2017-01-01', 'COM 74011 Annecy-le-Vieux', 'COMD 74011 Annecy-le-Vieux'),
      ],
    );
    expect([...geography.communes(2016).keys()]).toEqual(['74010', '74011']);
    expect([...geography.communes(2017).keys()]).toEqual(['74010']);
    expect(geography.passage(2016, 2025).parts.get('74011')).toEqual(single('74010'));
    expect(geography.changed('commune', '74010', 2016, 2025)).toBe(true);
    expect(geography.changed('commune', '74010', 2017, 2025)).toBe(false);
    expect(geography.territory('commune:74011')).toEqual({
      id: 'commune:74011',
      level: 'commune',
      code: '74011',
      name: 'Annecy-le-Vieux',
      validFrom: undefined,
      validTo: '2017-01-01',
    });
    expect(ids(geography.successors('commune:74011'))).toEqual(['commune:74010']);
    expect(ids(geography.predecessors('commune:74010'))).toEqual(['commune:74011']);
    expect(geography.events('commune:74010').map(({ date, kind, label }) => [date, kind, label])).toEqual([
      ['2017-01-01', 'MERGER', 'Création de commune nouvelle : Annecy-le-Vieux (74011) rejoint Annecy (74010)'],
    ]);
  });

  it('change the code with the seat, and give a code to a second holder: L’Oudon', () => {
    const geography = after(
      ['14654 Saint-Pierre-en-Auge'],
      [
        movement(33, '1973-01-01', 'COM 14624 Saint-Martin-de-Fresnay', "COM 14624 L'Oudon"),
        movement(33, '1973-01-01', 'COM 14472 Notre-Dame-de-Fresnay', "COM 14624 L'Oudon"),
        movement(33, '1973-01-01', 'COM 14697 Tôtes', "COM 14624 L'Oudon"),
        movement(50, '1990-02-01', "COM 14624 L'Oudon", "COM 14697 L'Oudon"),
        movement(50, '2014-01-07', "COM 14697 L'Oudon", "COM 14472 L'Oudon"),
        movement(32, '2017-01-01', 'COM 14654 Saint-Pierre-sur-Dives', 'COM 14654 Saint-Pierre-en-Auge'),
        movement(32, '2017-01-01', "COM 14472 L'Oudon", 'COM 14654 Saint-Pierre-en-Auge'),
      ],
    );
    expect(geography.territory('commune:14472')?.name).toBe("L'Oudon");
    expect(geography.territory('commune:14472@1972-12-31')?.name).toBe('Notre-Dame-de-Fresnay');
    expect(geography.territory('commune:14472', '1960-06-01')?.id).toBe('commune:14472@1972-12-31');
    expect(geography.territory('commune:14472', '2016-12-31')?.name).toBe("L'Oudon");
    expect(ids(geography.predecessors('commune:14472'))).toContain('commune:14697');
    expect(geography.resolve('14697', 2025)).toMatchObject({
      kind: 'other-vintage',
      last: 2014,
      successors: ['14654'],
    });
    expect(geography.counterpart('commune', '14624', 1990, 2015)).toBe('14472');
    expect(geography.passage(1972, 2025).parts.get('14472')).toEqual(single('14654'));
  });

  it('take effect in their order when a commune changes département and merges on one day: Freigné', () => {
    const geography = after(
      ["44180 Vallons-de-l'Erdre"],
      [
        movement(32, '2018-01-01', 'COM 44180 Saint-Mars-la-Jaille', "COM 44180 Vallons-de-l'Erdre"),
        movement(32, '2018-01-01', 'COM 44225 Freigné', "COM 44180 Vallons-de-l'Erdre"),
        movement(41, '2018-01-01', 'COM 49144 Freigné', 'COM 44225 Freigné'),
      ],
    );
    expect([...geography.communes(2017).keys()]).toEqual(['44180', '49144']);
    expect(geography.membership(2017).get('49144')?.departement).toBe('49');
    expect(geography.passage(2017, 2018).parts.get('49144')).toEqual(single('44180'));
    expect(geography.resolve('44225', 2025)).toMatchObject({ kind: 'other-vintage', successors: ['44180'] });
    expect(geography.events('departement:44').map(({ kind }) => kind)).toEqual(['DEPARTEMENT_CHANGE']);
  });

  const neussargues = [
    movement(32, '2016-12-01', 'COM 15031 Celles', 'COM 15141 Neussargues en Pinatelle'),
    movement(32, '2016-12-01', 'COM 15141 Neussargues-Moissac', 'COM 15141 Neussargues en Pinatelle'),
    movement(32, '2016-12-01', 'COM 15171 Sainte-Anastasie', 'COM 15141 Neussargues en Pinatelle'),
    movement(21, '2025-01-01', 'COM 15141 Neussargues en Pinatelle', 'COM 15031 Celles'),
    movement(21, '2025-01-01', 'COM 15141 Neussargues en Pinatelle', 'COM 15141 Neussargues-Moissac'),
    movement(21, '2025-01-01', 'COM 15141 Neussargues en Pinatelle', 'COM 15171 Sainte-Anastasie'),
  ];
  const counted: Populations = {
    vintages: [2015, 2025],
    of: (code, vintage) =>
      vintage === 2025 ? { '15031': 200, '15141': 700, '15171': 100 }[code] : { '15031': 1 }[code],
  };

  it('give back to a re-established commune exactly what it was', () => {
    const geography = after(
      ['15031 Celles', '15141 Neussargues-Moissac', '15171 Sainte-Anastasie'],
      neussargues,
      counted,
    );
    expect(geography.passage(2016, 2025).parts.get('15031')).toEqual(single('15031'));
    expect(geography.changed('commune', '15031', 2016, 2025)).toBe(false);
    expect(geography.changed('commune', '15031', 2018, 2025)).toBe(true);
    expect(geography.territory('commune:15031')).toMatchObject({ validFrom: undefined, validTo: undefined });
    expect(geography.passage(2024, 2025).parts.get('15141')).toEqual([
      { code: '15031', weight: 0.2, estimated: true },
      { code: '15141', weight: 0.7, estimated: true },
      { code: '15171', weight: 0.1, estimated: true },
    ]);
    expect(geography.events('commune:15031').map(({ label }) => label)).toEqual([
      'Création de commune nouvelle : Celles (15031) et Sainte-Anastasie (15171) rejoignent Neussargues-Moissac (15141), ' +
        'qui devient Neussargues en Pinatelle',
      'Rétablissement : Celles (15031) et Sainte-Anastasie (15171) se séparent de Neussargues en Pinatelle (15141), ' +
        'qui devient Neussargues-Moissac',
    ]);
  });

  it('leave the rest of a cut commune to the one that keeps its name: Les Hauts-Talican', () => {
    const geography = after(
      ['60054 Beaumont-les-Nonains', '60694 Les Hauts-Talican'],
      [
        movement(32, '2019-01-01', 'COM 60054 Beaumont-les-Nonains', 'COM 60054 Les Hauts Talican'),
        movement(32, '2019-01-01', 'COM 60455 La Neuville-Garnier', 'COM 60054 Les Hauts Talican'),
        movement(32, '2019-01-01', 'COM 60694 Villotran', 'COM 60054 Les Hauts Talican'),
        movement(21, '2024-01-01', 'COM 60054 Les Hauts-Talican', 'COM 60054 Beaumont-les-Nonains'),
        movement(21, '2024-01-01', 'COM 60054 Les Hauts-Talican', 'COM 60694 Les Hauts-Talican'),
      ],
    );
    const { parts } = geography.passage(2018, 2025);
    expect(parts.get('60054')).toEqual(single('60054'));
    expect(parts.get('60455')).toEqual(single('60694'));
    expect(parts.get('60694')).toEqual(single('60694'));
    expect(geography.territory('commune:60694@2018-12-31')?.name).toBe('Villotran');
  });

  it('create a commune out of several, and share one between several', () => {
    const geography = after(
      ['38422 Uriage', '38478 Séchilienne', '38567 Chamrousse', '45093 Chevilly', '45313 Sougy'],
      [
        movement(20, '1989-02-15', 'COM 38422 Uriage', 'COM 38422 Uriage'),
        movement(20, '1989-02-15', 'COM 38422 Uriage', 'COM 38567 Chamrousse'),
        movement(20, '1989-02-15', 'COM 38478 Séchilienne', 'COM 38478 Séchilienne'),
        movement(20, '1989-02-15', 'COM 38478 Séchilienne', 'COM 38567 Chamrousse'),
        movement(30, '1965-01-01', 'COM 45093 Chevilly', 'COM 45093 Chevilly'),
        movement(30, '1965-01-01', 'COM 45117 Creusy', 'COM 45093 Chevilly'),
        movement(30, '1965-01-01', 'COM 45117 Creusy', 'COM 45313 Sougy'),
        movement(30, '1965-01-01', 'COM 45313 Sougy', 'COM 45313 Sougy'),
      ],
      { vintages: [2025], of: (code) => (code === '38567' ? 100 : 300) },
    );
    expect(geography.passage(1980, 2025).parts.get('38422')).toEqual([
      { code: '38422', weight: 0.75, estimated: true },
      { code: '38567', weight: 0.25, estimated: true },
    ]);
    expect(ids(geography.successors('commune:45117'))).toEqual(['commune:45093', 'commune:45313']);
    expect(geography.events('commune:45117').map(({ label }) => label)).toEqual([
      'Suppression : Creusy (45117) est partagée entre Chevilly (45093) et Sougy (45313)',
    ]);
  });

  it('begin from nothing and end in nothing: overseas départements', () => {
    const geography = after(
      ['97601 Acoua', '01001 Bellevue'],
      [movement(20, '2011-03-31', '', 'COM 97601 Acoua'), movement(30, '2007-02-23', 'COM 97123 Saint-Barthélemy', '')],
    );
    expect([...geography.communes(2007).keys()]).toEqual(['01001', '97123']);
    expect(geography.passage(2007, 2025).lost).toEqual(new Set(['97123']));
    expect(geography.passage(2025, 2007).lost).toEqual(new Set(['97601']));
    expect(geography.territory('commune:97601')?.validFrom).toBe('2011-03-31');
    expect(geography.events('commune:97601')).toMatchObject([
      { kind: 'CREATION', label: 'Entrée dans le code officiel géographique : Acoua (97601)' },
    ]);
  });

  it('tell names and parts of communes without moving ground', () => {
    const geography = after(
      ['02564 Bernoy-le-Château', '62178 Bruay-la-Buissière', '62482 Labuissière > 62178'],
      [
        movement(10, '2012-05-01', 'COM 02564 Bernoy', 'COM 02564 Bernoy-le-Château'),
        movement(33, '1987-01-01', 'COM 62178 Bruay-en-Artois', 'COM 62178 Bruay-la-Buissière'),
        movement(33, '1987-01-01', 'COM 62482 Labuissière', 'COM 62178 Bruay-la-Buissière'),
        movement(33, '1987-01-01', 'COM 62482 Labuissière', 'COMA 62482 Labuissière'),
        movement(34, '2020-01-01', 'COMA 02077 Berzy', 'COM 02564 Bernoy-le-Château'),
        movement(35, '2026-01-01', 'COMD 02077 Berzy', 'COM 02564 Bernoy-le-Château'),
        movement(35, '2026-01-01', 'COMD 02564 Noyant', 'COM 02564 Bernoy-le-Château'),
        movement(70, '2021-10-30', 'COMA 62482 Labuissière', 'COMD 62482 Labuissière'),
        movement(71, '2022-07-22', 'COMD 62178 Bruay', 'COMD 62482 Labuissière'),
        movement(72, '2023-01-01', 'COM 62178 Bruay-la-Buissière', 'COMD 62178 Bruay'),
      ],
    );
    expect(geography.passage(1990, 2025).parts.size).toBe(2);
    expect(geography.territory('commune:02564', '2000-01-01')?.name).toBe('Bernoy');
    expect(geography.events('commune:02564').map(({ kind, label }) => [kind, label])).toEqual([
      ['RENAME', 'Changement de nom : Bernoy (02564) devient Bernoy-le-Château'],
      ['STATUS_CHANGE', 'Fin de la commune associée Berzy (02077)'],
      ['STATUS_CHANGE', 'Suppression des communes déléguées Berzy (02077) et Noyant (02564)'],
    ]);
    expect(geography.events('commune:62482').map(({ kind, label }) => [kind, label])).toEqual([
      [
        'MERGER',
        'Fusion-association : Labuissière (62482) rejoint Bruay-en-Artois (62178), qui devient Bruay-la-Buissière',
      ],
      ['STATUS_CHANGE', 'Transformation en commune déléguée de la commune associée Labuissière (62482)'],
      ['STATUS_CHANGE', 'Rétablissement de la commune déléguée Labuissière (62482)'],
    ]);
    expect(geography.events('commune:62178').map(({ label }) => label)).toContain(
      'Création de la commune déléguée Bruay (62178)',
    );
  });

  it('follow a modality that INSEE has not invented yet by what it does', () => {
    const geography = after(
      ['01001 Bellevue'],
      [
        movement(99, '2020-01-01', 'COM 01001 Bellevue', 'COM 01001 Bellevue'),
        movement(99, '2020-01-01', 'COM 01002 Coteau', 'COM 01001 Bellevue'),
      ],
    );
    expect(geography.passage(2019, 2025).parts.get('01002')).toEqual(single('01001'));
    expect(geography.events('commune:01002').map(({ label }) => label)).toEqual([
      'Fusion : Coteau (01002) rejoint Bellevue (01001)',
    ]);
  });

  it('win, told by the most trusted, for the days that they cover', () => {
    const official = [
      movement(31, '2010-01-01', 'COM 01002 A', 'COM 01001 B'),
      movement(31, '2020-01-01', 'COM 01003 C', 'COM 01001 B'),
    ];
    const other = [
      movement(31, '2015-01-01', 'COM 01004 D', 'COM 01001 B'),
      movement(31, '2021-01-01', 'COM 01005 E', 'COM 01001 B'),
    ];
    expect(mergeMovements([official, other]).map(({ codeBefore }) => codeBefore)).toEqual(['01002', '01003', '01005']);
  });
});
