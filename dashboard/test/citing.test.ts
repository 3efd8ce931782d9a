import { describe, expect, it } from 'vitest';
import type { Geography, Level } from '../src/graphql/generated.ts';
import { citing } from '../src/indicators/citing.ts';
import type { Indicator } from '../src/indicators/use-catalogue.ts';

const BOTH: Geography[] = ['PUBLISHED', 'CONSTANT'];
const source = (id: string) => ({ id, title: id, producer: 'Essai', licence: '', landingPage: '' });
const use = (id: string, level: Level, years: number[], geographies = BOTH) => {
  return { source: { id }, level, geographies, years };
};
const INCOME = {
  sources: ['communes', 'departements', 'anciens'].map(source),
  sourceUses: [
    use('communes', 'COMMUNE', [2018, 2019]),
    use('departements', 'DEPARTEMENT', [2018]),
    use('anciens', 'DEPARTEMENT', [2012], ['PUBLISHED']),
  ],
} as unknown as Indicator; // nothing else is read

describe('what a page cites', () => {
  it.each([
    ['the source of the level shown', ['DEPARTEMENT'], [2018], 'CONSTANT', ['departements']],
    ['that of each level shown', ['DEPARTEMENT', 'COMMUNE'], [2018], 'CONSTANT', ['communes', 'departements']],
    ['that of the year shown', ['DEPARTEMENT'], [2012], 'PUBLISHED', ['anciens']],
    ['that of communes for what is composed of them', ['GROUPE', 'PARTIE'], [2019], 'CONSTANT', ['communes']],
    [
      'all of them for figures that rest on none',
      ['DEPARTEMENT'],
      [2012],
      'CONSTANT',
      ['communes', 'departements', 'anciens'],
    ],
  ] as const)('is %s', (_, levels, years, geography, cited) => {
    expect(citing(INCOME, { levels, years, geography }).sources.map(({ id }) => id)).toEqual(cited);
  });
});
