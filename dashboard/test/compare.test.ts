import { describe, expect, it } from 'vitest';
import type { CompareCell, ComparisonTable } from '../src/features/compare/comparison-table.ts';
import { gapText, maybeGapFavour } from '../src/features/compare/draw-cell.ts';
import { maybeGap } from '../src/features/compare/gaps.ts';
import { inOrder } from '../src/features/compare/order.ts';
import { maybeGapless, maybeOrigin } from '../src/features/compare/origin.ts';
import { toSheet } from '../src/features/compare/sheet.ts';
import { toIndicator } from './indicator.ts';

const INDICATORS = [
  toIndicator('population', { nature: 'STOCK' }),
  toIndicator('chomage'),
  toIndicator('proprietaires'),
];
const BENCHMARK = [1_000, 10, 50] as const;
const FIGURES: Readonly<Record<string, readonly (number | null)[]>> = {
  'commune:1': [900, 11, 40],
  'commune:2': [5, 16, 50],
  'commune:3': [40, null, null],
};

const LEVELS: Readonly<Record<string, ComparisonTable['rows'][number]['territory']['level']>> = {
  epci: 'EPCI',
  departement: 'DEPARTEMENT',
  france: 'FRANCE',
};

function row(id: string, values: readonly (number | null)[], benchmark = false): ComparisonTable['rows'][number] {
  const territory = { id, name: id, code: id, level: LEVELS[id.split(':')[0] ?? ''] ?? 'COMMUNE' };
  const cells = INDICATORS.map((one, index) => {
    const value = values[index] ?? null;
    const gap = benchmark ? undefined : maybeGap(one, { value }, { value: BENCHMARK[index] });
    const state = value === null ? ('SECRET' as const) : ('PUBLISHED' as const);
    return {
      territory,
      indicator: one,
      year: 2021,
      value,
      state,
      decimals: undefined,
      coverage: undefined,
      fewCases: false,
      place: undefined,
      gap,
    };
  });
  return { territory, benchmark, cells };
}

const table: ComparisonTable = {
  columns: INDICATORS.map((one) => ({ indicator: one, year: 2021 })),
  rows: Object.entries(FIGURES).map(([id, values]) => row(id, values)),
  benchmarks: [row('departement:69', BENCHMARK, true)],
};
const judged = (cell: CompareCell): CompareCell => ({
  ...cell,
  indicator: { ...cell.indicator, polarity: 'LOWER_IS_BETTER' },
});
const ids = ({ rows }: ComparisonTable): string[] => rows.map(({ territory }) => territory.id);

describe('gaps to a benchmark', () => {
  it('are in the unit of the indicator and in percent of the benchmark', () => {
    expect(maybeGap(toIndicator('chomage'), { value: 8 }, { value: 10 })).toEqual({
      shown: -2,
      relative: -20,
      decimals: 1,
    });
  });

  it('are those of the figures shown, as a reader subtracts them', () => {
    // 12.3 and 10.5 on the screen: 1.8, where the figures themselves differ by 1.71.
    expect(maybeGap(toIndicator('chomage'), { value: 12.26 }, { value: 10.546 })).toMatchObject({
      shown: 1.8,
    });
    expect(maybeGap(toIndicator('chomage'), { value: 12.34 }, { value: 9.6, decimals: 0 })).toMatchObject({
      shown: 2,
      decimals: 0,
    });
  });

  it.each([
    ['a count only tells that a territory is larger', toIndicator('population', { nature: 'STOCK' }), 8, 10],
    ['a figure that is hidden has none', toIndicator('chomage'), null, 10],
    ['nothing is measured from zero', toIndicator('chomage'), 8, 0],
  ])('%s', (_, one, value, benchmark) => {
    expect(maybeGap(one, { value }, { value: benchmark })).toBeUndefined();
  });
});

describe('the order of a comparison', () => {
  it('shows the biggest gaps first, of territories and of indicators, and what has none last', () => {
    const ordered = inOrder(table, { by: 'ecart', descending: true });
    expect(ids(ordered)).toEqual(['commune:2', 'commune:1', 'commune:3']);
    expect(ordered.columns.map((column) => column.indicator.id)).toEqual(['chomage', 'proprietaires', 'population']);
    expect(ordered.rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
      [16, 50, 5],
      [11, 40, 900],
      [null, null, 40],
    ]);
    expect(ordered.benchmarks[0]!.cells.map(({ value }) => value)).toEqual([10, 50, 1_000]);
  });

  it('puts gaps that may be chance after those that are not, however big', () => {
    const told = {
      ...table,
      rows: table.rows.map((one) => ({
        ...one,
        cells: one.cells.map((cell) => ({
          ...cell,
          gap: cell.gap && {
            ...cell.gap,
            chance: {
              verdict: one.territory.id === 'commune:2' ? ('NOT_DIFFERENT' as const) : ('HIGHER' as const),
              explanation: '',
            },
          },
        })),
      })),
    };
    const ordered = inOrder(told, { by: 'ecart', descending: true });
    expect(ids(ordered)).toEqual(['commune:1', 'commune:2', 'commune:3']);
    expect(ordered.columns.map((column) => column.indicator.id)).toEqual(['proprietaires', 'chomage', 'population']);
    expect(gapText('fr', ordered.rows[1]!.cells[1]!)).toBe('(▲ +6,0\u00a0points)');
    expect(gapText('fr', ordered.rows[0]!.cells[1]!)).toBe('▲ +1,0\u00a0point');
    expect(ordered.rows.slice(0, 2).map(({ cells }) => maybeGapFavour(judged(cells[1]!)))).toEqual([false, undefined]);
  });

  it('puts gaps of few cases after the others, however big', () => {
    const few = (one: ComparisonTable['rows'][number]) => ({
      ...one,
      cells: one.cells.map((cell) => {
        const gap = cell.gap && { ...cell.gap, isOfFewCases: one.territory.id === 'commune:2' };
        return { ...cell, gap };
      }),
    });
    const ordered = inOrder({ ...table, rows: table.rows.map(few) }, { by: 'ecart', descending: true });
    expect(ids(ordered)).toEqual(['commune:1', 'commune:2', 'commune:3']);
  });

  it('measures gaps from the nearest benchmark that has most figures, and says which has none', () => {
    const empty = row('epci:1', [1_000, null, null], true);
    const both = { ...table, benchmarks: [empty, ...table.benchmarks, row('france:FR', BENCHMARK, true)] };
    expect(maybeOrigin(both)).toBe('departement:69');
    expect(maybeGapless(both, 'epci:1')).toMatchObject({
      indicators: [{ id: 'chomage' }, { id: 'proprietaires' }],
      better: { id: 'departement:69' },
    });
    expect(maybeGapless(both, 'france:FR')).toBeUndefined();
    // One figure less than a commune compared has is no reason to measure from that commune.
    const nearest = row('epci:1', [1_000, 9, null], true);
    expect(maybeOrigin({ ...table, benchmarks: [nearest, ...table.benchmarks] })).toBe('epci:1');
    expect(maybeOrigin({ ...table, benchmarks: [] })).toBeUndefined();
    expect(
      maybeGapless({ ...table, benchmarks: [empty], rows: [row('commune:3', [40, null, null])] }, 'epci:1'),
    ).toEqual({
      indicators: [INDICATORS[1], INDICATORS[2]],
      better: undefined,
    });
  });

  it('measures gaps of an EPCI and its communes from the EPCI, though it is a line of the table', () => {
    const epci = row('epci:1', [1_000, 9, null]);
    const lines = { ...table, rows: [...table.rows, epci] };
    expect(maybeOrigin(lines)).toBe('epci:1');
    expect(maybeGapless(lines, 'epci:1')).toMatchObject({
      indicators: [{ id: 'proprietaires' }],
      better: { id: 'departement:69' },
    });
    // Nothing but members: none of them is better than the one that was chosen.
    expect(maybeGapless({ ...table, benchmarks: [] }, 'commune:3')).toMatchObject({ better: undefined });
  });

  it('puts rows without a value last in both directions', () => {
    expect(ids(inOrder(table, { by: 'chomage', descending: true }))).toEqual(['commune:2', 'commune:1', 'commune:3']);
    expect(ids(inOrder(table, { by: 'chomage', descending: false }))).toEqual(['commune:1', 'commune:2', 'commune:3']);
  });
});

describe('the direction of a comparison', () => {
  it('puts the same figures in lines or in columns, benchmarks last', () => {
    const upright = toSheet(table, { transposed: false });
    const transposed = toSheet(table, { transposed: true });
    expect(transposed.lines.map(({ id }) => id)).toEqual(['population', 'chomage', 'proprietaires']);
    expect(transposed.columns.map(({ id }) => id)).toEqual([...ids(table), 'departement:69']);
    expect(transposed.pinned).toEqual([]);
    const all = [...upright.lines, ...upright.pinned];
    expect(transposed.lines[1]!.cells).toEqual(all.map(({ cells }) => cells[1]));
  });
});
