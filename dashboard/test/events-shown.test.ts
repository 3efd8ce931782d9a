import { describe, expect, it } from 'vitest';
import type { Curve, TrendSeries } from '../src/features/trend/curves.ts';
import { eventsShown } from '../src/features/trend/events-shown.ts';
import { changesOfGround, maybeNewGround } from '../src/features/trend/new-ground.ts';

// Legal populations of 2021 are in the communes of 1 January 2023, those of 2022 in those of 2024.
const YEARS = [2016, 2017, 2021, 2022];
const VINTAGES = [2019, 2025, 2023, 2024];
const indicator = { years: YEARS.map((year, index) => ({ year, vintage: VINTAGES[index] })) };

function event(date: string, kind: TrendSeries['events'][number]['kind'] = 'MERGER') {
  return { date, kind, label: `${kind} ${date}` };
}

function curve(
  events: TrendSeries['events'],
  { level = 'COMMUNE', values = [9, null, 9, 13] as readonly (number | null)[] } = {},
): Curve {
  return { indicator, territory: { id: 'commune:69149', level }, years: YEARS, values, events } as unknown as Curve; // as: what else a curve has is not read
}

const shown = (one: Curve, geography: 'PUBLISHED' | 'CONSTANT' = 'PUBLISHED') =>
  eventsShown({ years: YEARS, curves: [one, one], geography }).map(({ date, ahead }) => [
    date,
    ...ahead.map(({ year }) => year),
  ]);

describe('the events of a trend', () => {
  it('are those of the years shown, each once, and those after them that figures as published are ahead of', () => {
    const merged = curve([event('2024-01-01'), event('2020-05-01'), event('2015-12-31'), event('2025-01-01')]);
    expect(shown(merged)).toEqual([['2020-05-01'], ['2024-01-01', 2022]]);
    expect(shown(merged, 'CONSTANT')).toEqual([['2020-05-01']]);
  });

  it('are ahead of figures for the mergers and the splits of communes only', () => {
    expect(shown(curve([event('2024-01-01', 'SPLIT')]))).toEqual([['2024-01-01', 2022]]);
    expect(shown(curve([event('2024-01-01', 'RENAME')]))).toEqual([]);
    expect(shown(curve([event('2024-01-01')], { level: 'EPCI' }))).toEqual([]);
  });

  it('begin a new ground at the first figure published in it, if others are of the one before', () => {
    expect(maybeNewGround(curve([]), event('2024-01-01'))).toBe(2022);
    expect(maybeNewGround(curve([]), event('2019-07-01'))).toBe(2021);
    // All figures are published in the communes of 2019 or later.
    expect(maybeNewGround(curve([]), event('2019-01-01'))).toBeUndefined();
    expect(maybeNewGround(curve([]), event('2025-01-01'))).toBeUndefined();
    expect(maybeNewGround(curve([], { values: [null, null, null, 13] }), event('2024-01-01'))).toBeUndefined();
    expect(changesOfGround(curve([]), event('2024-01-01'))).toEqual([2022]);
    // That of 2017, where there is one, was published in the communes of 2025.
    const all = curve([], { values: [9, 13, 9, 13] });
    expect(maybeNewGround(all, event('2024-01-01'))).toBe(2022);
    expect(changesOfGround(all, event('2024-01-01'))).toEqual([2017, 2021, 2022]);
  });
});
