import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Level } from '../src/graphql/generated.ts';
import { namesApart, toldApart } from '../src/territories/told-apart.ts';

const LEVELS: Readonly<Record<string, string>> = { 'common.COMMUNE': 'Commune', 'common.DEPARTEMENT': 'Département' };
const t = ((key: string) => LEVELS[key] ?? key) as TFunction; // only levels are asked for

function place(level: Level, code: string, name: string) {
  return { id: `${level.toLowerCase()}:${code}`, level, code, name };
}

describe('territories shown together', () => {
  const paris = place('COMMUNE', '75056', 'Paris');
  const department = place('DEPARTEMENT', '75', 'Paris');
  const lyon = place('COMMUNE', '69123', 'Lyon');

  it('say their level when two have one name, and nothing otherwise', () => {
    expect(toldApart([paris, department, lyon], t).map(({ name }) => name)).toEqual([
      'Paris (commune)',
      'Paris (département)',
      'Lyon',
    ]);
  });

  it('say their code when the level is the same too', () => {
    const twins = [place('COMMUNE', '93066', 'Saint-Denis'), place('COMMUNE', '97411', 'Saint-Denis')];
    expect(toldApart(twins, t).map(({ name }) => name)).toEqual(['Saint-Denis (93066)', 'Saint-Denis (97411)']);
  });

  it('say their code in a long list when another of their level has the same name', () => {
    const ids = ['commune:93066', 'commune:69123', 'commune:97411', 'departement:75', 'commune:75056', 'commune:1'];
    const names = ['Saint-Denis', 'Lyon', 'Saint-Denis', 'Paris', 'Paris'];
    expect(namesApart(ids, names)).toEqual([
      'Saint-Denis (93066)',
      'Lyon',
      'Saint-Denis (97411)',
      'Paris',
      'Paris',
      'commune:1',
    ]);
    expect(namesApart(['commune:93066', 'commune:93066'], ['Saint-Denis', 'Saint-Denis'])).toEqual([
      'Saint-Denis',
      'Saint-Denis',
    ]);
  });

  it('are told from what is beside them, and not from themselves', () => {
    expect(toldApart([department], t, [paris]).map(({ name }) => name)).toEqual(['Paris (département)']);
    expect(toldApart([paris, paris], t, [paris]).map(({ name }) => name)).toEqual(['Paris', 'Paris']);
  });
});
