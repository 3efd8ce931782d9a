import { describe, expect, it } from 'vitest';
import { chosen, recurrent, shortList, toLines } from '../src/features/compare/marked/to-marked.ts';
import { maybeWhole, memberLevels } from '../src/features/compare/marked/wholes.ts';
import type { MarkedGapsQuery } from '../src/graphql/generated.ts';
import type { Catalogue } from '../src/indicators/use-catalogue.ts';
import { toIndicator } from './indicator.ts';

type Answer = MarkedGapsQuery['markedGaps'];

const INDICATORS = [
  ['chomage', 'emploi'],
  ['vacance', 'logement'],
].map(([id = '', theme = '']) => toIndicator(id, { theme: { id: theme, label: theme }, polarity: 'LOWER_IS_BETTER' }));
const CATALOGUE: Catalogue = {
  themes: [],
  indicators: INDICATORS,
  byId: new Map(INDICATORS.map((one) => [one.id, one])),
};

function column(id: string, benchmark: number | null): Answer['columns'][number] {
  const decimals = { benchmarkPartial: false, benchmarkDecimals: 1, medianDecimals: 0 };
  return {
    indicator: { id },
    ...{ year: 2021, withValue: 12, problem: null, benchmark, median: 7.4, usualAbove: 1, usualBelow: 2, ...decimals },
  };
}

function gap(id: string, commune: number, value: number, decimals = 1): Answer['gaps'][number] {
  const isHigh = value > 7.4;
  return {
    territory: { id: `commune:${commune}`, level: 'COMMUNE', code: String(commune), name: `Commune ${commune}` },
    column: { indicator: { id } },
    ...{ value, decimals, state: 'COMPUTED', distance: Math.abs(value - 7.4), probability: null },
    ...(isHigh
      ? ({ direction: 'HIGHER', judgement: 'WORSE' } as const)
      : ({ direction: 'LOWER', judgement: 'BETTER' } as const)),
  };
}

const ANSWER = {
  columns: [column('chomage', 10.13), column('vacance', null), column('inconnu', 1)],
  gaps: [
    gap('chomage', 1, 40.06),
    gap('inconnu', 1, 39),
    gap('chomage', 2, 35),
    gap('vacance', 1, 30, 0),
    gap('chomage', 3, 25),
    gap('chomage', 4, 20),
    gap('chomage', 1, 15),
    gap('vacance', 5, 1),
  ],
};
const lines = toLines(ANSWER, CATALOGUE);
const named = (some: readonly { readonly territory: { readonly code: string } }[]): string[] =>
  some.map(({ territory }) => territory.code);

describe('marked gaps on the page', () => {
  it('measures each from the nearer of the whole and the median, as figures are shown, by which the distance is counted', () => {
    expect(lines).toHaveLength(7); // that of an unknown indicator is left out
    expect(lines[0]).toMatchObject({ gap: { value: 30, decimals: 1 }, benchmark: { value: 10.13 }, usual: 1 });
    // The median is known to the unit: 30 minus 7.
    expect(lines[2]).toMatchObject({ gap: { value: 23, decimals: 0 }, benchmark: undefined, usual: 1 });
    expect(lines.at(-1)).toMatchObject({ direction: 'LOWER', usual: 2 });
    expect(lines.map(({ from }) => from)).toEqual(['WHOLE', 'WHOLE', 'MEDIAN', 'WHOLE', 'WHOLE', 'WHOLE', 'MEDIAN']);
    // 10.1 for the whole, 7 for the median: 1 is nearer to the median, though both have a figure.
    const [low] = toLines({ ...ANSWER, gaps: [gap('chomage', 6, 1)] }, CATALOGUE);
    expect(low).toMatchObject({ from: 'MEDIAN', gap: { value: -6, decimals: 0 }, benchmark: { value: 10.13 } });
  });

  it('keeps the first three of an indicator, and tells how many others there are after the last', () => {
    const short = shortList(lines);
    expect(named(short.lines)).toEqual(['1', '2', '1', '3', '5']);
    expect([...short.leftAfter].map(([{ territory }, left]) => [territory.code, left])).toEqual([['3', 2]]);
  });

  it('keeps those that the reader asked for', () => {
    const nothing = { theme: undefined, side: undefined, indicator: undefined, only: undefined };
    expect(chosen(lines, nothing)).toEqual(lines);
    expect(named(chosen(lines, { ...nothing, theme: 'logement' }))).toEqual(['1', '5']);
    expect(named(chosen(lines, { ...nothing, side: 'LOWER' }))).toEqual(['5']);
    expect(named(chosen(lines, { ...nothing, side: 'BETTER' }))).toEqual(['5']);
    expect(chosen(lines, { ...nothing, side: 'WORSE', indicator: 'vacance', only: 'commune:1' })).toEqual([lines[2]]);
  });

  it('names territories that come up on several lines, most often first', () => {
    expect(recurrent(lines).map(({ territory, count }) => [territory.code, count])).toEqual([['1', 3]]);
  });

  it('finds what holds others among territories, and levels of its members', () => {
    expect(maybeWhole(['commune:69064', 'epci:200077014'])).toBe('epci:200077014');
    expect(maybeWhole(['commune:69064', 'nulle:part'])).toBeUndefined();
    expect(memberLevels('departement:69')).toEqual(['COMMUNE', 'EPCI']);
  });
});
