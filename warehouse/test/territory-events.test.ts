import { buildGeography, type EpciRow } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { geographies, officialGeography, packagedGeography } from './support/real-geography.ts';
import { officialMovements } from './support/real-territories.ts';
import { communes, members, rowsOf } from './support/small-territories.ts';

const CODES = ['01001', '01002', '01003', '01004', '01005', '01006'];
const NAMES = ['01001 Bellevue', '01002 Coteau', '01003 Rivage', '01004 Plaine', '01005 Gué', '01006 Bois'];

function epci(cog: number, code: string, name: string, nature = 'CC'): EpciRow {
  return { cog, code, name, nature };
}

/** Two EPCI of three communes in 2020, and what they are in 2021. */
function turn(later: readonly (readonly [EpciRow, readonly string[]])[], names = NAMES) {
  const earlier = [
    [epci(2020, '200000001', 'CC du Haut'), CODES.slice(0, 3)],
    [epci(2020, '200000002', 'CC du Bas'), CODES.slice(3)],
  ] as const;
  const all = [...earlier, ...later];
  return buildGeography(
    rowsOf({
      commune: [...communes(2020, ...NAMES), ...communes(2021, ...names)],
      epci: all.map(([row]) => row),
      membership: all.flatMap(([row, codes]) => members(row.cog, row.code, ...codes)),
    }),
  );
}

const labels = (geography: ReturnType<typeof turn>, id: `${'epci' | 'commune'}:${string}`) =>
  geography.events(id).map(({ date, kind, label }) => `${date} ${kind} ${label}`);

describe('events of EPCI', () => {
  it('say which communes arrive and leave, and where they come from and go', () => {
    const geography = turn([
      [epci(2021, '200000001', 'CC du Haut'), CODES.slice(0, 4)],
      [epci(2021, '200000002', 'CC du Bas'), CODES.slice(4)],
    ]);
    expect(labels(geography, 'epci:200000001')).toEqual([
      '2021-01-01 EPCI_ARRIVAL Arrivée de Plaine (01004), de CC du Bas',
    ]);
    expect(labels(geography, 'epci:200000002')).toEqual([
      '2021-01-01 EPCI_DEPARTURE Départ de Plaine (01004), vers CC du Haut',
    ]);
    expect(geography.events('commune:01004')).toEqual([
      {
        date: '2021-01-01',
        kind: 'EPCI_ARRIVAL',
        label: 'Plaine quitte CC du Bas pour CC du Haut',
        before: ['epci:200000002'],
        after: ['epci:200000001'],
      },
    ]);
    expect(geography.changed('epci', '200000001', 2020, 2021)).toBe(true);
  });

  it('say that an EPCI ended in another', () => {
    const geography = turn([[epci(2021, '200000001', 'CC du Haut'), CODES]]);
    expect(labels(geography, 'epci:200000002')).toEqual([
      '2021-01-01 EPCI_END Fin de CC du Bas : ses communes rejoignent CC du Haut (3)',
    ]);
    expect(geography.territory('epci:200000002')?.validTo).toBe('2021-01-01');
    expect(geography.successors('epci:200000002').map(({ id }) => id)).toEqual(['epci:200000001']);
  });

  it('say that a new one was made of several', () => {
    const geography = turn([[epci(2021, '200000009', 'CC du Haut et du Bas'), CODES]]);
    expect(labels(geography, 'epci:200000009')).toEqual([
      '2021-01-01 EPCI_CREATION Création de CC du Haut et du Bas, avec 6 communes venues de CC du Haut (3) et CC du Bas (3)',
    ]);
    expect(geography.predecessors('epci:200000009').map(({ id }) => id)).toEqual(['epci:200000001', 'epci:200000002']);
    expect(geography.territory('epci:200000009')?.validFrom).toBe('2021-01-01');
  });

  it('see through a change of SIREN, and nobody moves', () => {
    const geography = turn([
      [epci(2021, '200000008', 'CA du Haut', 'CA'), CODES.slice(0, 3)],
      [epci(2021, '200000002', 'CC du Bas'), CODES.slice(3)],
    ]);
    expect(labels(geography, 'epci:200000008')).toEqual([
      '2021-01-01 CODE_CHANGE Changement de numéro SIREN : CC du Haut (200000001) devient CA du Haut (200000008)',
    ]);
    expect(labels(geography, 'commune:01001')).toEqual([]);
    expect(geography.counterpart('epci', '200000001', 2020, 2021)).toBe('200000008');
  });

  it('say a change of name or of nature', () => {
    const geography = turn([
      [epci(2021, '200000001', 'CA Grand Haut', 'CA'), CODES.slice(0, 3)],
      [epci(2021, '200000002', 'CC du  bas'), CODES.slice(3)],
    ]);
    expect(labels(geography, 'epci:200000001')).toEqual([
      '2021-01-01 EPCI_RENAME Changement de nom : CC du Haut devient CA Grand Haut',
      '2021-01-01 STATUS_CHANGE Changement de nature : CA Grand Haut passe de CC à CA',
    ]);
    expect(labels(geography, 'epci:200000002')).toEqual([]);
    expect(geography.territory('epci:200000001', '2020-05-01')?.name).toBe('CC du Haut');
  });

  it('count as an arrival a commune that merges across the limit, and say when one is left alone', () => {
    const merged = [
      '01001 Bellevue',
      '01002 Coteau',
      '01003 Rivage',
      '01004 Plaine > 01001',
      '01005 Gué',
      '01006 Bois',
    ];
    const geography = turn(
      [
        [epci(2021, '200000001', 'CC du Haut'), CODES.slice(0, 3)],
        [epci(2021, '200000002', 'CC du Bas'), ['01005']],
      ],
      merged,
    );
    expect(labels(geography, 'epci:200000001')).toEqual([
      '2021-01-01 EPCI_ARRIVAL Arrivée de Plaine (01004), de CC du Bas',
    ]);
    expect(labels(geography, 'commune:01006')).toEqual([
      '2021-01-01 EPCI_DEPARTURE Bois quitte CC du Bas et n’est plus membre d’aucun EPCI',
    ]);
  });
});

describe.each(geographies)('events of real territories, %s', (_, geography) => {
  it('follow the Métropole Européenne de Lille under its two numbers', () => {
    expect(geography.successors('epci:245900410').map(({ id }) => id)).toEqual(['epci:200093201']);
    const [renumbered, ...arrivals] = geography.events('epci:200093201');
    expect(renumbered?.label).toBe(
      'Changement de numéro SIREN : Métropole Européenne de Lille (245900410) devient Métropole Européenne de Lille (200093201)',
    );
    expect(arrivals.some(({ kind, label }) => kind === 'EPCI_ARRIVAL' && label.includes('CC de la Haute Deûle'))).toBe(
      true,
    );
  });

  it('explain every perimeter of an EPCI that changed', () => {
    const silent: string[] = [];
    for (const [from, to] of [
      [2019, 2020],
      [2020, 2021],
      [2021, 2022],
      [2022, 2023],
      [2023, 2024],
      [2024, 2025],
    ] as const) {
      for (const code of geography.epcis(to)?.keys() ?? []) {
        if (!geography.changed('epci', code, from, to)) continue;
        const events = geography.events(`epci:${code}`).filter(({ date }) => date === `${to}-01-01`);
        if (events.length === 0) silent.push(`${code} ${to}`);
      }
    }
    expect(silent).toEqual([]);
  });

  it('explain every commune that changed', () => {
    const silent: string[] = [];
    for (const [from, to] of [
      [2019, 2022],
      [2022, 2025],
    ] as const) {
      for (const code of geography.communes(to).keys()) {
        if (!geography.changed('commune', code, from, to)) continue;
        const within = geography
          .events(`commune:${code}`)
          .filter(({ date }) => date > `${from}-01-01` && date <= `${to}-01-01`);
        if (within.length === 0) silent.push(`${code} ${to}`);
      }
    }
    expect(silent).toEqual([]);
  });

  it('are told in the order of their dates, in French, with ids that exist', () => {
    for (const id of geography.territories.keys()) {
      const events = geography.events(id);
      events.forEach(({ date, label, before, after }, index) => {
        const known = [...before, ...after].every((other) => geography.territories.has(other));
        if (!known || label === '' || date < (events[index - 1]?.date ?? '')) expect.fail(`${id}: ${label}`);
      });
    }
  });
});

/** Rows about a part that stays a part, or becomes one of another kind, when its commune changes: the commune tells the change. */
const OF_PARTS = ['20 ARM>ARM', '20 COM>ARM', '21 COMA>COMA', '32 COMA>COMD', '32 COMD>COMD'];

describe.skipIf(!officialGeography)('official movements', () => {
  const geography = officialGeography ?? packagedGeography;

  it.each([2025, 2026])(
    'are each told by an event of their day, whatever their modality, in the edition of %i',
    (edition) => {
      const days = new Map<string, Set<string>>();
      for (const { id, level, code } of geography.territories.values()) {
        if (level !== 'commune') continue;
        const known = days.get(code) ?? new Set();
        for (const { date } of geography.events(id)) known.add(date);
        days.set(code, known);
      }
      const rows = officialMovements(edition);
      const silent = rows.filter(
        ({ date, codeBefore, codeAfter }) => !days.get(codeBefore)?.has(date) && !days.get(codeAfter)?.has(date),
      );
      const kinds = new Set(silent.map(({ mod, typeBefore, typeAfter }) => `${mod} ${typeBefore}>${typeAfter}`));
      expect([...kinds].sort()).toEqual(OF_PARTS);
      const modalities = [10, 20, 21, 30, 31, 32, 33, 34, 35, 41, 50, 70, 71, ...(edition > 2025 ? [72] : [])];
      expect([...new Set(rows.map(({ mod }) => mod))].sort()).toEqual(modalities);
    },
  );
});

describe('parents of real territories', () => {
  it('go from the nearest level up', () => {
    expect(packagedGeography.parents('commune:01001').map(({ name }) => name)).toEqual([
      'CC de la Dombes',
      'Ain',
      'Auvergne-Rhône-Alpes',
      'France',
    ]);
    expect(packagedGeography.parents('commune:29155').map(({ name }) => name)).toEqual([
      'Finistère',
      'Bretagne',
      'France',
    ]);
    expect(packagedGeography.parents('departement:2A').map(({ id }) => id)).toEqual(['region:94', 'france:FR']);
    expect(packagedGeography.parents('region:94').map(({ id }) => id)).toEqual(['france:FR']);
    expect(packagedGeography.parents('france:FR')).toEqual([]);
  });

  it('are several départements for an EPCI that straddles, the one with most of its communes first', () => {
    const straddling = [...(packagedGeography.epcis(2025)?.values() ?? [])].filter(
      ({ departements }) => departements.length > 1,
    );
    expect(straddling.length).toBe(89);
    expect(packagedGeography.parents('epci:200077014').map(({ id }) => id)).toEqual([
      'departement:38',
      'departement:69',
      'region:84',
      'france:FR',
    ]);
  });

  it('are those of the last year for a commune that is no more, of the first for one that is not there yet', () => {
    expect(packagedGeography.parents('commune:85165', 2020).map(({ name }) => name)).toContain('Vendée');
    expect(packagedGeography.parents('commune:85165', 2020)[0]?.level).toBe('epci');
    expect(packagedGeography.parents('commune:69152').map(({ id }) => id)).toContain('epci:200046977');
    expect(packagedGeography.parents('commune:69149', 2019).map(({ id }) => id)).toContain('epci:200046977');
  });
});
