import { describe, expect, it } from 'vitest';
import { readExplore } from '../src/explore-url.ts';
import {
  neverAdded,
  sortedInGroups,
  toColumns,
  withoutColumns,
  withoutDetail,
} from '../src/features/explore/columns.ts';
import { applyLayout, layoutOf } from '../src/features/explore/layout.ts';

const BOTH = ['PUBLISHED', 'CONSTANT'];
const year = (at: number, communes: number, geographies = BOTH) => ({
  ...{ year: at, geographies, vintage: at + 2, communes, epci: 0, departements: 0, regions: 0, france: 0 },
});
const indicator = (id: string, years: readonly ReturnType<typeof year>[]) =>
  ({ id, label: `${id} en toutes lettres`, shortLabel: id, years }) as never;
const people = indicator('habitants', [year(2015, 9), year(2021, 9), year(2023, 0)]);
const rate = indicator('natalite', [year(2020, 9, ['CONSTANT'])]);
const women = indicator('femmes', [year(2021, 9)]);
const young = indicator('jeunes', [year(2021, 9)]);
const catalogue = {
  themes: [],
  indicators: [people, women, young, rate],
  byId: new Map([
    ['habitants', people],
    ['femmes', women],
    ['jeunes', young],
    ['natalite', rate],
  ]),
};
const slices = new Map([
  [
    'habitants',
    {
      id: 'habitants',
      slices: [
        { sex: 'F' as const, age: null, indicator: { id: 'femmes' } },
        { sex: null, age: { id: '0-14', label: '0 à 14 ans' }, indicator: { id: 'jeunes' } },
      ],
      dimensions: [
        { name: 'SEX' as const, breakdowns: [], members: [{ id: 'F', label: 'Femmes' }] },
        { name: 'AGE' as const, breakdowns: [], members: [{ id: '0-14', label: '0 à 14 ans' }] },
      ],
    },
  ],
]);
const read = (address: string) => toColumns(readExplore(new URLSearchParams(address)), catalogue, slices, 'Ensemble');

describe('the columns of the explorer', () => {
  it('are the latest year that has figures at the level, all years, or those asked for', () => {
    expect(read('i=habitants').map(({ name }) => name)).toEqual(['habitants@2021']);
    expect(read('i=habitants&annees=toutes').map(({ year: one }) => one)).toEqual([2023, 2021, 2015]);
    expect(read('i=habitants,inconnu&annees=2015').map(({ path }) => path)).toEqual([['habitants', '2015']]);
  });

  it('leave out years without a figure in the geography that is read, and tell which indicators have none', () => {
    const left = (address: string) =>
      withoutColumns(readExplore(new URLSearchParams(address)), catalogue).map(({ shortLabel }) => shortLabel);
    const both = 'i=habitants,natalite&annees=';
    expect(read(`${both}toutes`).map(({ name }) => name)).toContain('natalite@2020');
    expect(left(`${both}toutes`)).toEqual([]);
    const published = `${both}toutes&geographie=publiee`;
    expect(read(published).filter(({ indicator: id }) => id === 'natalite')).toEqual([]);
    expect(left(published)).toEqual(['natalite']);
    expect(left(`${both}2021`)).toEqual(['natalite']);
  });

  it('tell which indicators no territory of a level has, since they are never added up', () => {
    const median = {
      id: 'mediane',
      nature: 'PUBLISHED',
      years: [year(2021, 9), { ...year(2019, 9), epci: 5 }],
    } as never;
    const known = { byId: new Map([...catalogue.byId, ['mediane', median]]) };
    const never = (address: string) => neverAdded(readExplore(new URLSearchParams(address)), known).map(({ id }) => id);
    expect(never('i=habitants,mediane&niveau=epci&annees=2021')).toEqual(['mediane']);
    expect(never('i=mediane&niveau=epci&annees=2019,2021')).toEqual([]);
    expect(never('i=mediane&annees=2021')).toEqual([]);
    expect(never('i=mediane&t=epci:200046977&annees=2021')).toEqual([]);
    const inGroups = (address: string) =>
      sortedInGroups(readExplore(new URLSearchParams(address)), known).map(({ id }) => id);
    expect(inGroups('grouper=epci&tri=-mediane@2021,nom,habitants@2021')).toEqual(['mediane']);
    expect(inGroups('grouper=strate&tri=mediane@2019,mediane@2021')).toEqual(['mediane']);
    expect(inGroups('grouper=epci&tri=mediane@2019')).toEqual([]);
    expect(inGroups('tri=-mediane@2021')).toEqual([]);
  });

  it('are cut by sex or by age, everybody first, under the titles that the reader puts first', () => {
    const cut = 'i=habitants&annees=2021';
    expect(read(`${cut}&couper=sexe`).map(({ name, path }) => [name, ...path])).toEqual([
      ['habitants@2021', 'habitants', 'Ensemble', '2021'],
      ['femmes@2021', 'habitants', 'Femmes', '2021'],
    ]);
    expect(read(`${cut}&couper=age&colonnes=annees`).map(({ path }) => path)).toEqual([
      ['2021', 'habitants', 'Ensemble'],
      ['2021', 'habitants', '0 à 14 ans'],
    ]);
    expect(read(`${cut}&couper=sexe&colonnes=parts`).map(({ path }) => path)).toEqual([
      ['Ensemble', 'habitants', '2021'],
      ['Femmes', 'habitants', '2021'],
    ]);
    // Nothing is known of both at once: one stands after the other.
    expect(read(`${cut}&couper=sexe,age`).map(({ path }) => path)).toEqual([
      ['habitants', 'Ensemble', '2021'],
      ['habitants', 'Femmes', '2021'],
      ['habitants', '0 à 14 ans', '2021'],
    ]);
  });

  it('are cut by the dimensions that an indicator has, and tell which it has not', () => {
    const people = slices.get('habitants')!;
    const known = new Map([['habitants', { ...people, slices: people.slices.filter(({ age }) => age) }]]);
    const view = readExplore(new URLSearchParams('i=habitants,natalite&annees=2020,2021&couper=age,sexe'));
    expect(toColumns(view, catalogue, known, 'Ensemble').map(({ name }) => name)).toEqual([
      'habitants@2021',
      'jeunes@2021',
      'natalite@2020',
    ]);
    const without = withoutDetail(view, catalogue, known).map(({ cut, indicators }) => [
      cut,
      indicators.map(({ shortLabel }) => shortLabel),
    ]);
    expect(Object.fromEntries(without)).toEqual({ SEX: ['habitants', 'natalite'], AGE: ['natalite'] });
    expect(withoutDetail({ ...view, indicators: ['habitants'], cuts: ['AGE'] }, catalogue, known)).toEqual([]);
  });
});

describe('the layout of the explorer', () => {
  const first = [
    { column: 'name', width: 230, pinned: true },
    { column: 'code', width: 95, pinned: false },
    { column: 'a@2021', width: 132, pinned: false },
  ];
  const gridWith = (state: readonly object[]) => {
    let columns = [...state];
    return {
      getColumnState: () => columns,
      applyColumnState: (params: { readonly state: readonly object[] }) => {
        columns = [...params.state];
      },
    } as never;
  };

  it('tells nothing of columns that nobody touched', () => {
    const grid = gridWith(
      first.map(({ column, width, pinned }) => ({ colId: column, width, pinned: pinned ? 'left' : null })),
    );
    expect(layoutOf(grid, first)).toEqual({ columns: [], order: [] });
  });

  it('gives a grid back the layout that it had', () => {
    const layout = {
      columns: [{ column: 'a@2021', width: 200, pinned: true }],
      order: ['name', 'a@2021', 'code'],
    };
    const grid = gridWith([]);
    applyLayout(grid, first, layout);
    expect(layoutOf(grid, first)).toEqual(layout);
  });
});
