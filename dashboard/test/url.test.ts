import { describe, expect, it } from 'vitest';
import { type ExploreView, readExplore, writeExplore } from '../src/explore-url.ts';
import { isMarkedView, type MarkedView, markedPath, readMarked, writeMarked } from '../src/marked-url.ts';
import { type PositionView, readPosition, writePosition } from '../src/position-url.ts';
import {
  type CompareView,
  type MapView,
  maybeCellKey,
  readCompare,
  readMap,
  readPortrait,
  readTrend,
  withCellKey,
  writeCompare,
  writeMap,
  writePortrait,
  writeTrend,
} from '../src/url.ts';

const compare: CompareView = {
  territories: ['commune:69123', 'epci:200046977'],
  indicators: ['population_municipale', 'revenu_median'],
  year: 2021,
  geography: 'PUBLISHED',
  within: 'DEPARTEMENT',
  comparable: false,
  ranks: true,
  curves: true,
  transposed: true,
  gap: 'departement:69',
  simple: true,
  alike: { of: 'commune:69123', by: ['population_municipale', 'densite_population'] },
  sort: { by: 'revenu_median', descending: true },
};

const explore: ExploreView = {
  level: 'EPCI',
  within: 'departement:69',
  territories: undefined,
  indicators: ['population_municipale'],
  years: [2022, 2023],
  cuts: ['SEX', 'AGE'],
  search: 'l’haÿ & co',
  filters: [
    { column: { indicator: 'population_municipale', year: 2023 }, operator: 'BETWEEN', value: -1.5, upper: 2000 },
    { column: { indicator: 'population_municipale', year: 2022 }, operator: 'HAS_VALUE' },
    { column: { indicator: 'population_municipale', year: 2022 }, operator: 'LOWEST', value: 10 },
  ],
  sort: [
    { by: { indicator: 'population_municipale', year: 2023 }, descending: true },
    { by: 'name', descending: false },
  ],
  groups: 'REGION',
  unfolded: { all: true, but: ['region:84'] },
  pivot: 'MEMBER',
  layout: {
    columns: [{ column: 'population_municipale@2023', width: 210, pinned: true }],
    order: ['name', 'population_municipale@2023', 'code'],
  },
  geography: 'PUBLISHED',
};

const map: MapView = {
  indicator: 'taux_pauvrete',
  year: 2021,
  level: 'EPCI',
  within: 'departement:69',
  method: 'MANUAL',
  classes: 4,
  bounds: [-1.5, 10, 20],
  benchmark: 'departement:69',
  geography: 'PUBLISHED',
  second: { indicator: 'revenu_median', year: 2019, shared: false },
  frame: { scale: 2.56, x: 400.5, y: 380.1 },
};

const position: PositionView = {
  territories: ['commune:69123'],
  indicator: 'revenu_median',
  year: 2021,
  level: 'COMMUNE',
  within: 'departement:69',
  second: 'taux_pauvrete',
  alike: 'STRATUM',
  geography: 'PUBLISHED',
};

const marked: MarkedView = {
  territories: ['commune:69064'],
  within: 'epci:200077014',
  level: 'COMMUNE',
  theme: 'emploi',
  side: 'WORSE',
  indicator: 'taux_chomage_rp',
  only: 'commune:38318',
  all: true,
  geography: 'PUBLISHED',
};

const reread = (address: string) => new URLSearchParams(address);

describe('addresses', () => {
  it('gives back the view it was written from', () => {
    expect(readCompare(reread(writeCompare(compare)))).toEqual(compare);
    const portrait = { beside: 'commune:69266', comparable: true, pyramid: 'france:FR' };
    expect(readPortrait(reread(writePortrait(portrait)))).toEqual(portrait);
    expect(readExplore(reread(writeExplore(explore)))).toEqual(explore);
    const list = { ...explore, years: 'ALL', territories: ['commune:69123', 'groupe:ouest'] } as const;
    expect(readExplore(reread(writeExplore(list)))).toEqual(list);
    expect(readExplore(reread(writeExplore({ ...list, territories: [] }))).territories).toEqual([]);
    expect(readMap(reread(writeMap(map)))).toEqual(map);
    expect(readPosition(reread(writePosition(position)))).toEqual(position);
    expect(readMarked(reread(writeMarked(marked)))).toEqual(marked);
    expect(isMarkedView(reread(writeMarked(marked)))).toBe(true);
    const trend = {
      territories: ['commune:2A004'],
      indicators: ['revenu_median', 'taux_pauvrete'],
      geography: 'PUBLISHED',
      base100: true,
      continued: true,
    } as const;
    expect(readTrend(reread(writeTrend(trend)))).toEqual(trend);
  });

  it('writes nothing for a view with only defaults', () => {
    expect(writeCompare(readCompare(reread('')))).toBe('');
    expect(writeTrend(readTrend(reread('')))).toBe('');
    expect(writeExplore(readExplore(reread('')))).toBe('');
    expect(writeMap(readMap(reread('')))).toBe('');
    expect(writePosition(readPosition(reread('')))).toBe('');
  });

  it('stays readable', () => {
    expect(
      writeCompare({ ...readCompare(reread('')), territories: compare.territories, indicators: ['revenu_median'] }),
    ).toBe('?t=commune:69123,epci:200046977&i=revenu_median');
    expect(markedPath('departement:69', 'EPCI')).toBe('/comparer?vue=ecarts&dans=departement:69&niveau=epci');
  });

  it('ignores what it does not understand', () => {
    const view = readExplore(
      reread(
        'niveau=galaxie&annees=20,2021,abc&couper=taille&disposition=a:b,a:5,a:90:fixe&tri=-,nom&filtre=x,a@2021:gt,a@2021:gt:mille,a@2021:gt:5',
      ),
    );
    expect(view.level).toBe('COMMUNE');
    expect(view.years).toEqual([2021]);
    expect(view.cuts).toEqual([]);
    expect(view.layout.columns).toEqual([{ column: 'a', width: 90, pinned: true }]);
    const drawn = readMap(reread('niveau=galaxie&methode=magie&classes=99&bornes=b,3,1,3&cadre=1,x&i2='));
    expect(drawn).toEqual({ ...readMap(reread('')), bounds: [1, 3] });
    expect(view.sort).toEqual([{ by: 'name', descending: false }]);
    expect(view.filters).toEqual([{ column: { indicator: 'a', year: 2021 }, operator: 'GT', value: 5 }]);
  });

  it('keeps each territory once', () => {
    expect(readCompare(reread('t=commune:69123,commune:69123')).territories).toEqual(['commune:69123']);
    const plain = readCompare(reread('t=69123,commune:69123,2a004,200046977,69')).territories;
    expect(plain).toEqual(['commune:69123', 'commune:2A004', 'epci:200046977', '69']);
  });
});

describe('the explanation of a figure', () => {
  const key = { indicator: 'revenu_median', year: 2021, territory: 'commune:69123', geography: 'PUBLISHED' } as const;

  it('opens beside the page without losing its state', () => {
    const address = reread(withCellKey(reread('t=commune:69123'), key));
    expect(maybeCellKey(address)).toEqual(key);
    expect(readCompare(address).territories).toEqual(['commune:69123']);
  });

  it('closes to the address from which it was opened', () => {
    const opened = reread(withCellKey(reread('t=commune:69123'), key));
    expect(withCellKey(opened, undefined)).toBe('?t=commune:69123');
  });

  it('is not open when the address is damaged', () => {
    expect(maybeCellKey(reread('pourquoi=revenu_median|20|commune:1'))).toBeUndefined();
    expect(maybeCellKey(reread('pourquoi='))).toBeUndefined();
  });
});
