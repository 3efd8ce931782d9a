import { describe, expect, it } from 'vitest';
import {
  departementOfCommune,
  isOverseasCollectivity,
  LEVELS,
  maybeTerritoryKey,
  OFFICIAL_LEVELS,
  toTerritoryId,
} from '../src/index.ts';

describe('a territory id', () => {
  it.each([
    ['france:FR', 'france', 'FR'],
    ['region:84', 'region', '84'],
    ['departement:69', 'departement', '69'],
    ['departement:2A', 'departement', '2A'],
    ['departement:974', 'departement', '974'],
    ['epci:200046977', 'epci', '200046977'],
    ['commune:01001', 'commune', '01001'],
    ['commune:2A004', 'commune', '2A004'],
    ['commune:97101', 'commune', '97101'],
    ['commune:01001@1970-12-31', 'commune', '01001@1970-12-31'],
    ['groupe:ouest-lyonnais', 'groupe', 'ouest-lyonnais'],
    ['partie:200046977-69', 'partie', '200046977-69'],
    ['partie:200046977-2A', 'partie', '200046977-2A'],
  ])('%s is read and written back', (id, level, code) => {
    const key = maybeTerritoryKey(id);
    expect(key).toEqual({ level, code });
    expect(toTerritoryId(key!.level, key!.code)).toBe(id);
  });

  it.each([
    ['a code without its level', '69123'],
    ['a level without its code', 'commune:'],
    ['an unknown level', 'canton:6901'],
    ['a code that lost its leading zero', 'commune:1001'],
    ['a lower case Corsican code', 'commune:2a004'],
    ['an EPCI code cut short', 'epci:20004697'],
    ['another country', 'france:BE'],
    ['a level in capitals', 'COMMUNE:69123'],
    ['spaces', ' commune:69123'],
    ['a line break', 'commune:69123\n'],
    ['a group with a path in its name', 'groupe:../autre'],
    ['a part of an EPCI without its département', 'partie:200046977'],
    ['a prototype', '__proto__:69123'],
    ['a month that does not exist', 'commune:27058@2016-13-31'],
    ['a day that does not exist', 'commune:27058@2015-02-29'],
    ['a quote', "commune:69123'"],
    ['nothing', ''],
  ])('with %s is not one', (_, id) => {
    expect(maybeTerritoryKey(id)).toBeUndefined();
  });
});

describe('levels', () => {
  it('are all official but those composed of communes', () => {
    const composed = LEVELS.filter((level) => !(OFFICIAL_LEVELS as readonly string[]).includes(level));
    expect(composed).toEqual(['groupe', 'partie']);
  });

  it('give the département of a commune, in Corsica and overseas too', () => {
    const communes = ['69123', '2A004', '2B033', '01001', '97101', '97616'];
    expect(communes.map(departementOfCommune)).toEqual(['69', '2A', '2B', '01', '971', '976']);
  });

  it('tell overseas départements, inside the figures for France, from collectivities, outside', () => {
    const inside = ['971', '972', '973', '974', '976', '97', '98', '75'];
    const outside = ['975', '977', '978', '984', '986', '987', '988', '989'];
    expect(inside.filter(isOverseasCollectivity)).toEqual([]);
    expect(outside.filter((code) => !isOverseasCollectivity(code))).toEqual([]);
  });
});
