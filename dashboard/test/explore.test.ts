import { describe, expect, it } from 'vitest';
import { readExplore } from '../src/explore-url.ts';
import { exportAddress } from '../src/features/explore/export-address.ts';
import { toFilterInput, toFilterModel, toFilters, toSort, toSortInput } from '../src/features/explore/grid-models.ts';

const column = { indicator: 'revenu_median', year: 2021 };

describe('sort and filters of the explorer', () => {
  it('goes from the grid to the API', () => {
    const sort = toSort([
      { colId: 'revenu_median@2021', sort: 'desc' },
      { colId: 'name', sort: 'asc' },
    ]);
    expect(toSortInput(sort)).toEqual([
      { column, descending: true },
      { name: true, descending: false },
    ]);
    const filters = toFilters({
      'revenu_median@2021': { filterType: 'number', type: 'inRange', filter: 1, filterTo: 2 },
    });
    expect(toFilterInput(filters)).toEqual([{ column, operator: 'BETWEEN', value: 1, upper: 2 }]);
  });

  it('gives back to the grid the filters it came from', () => {
    const model = {
      'revenu_median@2021': { filterType: 'number', type: 'greaterThan', filter: 20000, filterTo: null },
      'revenu_median@2020': { filterType: 'number', type: 'blank', filter: null, filterTo: null },
    };
    expect(toFilterModel(toFilters(model))).toEqual(model);
  });

  it('keeps as many rows as asked for at one end of a column, and nothing for less than one', () => {
    const model = { 'revenu_median@2021': { filterType: 'number', type: 'highest', filter: 10, filterTo: null } };
    expect(toFilters(model)).toEqual([{ column, operator: 'HIGHEST', value: 10 }]);
    expect(toFilterModel(toFilters(model))).toEqual(model);
    expect(toFilters({ 'revenu_median@2021': { type: 'lowest', filter: 0 } })).toEqual([]);
  });

  it('reads no filter of an address that asks for no whole number of rows', () => {
    const read = (text: string) =>
      readExplore(new URLSearchParams({ filtre: `revenu_median@2021:highest:${text}` })).filters;
    expect(read('3')).toHaveLength(1);
    expect(['0', '-2', '2.5', 'x'].flatMap(read)).toEqual([]);
  });

  it('leaves out a filter whose number is not typed yet, and a column it does not know', () => {
    expect(
      toFilters({ 'revenu_median@2021': { type: 'greaterThan', filter: null }, name: { type: 'equals', filter: 1 } }),
    ).toEqual([]);
    expect(toSort([{ colId: 'epci', sort: 'asc' }])).toEqual([]);
  });

  it('asks the API for the file of the same rows', () => {
    const view = readExplore(
      new URLSearchParams(
        'dans=departement:69&q=saint&filtre=revenu_median@2021:gte:20000&tri=-revenu_median@2021,nom&grouper=strate&geographie=publiee',
      ),
    );
    const address = new URL(exportAddress(view, [column], 'csv', '/explorer?q=saint'), 'http://localhost');
    expect(address.pathname).toBe('/export/grid.csv');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      level: 'COMMUNE',
      within: 'departement:69',
      columns: 'revenu_median@2021',
      groups: 'STRATES',
      open: '',
      total: 'oui',
      search: 'saint',
      filter: 'revenu_median@2021:gte:20000',
      sort: '-revenu_median@2021,name',
      geography: 'PUBLISHED',
      view: '/explorer?q=saint',
    });
    const opened = readExplore(new URLSearchParams('dans=departement:69&grouper=epci&ouverts=tous,epci:200046977'));
    expect(exportAddress(opened, [column], 'csv', '/explorer')).toContain('groups=EPCI&closed=epci%3A200046977&');
    expect(exportAddress(view, [column], 'xlsx', '/en/explorer?q=saint')).toContain('&language=EN');
    expect(exportAddress(view, [column], 'xlsx', '/explorer?q=en')).not.toContain('language');
    const moved = readExplore(new URLSearchParams('ordre=nom,revenu_median@2020,revenu_median@2021'));
    const both = [column, { ...column, year: 2020 }, { indicator: 'population', year: 2020 }];
    const columnsOf = (one: typeof view) =>
      new URL(exportAddress(one, both, 'csv', '/explorer'), 'http://localhost').searchParams.get('columns');
    expect(columnsOf(view)).toBe('revenu_median@2021,revenu_median@2020,population@2020');
    expect(columnsOf(moved)).toBe('revenu_median@2020,revenu_median@2021,population@2020');
    const pinned = readExplore(new URLSearchParams('disposition=population@2020:132:fixe'));
    expect(columnsOf(pinned)).toBe('population@2020,revenu_median@2021,revenu_median@2020');
    const long = exportAddress(view, [column], 'xlsx', `/explorer?t=${'commune:69123,'.repeat(300)}`);
    expect(long).not.toContain('view=');
    expect(long).toMatch(/^\/export\/grid\.xlsx\?level=COMMUNE&/);
    expect(exportAddress(view, [column], 'csvPlain', '/explorer')).toMatch(/^\/export\/grid\.csv\?.*style=plain$/);
  });
});
