import { atOnce, buildSearch, type Geography, type Territory, type TerritorySearch } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { geographies, populations } from './support/real-geography.ts';

describe.each(geographies)('the search of a territory, %s', (_, geography) => {
  const search = searchOf(geography, geography);

  it.each([
    ['st etienne', 'commune:42218'],
    ['Saint-Étienne', 'commune:42218'],
    ['saintetienne', 'commune:42218'],
    ["l'hay", 'commune:94038'],
    ['l’haÿ', 'commune:94038'],
    ['lhay les roses', 'commune:94038'],
    ['paris', 'commune:75056'],
    ['69123', 'commune:69123'],
    ['691', 'commune:69123'],
    ['69', 'departement:69'],
    ['2a', 'departement:2A'],
    ['havre', 'commune:76351'],
    ['chalon s/ saone', 'commune:71076'],
    ['villefranche sur saone', 'commune:69264'],
    ['bourg en bress', 'commune:01053'],
    ['st etienne 42', 'commune:42218'],
    ['metropole de lyon', 'epci:200046977'],
    ['200046977', 'epci:200046977'],
    ['Vienne Condrieu Agglomération', 'epci:200077014'],
    ['communauté de communes du pays mornantais', 'epci:246900740'],
    ['agglo vienne condrieu', 'epci:200077014'],
    ['marseile', 'commune:13055'],
    ['villeurbane', 'commune:69266'],
    ['strasbuorg', 'commune:67482'],
    ['caluire et cuir', 'commune:69034'],
    ['oeuilly', 'commune:51410'],
    ['ile de france', 'region:11'],
    ['rhone', 'departement:69'],
    ['france', 'france:FR'],
  ])('%s gives %s first', (text, id) => {
    expect(ids(search, text)[0]).toBe(id);
  });

  it.each([
    ['vi', 'commune:69266'],
    ['ly', 'commune:69123'],
    ['ma', 'commune:13055'],
    ['st', 'commune:42218'],
    ['ste', 'commune:97418'],
    ['st-et', 'commune:42218'],
    ['mont', 'commune:34172'],
    ['villefranche', 'commune:69264'],
    ['villefranche 12', 'commune:12300'],
    ['12 villefranche', 'commune:12300'],
    ['ÉVRY', 'commune:91228'],
    ['cherbourg', 'commune:50129'],
    ['clermont', 'commune:63113'],
    ['st germain', 'commune:78551'],
    ['ste foy', 'commune:69202'],
    ['aix', 'commune:13001'],
    ['bourg', 'commune:01053'],
    ['roche', 'commune:85191'],
    ['rochelle', 'commune:17300'],
    ['mans', 'commune:72181'],
    ['chalon', 'commune:71076'],
    ['chalons', 'commune:51108'],
    ['villeneuve', 'commune:59009'],
    ['boulogne', 'commune:92012'],
    ['neuilly', 'commune:92051'],
    ['isle d abeau', 'commune:38193'],
    ['lomme', 'commune:59350'],
    ['seynod', 'commune:74010'],
    ['pierre benite', 'commune:69149'],
    ['bron', 'commune:69029'],
    ['condrieu', 'commune:69064'],
    ['vienne', 'commune:38544'],
    ['vienne condrieu', 'epci:200077014'],
    ['saint etienne metropole', 'epci:244200770'],
    ['pays mornantais', 'epci:246900740'],
    ['monts du lyonnais', 'epci:200066587'],
    ['corrèze', 'departement:19'],
    ['creuse', 'departement:23'],
    ['bretagne', 'region:53'],
    ['84', 'departement:84'],
    ['11', 'departement:11'],
    ['246900740', 'epci:246900740'],
  ])('%s is first %s for a person', (text, id) => {
    expect(ids(search, text)[0]).toBe(id);
  });

  it('lists present names that go on from the words before the former names that they were', () => {
    const { matches } = search.search({ text: 'villefranche', offset: 0, limit: 6 });
    expect(matches.map(({ territory }) => territory.code)).toEqual(
      expect.arrayContaining(['69264', '12300', '31582', '06159']),
    );
    expect(matches.map(({ match, reason }) => [match, reason])).toEqual(matches.map(() => ['WORDS', undefined]));
  });

  it.each([
    ['paris', 'EXACT'],
    ['75056', 'EXACT'],
    ['havre', 'EXACT'],
    ['lomme', 'EXACT'],
    ['villefranche', 'WORDS'],
    ['villefr', 'BEGINNING'],
    ['sur saone', 'BEGINNING'],
    ['villeurbane', 'NEARLY'],
  ])('tells how %s is answered: %s', (text, match) => {
    expect(search.search({ text, offset: 0, limit: 1 }).matches[0]?.match).toBe(match);
  });

  it('puts Lyon and its métropole on top', () => {
    expect(ids(search, 'lyon').slice(0, 2)).toEqual(['commune:69123', 'epci:200046977']);
  });

  it.each([
    ['annecy le vieux', 'commune:74010', 'ancienne commune : Annecy-le-Vieux'],
    ['74011', 'commune:74010', 'ancienne commune : Annecy-le-Vieux (74011)'],
    ['equeurdreville hainneville', 'commune:50129', 'ancienne commune : Équeurdreville-Hainneville'],
    ['pierre benite', 'commune:69149', 'ancienne commune : Pierre-Bénite'],
    ['oullins', 'commune:69149', undefined],
    ['paris 12', 'commune:75056', 'arrondissement : Paris 12e Arrondissement'],
    ['haute deule', 'epci:200093201', 'ancien EPCI : CC de la Haute Deûle'],
  ])('%s finds %s, and says why', (text, id, reason) => {
    const match = search.search({ text, offset: 0, limit: 5 }).matches.find(({ territory }) => territory.id === id);
    expect(match).toBeDefined();
    if (reason !== undefined) expect(match?.reason).toBe(reason);
  });

  it.each([
    ['69420', ['69064', '69007', '69119']],
    ['69400', ['69264', '69092', '69115']],
    ['75011', ['75056']],
    ['69003', ['69003', '69123']],
    ['condrieu 69420', ['69064']],
    ['69420 condrieu', ['69064']],
  ])('the postal code %s finds its communes, the most populous first', (text, codes) => {
    const { matches } = search.search({ text, offset: 0, limit: 50 });
    expect(matches.slice(0, codes.length).map(({ territory }) => territory.code)).toEqual(codes);
  });

  it('says of which postal code', () => {
    const [first] = search.search({ text: '69420', offset: 0, limit: 1 }).matches;
    expect(first).toMatchObject({ match: 'EXACT', reason: 'code postal 69420' });
  });

  it('finds nothing for what is not a place', () => {
    expect(search.search({ text: 'zzzzqqq', offset: 0, limit: 5 })).toEqual({ totalCount: 0, matches: [] });
    expect(search.search({ text: '?!', offset: 0, limit: 5 }).totalCount).toBe(0);
  });

  it('keeps to a level and to a territory', () => {
    const inRhone = search.search({ text: 'saint', level: 'commune', within: 'departement:69', offset: 0, limit: 500 });
    expect(inRhone.totalCount).toBeGreaterThan(30);
    for (const { territory } of inRhone.matches) expect(territory.code.startsWith('69')).toBe(true);
    expect(search.search({ within: 'epci:200046977', offset: 0, limit: 1 }).totalCount).toBe(58);
    const epcis = search.search({ level: 'epci', within: 'departement:69', offset: 0, limit: 50 }).matches;
    expect(epcis.map(({ territory }) => territory.name)).toContain('CA Vienne Condrieu');
    expect(search.search({ level: 'departement', within: 'region:84', offset: 0, limit: 50 }).totalCount).toBe(12);
    expect(search.search({ level: 'region', within: 'france:FR', offset: 0, limit: 50 }).totalCount).toBe(18);
    expect(search.search({ level: 'region', within: 'france:METRO', offset: 0, limit: 50 }).totalCount).toBe(13);
    expect(
      search
        .search({ text: 'saint denis', level: 'commune', within: 'france:METRO', offset: 0, limit: 500 })
        .matches.map(({ territory }) => territory.code),
    ).not.toContain('97411');
  });

  it('lists everything level by level, in the order of names, a page at a time', () => {
    const all = search.search({ offset: 0, limit: 100_000 });
    expect(all.totalCount).toBe(2 + 18 + 101 + 1255 + 34_875);
    const names = search
      .search({ level: 'departement', offset: 0, limit: 3 })
      .matches.map(({ territory }) => territory.name);
    expect(names).toEqual(['Ain', 'Aisne', 'Allier']);
    const page = search.search({ text: 'saint', offset: 20, limit: 10 }).matches;
    expect(page).toEqual(search.search({ text: 'saint', offset: 0, limit: 30 }).matches.slice(20));
  });

  it('finds by its name an EPCI that is over, of which a file gives figures, and leaves it out of lists', () => {
    const over: Territory = {
      ...{ id: 'epci:200033157', level: 'epci', code: '200033157', name: 'CA Caen la Mer' },
      ...{ validFrom: undefined, validTo: '2019-01-01' },
    };
    const former = {
      ...geography,
      territories: new Map([...geography.territories, [over.id, over]]),
      namedVintages: [2018],
      epciNames: () => new Map([[over.code, over.name]]),
    };
    const wider = searchOf(former, geography);
    expect(ids(wider, 'ca caen la mer')).toContain(over.id);
    expect(wider.search({ level: 'epci', offset: 0, limit: 1 }).totalCount).toBe(1255);
  });

  it('answers each text once', () => {
    const found = ids(search, 'saint denis', 200);
    expect(new Set(found).size).toBe(found.length);
  });
});

function searchOf(geography: Geography, counted: Geography): TerritorySearch {
  return atOnce(buildSearch(geography, populationsByTerritory(counted)));
}

function ids(search: TerritorySearch, text: string, limit = 5): readonly string[] {
  return search.search({ text, offset: 0, limit }).matches.map(({ territory }) => territory.id);
}

/** Populations of the reference vintage, summed to all levels. */
function populationsByTerritory(geography: Geography): (id: string) => number | undefined {
  const sums = new Map<string, number>();
  for (const [code, { epci, departement, region }] of geography.membership(geography.reference)) {
    const population = populations.of(code, geography.reference) ?? 0;
    for (const id of [
      `commune:${code}`,
      `epci:${epci}`,
      `departement:${departement}`,
      `region:${region}`,
      'france:FR',
    ]) {
      sums.set(id, (sums.get(id) ?? 0) + population);
    }
  }
  return (id) => sums.get(id);
}
